import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Codec } from '../dialects/engine.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import type { RaiseNamespace } from './namespace-revision.js';

/** Live memories of one namespace that leave it. */
export type Burial = {
  readonly tenant: Tenant;
  readonly namespace: string;
  readonly ids: readonly string[];
  readonly action: 'delete' | 'expire';
  readonly keyId: string | null;
  readonly nowMs: number;
};

/** How many memories one call may take: about 5 ms of work on SQLite. */
export const MAX_BURIED = 150;

/**
 * Makes tombstones of live memories: rows that keep id, version and revision, so that every copy of
 * the namespace hears of the loss. What they held stays in their versions.
 */
export async function buryMemories(
  db: Kysely<Tables>,
  raise: RaiseNamespace,
  codec: Codec,
  burial: Burial,
): Promise<void> {
  const lost = burial.ids.length;
  if (lost === 0) return;
  const step = { revisions: lost, seqs: 0, live: -lost };
  const { revision } = await raise(db, burial.tenant, burial.namespace, step);
  await emptyRows(db, codec, burial, revision - lost);
  await supersedeVersions(db, burial);
  await writeVersions(db, codec, burial, revision - lost);
}

async function emptyRows(db: Kysely<Tables>, codec: Codec, burial: Burial, revisionBefore: number): Promise<void> {
  // What had expired was gone from that second on, whenever it is noticed.
  const deletedAtMs = sql<number>`case when expires_at_ms <= ${burial.nowMs} then expires_at_ms else ${burial.nowMs} end`;
  // By the index on the ids of live memories: a join with a list of numbers had PostgreSQL read the whole namespace.
  await db
    .updateTable('memories')
    .set((eb) => ({
      deleted_at_ms: deletedAtMs,
      updated_at_ms: deletedAtMs,
      version: eb('version', '+', 1),
      revision: toRevision(burial.ids, revisionBefore),
      metadata: codec.toJson({}),
      text: '',
      vectors: codec.toVectors(new Int8Array(0), 1),
      next_model: null,
      next_vectors: null,
    }))
    .where('org_id', '=', burial.tenant.orgId)
    .where('environment', '=', burial.tenant.environment)
    .where('id', 'in', burial.ids)
    .where('deleted_at_ms', 'is', null)
    .execute();
}

/** Each of the rows gets a revision of its own, in the order of the list. */
function toRevision(ids: readonly string[], revisionBefore: number): RawBuilder<number> {
  const cases = ids.map((id, place) => sql`when ${id} then cast(${revisionBefore + place + 1} as bigint)`);
  return sql<number>`case id ${sql.join(cases, sql` `)} end`;
}

async function supersedeVersions(db: Kysely<Tables>, burial: Burial): Promise<void> {
  await db
    .updateTable('memory_versions')
    .set({ superseded_at_ms: burial.nowMs })
    .where('org_id', '=', burial.tenant.orgId)
    .where('environment', '=', burial.tenant.environment)
    .where('memory_id', 'in', burial.ids)
    .where('superseded_at_ms', 'is', null)
    .execute();
}

async function writeVersions(db: Kysely<Tables>, codec: Codec, burial: Burial, revisionBefore: number): Promise<void> {
  const { action, keyId } = burial;
  await db
    .insertInto('memory_versions')
    .columns([
      'org_id',
      'environment',
      'memory_id',
      'version',
      'namespace',
      'at_ms',
      'expires_at_ms',
      'action',
      'changed',
      'key_id',
    ])
    .expression(
      db
        .selectFrom('memories')
        .select(['org_id', 'environment', 'id', 'version', 'namespace', 'updated_at_ms'])
        .select((eb) => [
          'expires_at_ms',
          eb.val(action).as('action'),
          codec.selectJson(codec.toJson([])).as('changed'),
          eb.val(keyId).as('key_id'),
        ])
        .where('org_id', '=', burial.tenant.orgId)
        .where('environment', '=', burial.tenant.environment)
        .where('namespace', '=', burial.namespace)
        .where('revision', '>', revisionBefore)
        .where('id', 'in', burial.ids),
    )
    .execute();
}
