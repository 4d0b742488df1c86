import type { Kysely } from 'kysely';
import type { Engine } from '../dialects/engine.js';
import { connectionOf } from '../open-transaction.js';
import { buryMemories } from '../memories/bury-memories.js';
import { toLimit } from '../limit.js';
import type { RaiseNamespace } from '../memories/namespace-revision.js';
import type { Tables } from '../tables.js';
import type { Transaction } from '../transaction.js';
import { groupByNamespace, type NamespaceGroup } from './group-rows.js';

// The sweeper alone looks for rows of every tenant at once; what it then changes, it changes tenant
// by tenant like everybody else.

/** Makes tombstones of memories that have expired. Returns how many. */
export async function expireMemories(options: {
  readonly engine: Engine;
  readonly raise: RaiseNamespace;
  readonly tx: Transaction;
  readonly nowMs: number;
  readonly limit: number;
}): Promise<number> {
  const { engine, raise, tx, nowMs, limit } = options;
  const rows = await connectionOf(tx, 'housekeeping')
    .selectFrom('memories')
    .select(['org_id', 'environment', 'namespace', 'id'])
    .where('deleted_at_ms', 'is', null)
    .where('expires_at_ms', '<=', nowMs)
    .orderBy('expires_at_ms')
    .limit(toLimit(limit))
    .execute();
  for (const { tenant, namespace, rows: found } of groupByNamespace(rows)) {
    const db = connectionOf(tx, tenant);
    await engine.locks.namespaces(db, tenant, [namespace]);
    const ids = await keepExpired(db, { tenant, namespace, rows: found }, nowMs);
    const burial = { tenant, namespace, ids, action: 'expire', keyId: null, nowMs } as const;
    await buryMemories(db, raise, engine.codec, burial);
  }
  return rows.length;
}

/** Of memories that had expired when they were found, those that are still there now that nobody else changes them. */
async function keepExpired(
  db: Kysely<Tables>,
  group: NamespaceGroup<{ readonly id: string }>,
  nowMs: number,
): Promise<string[]> {
  const kept = await selectGroup(db, group)
    .select('id')
    .where('deleted_at_ms', 'is', null)
    .where('expires_at_ms', '<=', nowMs)
    .execute();
  return kept.map(({ id }) => id);
}

/** Removes tombstones, with all that is left of their memories. Returns how many of both. */
export async function purgeMemories(options: {
  readonly tx: Transaction;
  readonly engine: Engine;
  readonly beforeMs: number;
  readonly limit: number;
}): Promise<{ readonly memories: number; readonly versions: number }> {
  const { tx, engine, beforeMs, limit } = options;
  const rows = await connectionOf(tx, 'housekeeping')
    .selectFrom('memories')
    .select(['org_id', 'environment', 'namespace', 'id'])
    .where('deleted_at_ms', '<=', beforeMs)
    .orderBy('deleted_at_ms')
    .limit(toLimit(limit))
    .execute();
  let versions = 0;
  for (const found of groupByNamespace(rows)) {
    const db = connectionOf(tx, found.tenant);
    await engine.locks.namespaces(db, found.tenant, [found.namespace]);
    const group = { ...found, rows: await keepTombstones(db, found, beforeMs) };
    if (group.rows.length === 0) continue;
    await raisePurgedBelow(db, group, Math.max(...group.rows.map(({ revision }) => revision)));
    versions += await removeVersions(db, group);
    await removeTombstones(db, group, beforeMs);
    await removeEmptyNamespace(db, group);
  }
  return { memories: rows.length, versions };
}

/** Of tombstones that were found, those that are still there now that nobody else changes them. */
async function keepTombstones(
  db: Kysely<Tables>,
  group: NamespaceGroup<{ readonly id: string }>,
  beforeMs: number,
): Promise<{ id: string; revision: number }[]> {
  return selectGroup(db, group).select(['id', 'revision']).where('deleted_at_ms', '<=', beforeMs).execute();
}

function selectGroup(db: Kysely<Tables>, { tenant, namespace, rows }: NamespaceGroup<{ readonly id: string }>) {
  return db
    .selectFrom('memories')
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('namespace', '=', namespace)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    );
}

/** A copy that has not come as far as the rows that go now would never hear of them. */
async function raisePurgedBelow(
  db: Kysely<Tables>,
  { tenant, namespace }: NamespaceGroup<unknown>,
  revision: number,
): Promise<void> {
  await db
    .updateTable('namespaces')
    .set({ purged_below: revision })
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('namespace', '=', namespace)
    .where('purged_below', '<', revision)
    .execute();
}

async function removeVersions(
  db: Kysely<Tables>,
  { tenant, namespace, rows }: NamespaceGroup<{ readonly id: string }>,
): Promise<number> {
  const { orgId, environment } = tenant;
  const ids = rows.map(({ id }) => id);
  const { numDeletedRows } = await db
    .deleteFrom('memory_versions')
    .where('org_id', '=', orgId)
    .where('environment', '=', environment)
    .where('memory_id', 'in', ids)
    // The id may live on in another namespace: not those after the tombstone, nor (where clocks of writes crossed)
    // one that is neither replaced nor an end.
    .where((eb) => eb.or([eb('superseded_at_ms', 'is not', null), eb('action', 'in', ['delete', 'expire'])]))
    .where('version', '<=', (eb) =>
      eb
        .selectFrom('memories')
        .select('memories.version')
        .where('memories.org_id', '=', orgId)
        .where('memories.environment', '=', environment)
        .where('memories.namespace', '=', namespace)
        .whereRef('memories.id', '=', 'memory_versions.memory_id'),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

async function removeTombstones(
  db: Kysely<Tables>,
  { tenant, namespace, rows }: NamespaceGroup<{ readonly id: string }>,
  beforeMs: number,
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await db
    .deleteFrom('memories')
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('namespace', '=', namespace)
    .where('id', 'in', ids)
    .where('deleted_at_ms', '<=', beforeMs)
    .execute();
}

/** Its next life begins with another epoch. */
async function removeEmptyNamespace(db: Kysely<Tables>, { tenant, namespace }: NamespaceGroup<unknown>): Promise<void> {
  await db
    .deleteFrom('namespaces')
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('namespace', '=', namespace)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('memories')
            .select('id')
            .where('org_id', '=', tenant.orgId)
            .where('environment', '=', tenant.environment)
            .where('namespace', '=', namespace),
        ),
      ),
    )
    .execute();
}
