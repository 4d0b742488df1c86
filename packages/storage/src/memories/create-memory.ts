import { ApiError } from '@memory-api/contract';
import type { Kysely } from 'kysely';
import type { Codec } from '../dialects/engine.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import { toStoredChanges } from '../usage/stored-memories.js';
import { buryMemories } from './bury-memories.js';
import { toMemory } from './memory-row.js';
import type { MemoryInput, MemoryRecord } from './memory-store.js';
import type { MemoryWriter } from './memory-writer.js';
import type { NamespaceCounters } from './namespace-revision.js';
import { firstOf, isUnsettling, placeVectors } from './place-vectors.js';

/** Adds a memory and its version. Throws `MEMORY_ID_EXISTS` for the id of a live one. */
export async function createMemory(
  writer: MemoryWriter,
  db: Kysely<Tables>,
  tenant: Tenant,
  input: MemoryInput,
): Promise<MemoryRecord> {
  const { id, namespace, keyId, nowMs } = input;
  const before = await freeId(writer, db, tenant, input);
  const step = { revisions: 1, seqs: 1, live: 1, model: firstOf(input.vectors).model.number };
  const counters = await writer.raise(db, tenant, namespace, step);
  const row = toRow(writer.engine.codec, tenant, input, { ...counters, version: before + 1 });
  if (isUnsettling(row, counters)) await writer.unsettle(db, tenant, namespace);
  const [created] = await writer.memories.insert(db, row);
  if (created === undefined) throw new ApiError({ code: 'MEMORY_ID_EXISTS' });
  if (before > 0) await writer.versions.supersede(db, { ...tenant, id, version: before, nowMs });
  const changed = writer.engine.codec.toJson(['text', 'metadata']);
  const version = { ...tenant, id, action: 'create', changed, keyId } as const;
  const [[written]] = await Promise.all([
    writer.versions.write(db, version),
    writer.noteStored(db, tenant, toStoredChanges(nowMs, 1, [input.expiresAtMs])),
  ]);
  if (written === undefined) throw new ApiError({ code: 'MEMORY_ID_EXISTS' });
  return toMemory(writer.engine.codec, row);
}

/**
 * The last version of an id that is free: 0 for a new one. An expired memory that the sweeper has
 * not met yet is buried first, in its own namespace, so that versions do not depend on the sweeper.
 */
async function freeId(writer: MemoryWriter, db: Kysely<Tables>, tenant: Tenant, input: MemoryInput): Promise<number> {
  const { id, nowMs } = input;
  const [last] = await writer.versions.last(db, { ...tenant, id });
  if (last === undefined) return 0;
  if (last.action === 'delete' || last.action === 'expire') return last.version;
  if (last.expires_at_ms === null || last.expires_at_ms > nowMs) {
    throw new ApiError({ code: 'MEMORY_ID_EXISTS' });
  }
  const { raise, engine } = writer;
  await engine.locks.namespaces(db, tenant, [last.namespace, input.namespace]);
  const [present] = await writer.versions.last(db, { ...tenant, id });
  // Somebody else went on with the id while the locks were waited for.
  if (present?.version !== last.version) return freeId(writer, db, tenant, input);
  const expired = { tenant, namespace: last.namespace, ids: [id] };
  await buryMemories(db, raise, engine.codec, { ...expired, action: 'expire', keyId: null, nowMs });
  return last.version + 1;
}

function toRow(
  codec: Codec,
  tenant: Tenant,
  input: MemoryInput,
  counters: NamespaceCounters & { readonly version: number },
): Tables['memories'] {
  return {
    org_id: tenant.orgId,
    environment: tenant.environment,
    namespace: input.namespace,
    id: input.id,
    version: counters.version,
    seq: counters.seq,
    revision: counters.revision,
    created_at_ms: input.nowMs,
    updated_at_ms: input.nowMs,
    deleted_at_ms: null,
    expires_at_ms: input.expiresAtMs,
    occurred_at_ms: input.occurredAtMs,
    session_id: input.sessionId,
    metadata: codec.toJson(input.metadata),
    text: input.text,
    ...placeVectors(codec, input.vectors, counters),
  };
}
