import type { Codec, Engine } from '../dialects/engine.js';
import { toMemory } from '../memories/memory-row.js';
import type { MemoryRecord } from '../memories/memory-store.js';
import type { Tenant } from '../tenant.js';
import type { IndexedMemory, RecallChanges, RecallPosition, RecallSource, RemovedMemory } from './recall-source.js';
import { compileRecallStatements } from './recall-statements.js';

/** What recall needs of an engine: it writes nothing. */
export type RecallEngine = Pick<Engine, 'builder' | 'reader' | 'codec' | 'memoriesByIds'>;

type Statements = ReturnType<typeof compileRecallStatements>;
type ChangeRow = Awaited<ReturnType<Statements['changesSince']>>[number];

// Where nothing is known yet: no namespace has this epoch, so every copy of it is void.
const NOTHING: RecallPosition = { epoch: 0, revision: 0, purgedBelow: 0 };

/** Reads for recall over Kysely. */
export function createRecallSource(engine: RecallEngine): RecallSource {
  const { builder, codec } = engine;
  const statements = compileRecallStatements(builder, codec);
  return {
    async changesSince(tenant, namespace, known, { limit }) {
      const { orgId, environment } = tenant;
      const reader = engine.reader(tenant);
      if (known !== null) {
        const [state] = await statements.state(reader, { orgId, environment, namespace });
        if (state !== undefined && isUpToDate(known, state)) return toNoChanges(state);
      }
      const position = known ?? NOTHING;
      const params = { orgId, environment, namespace, ...position, limit };
      const rows = await statements.changesSince(reader, params);
      return toChanges(codec, rows, limit);
    },
    getMany: (tenant, namespace, ids) => getMany(engine, tenant, namespace, ids),
  };
}

function isUpToDate(known: RecallPosition, state: RecallPosition): boolean {
  return known.epoch === state.epoch && known.revision === state.revision;
}

function toNoChanges(state: RecallPosition): RecallChanges {
  return { state, model: null, rebuild: false, changes: [], upTo: state, more: false };
}

function toChanges(codec: Codec, rows: readonly ChangeRow[], limit: number): RecallChanges {
  const [first] = rows;
  if (first === undefined) {
    return { state: null, model: null, rebuild: true, changes: [], upTo: null, more: false };
  }
  const { epoch, purged_below: purgedBelow, namespace_revision: revision } = first;
  const changes = rows.filter(hasMemory).map((row) => toChange(codec, row));
  changes.sort((a, b) => a.revision - b.revision);
  const lastRevision = changes.at(-1)?.revision ?? revision;
  const more = changes.length === limit && lastRevision < revision;
  return {
    state: { epoch, revision, purgedBelow },
    model: { number: first.model, dimensions: first.dimensions ?? 1 },
    rebuild: first.since_revision < 0,
    changes,
    upTo: { epoch, revision: more ? lastRevision : revision, purgedBelow },
    more,
  };
}

// The join is an outer one: without a change its one row holds the namespace alone.
type MemoryChangeRow = Omit<ChangeRow, OuterColumn> & {
  [Column in OuterColumn]: NonNullable<ChangeRow[Column]>;
};
type OuterColumn = 'id' | 'revision' | 'seq' | 'created_at_ms' | 'updated_at_ms' | 'metadata' | 'text';

function hasMemory(row: ChangeRow): row is ChangeRow & MemoryChangeRow {
  return row.id !== null;
}

function toChange(codec: Codec, row: MemoryChangeRow): IndexedMemory | RemovedMemory {
  const { id, revision } = row;
  if (row.deleted_at_ms !== null) return { id, deleted: true, revision };
  return {
    id,
    deleted: false,
    text: row.text,
    sessionId: row.session_id,
    occurredAtMs: row.occurred_at_ms ?? row.created_at_ms,
    hasOccurredAt: row.occurred_at_ms !== null,
    expiresAtMs: row.expires_at_ms,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    seq: row.seq,
    metadataJson: row.metadata,
    vectors: row.vectors === null ? new Int8Array(0) : codec.fromVectors(row.vectors),
    revision,
  };
}

async function getMany(
  { reader, codec, memoriesByIds }: RecallEngine,
  tenant: Tenant,
  namespace: string,
  ids: readonly string[],
): Promise<readonly MemoryRecord[]> {
  if (ids.length === 0) return [];
  const rows = await memoriesByIds(reader(tenant), { tenant, namespace }, ids);
  const byId = new Map(rows.map((row) => [row.id, toMemory(codec, row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
