import type { Kysely } from 'kysely';
import type { Engine } from '../dialects/engine.js';
import { buryMemories } from '../memories/bury-memories.js';
import type { RaiseNamespace } from '../memories/namespace-revision.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import { IDEMPOTENCY_WINDOW_MS } from './idempotency-store.js';

// The sweeper alone looks for rows of every tenant at once; what it then changes, it changes tenant
// by tenant like everybody else.

/** Makes tombstones of memories that have expired. Returns how many. */
export async function expireMemories(options: {
  readonly engine: Engine;
  readonly raise: RaiseNamespace;
  readonly db: Kysely<Tables>;
  readonly nowMs: number;
  readonly limit: number;
}): Promise<number> {
  const { engine, raise, db, nowMs, limit } = options;
  const rows = await db
    .selectFrom('memories')
    .select(['org_id', 'environment', 'namespace', 'id'])
    .where('deleted_at_ms', 'is', null)
    .where('expires_at_ms', '<=', nowMs)
    .orderBy('expires_at_ms')
    .limit(limit)
    .execute();
  for (const { tenant, namespace, rows: found } of groupByNamespace(rows)) {
    const ids = found.map(({ id }) => id);
    const burial = { tenant, namespace, ids, action: 'expire', keyId: null, nowMs } as const;
    await buryMemories(db, raise, engine.codec, burial);
  }
  return rows.length;
}

/** Removes tombstones, with all that is left of their memories. Returns how many of both. */
export async function purgeMemories(options: {
  readonly db: Kysely<Tables>;
  readonly engine: Engine;
  readonly beforeMs: number;
  readonly limit: number;
}): Promise<{ readonly memories: number; readonly versions: number }> {
  const { db, engine, beforeMs, limit } = options;
  const rows = await db
    .selectFrom('memories')
    .select(['org_id', 'environment', 'namespace', 'id', 'version', 'revision'])
    .where('deleted_at_ms', '<=', beforeMs)
    .orderBy('deleted_at_ms')
    .limit(limit)
    .execute();
  let versions = 0;
  for (const group of groupByNamespace(rows)) {
    await engine.locks.namespaces(db, group.tenant, [group.namespace]);
    await raisePurgedBelow(db, group, Math.max(...group.rows.map(({ revision }) => revision)));
    for (const { id, version } of group.rows) {
      versions += await purgeVersionsUpTo(db, group.tenant, { id, version });
    }
    await removeTombstones(db, group);
    await removeEmptyNamespace(db, group);
  }
  return { memories: rows.length, versions };
}

/** Removes versions that others took the place of. Returns how many. */
export async function purgeVersions(
  db: Kysely<Tables>,
  { beforeMs, limit }: { readonly beforeMs: number; readonly limit: number },
): Promise<number> {
  const rows = await db
    .selectFrom('memory_versions')
    .select(['org_id', 'environment', 'memory_id', 'version'])
    .where('superseded_at_ms', '<=', beforeMs)
    .orderBy('superseded_at_ms')
    .limit(limit)
    .execute();
  for (const row of rows) {
    await db
      .deleteFrom('memory_versions')
      .where('org_id', '=', row.org_id)
      .where('environment', '=', row.environment)
      .where('memory_id', '=', row.memory_id)
      .where('version', '=', row.version)
      .execute();
  }
  return rows.length;
}

/** Removes answers kept for repeated requests for longer than their day. Returns how many. */
export async function purgeIdempotency(
  db: Kysely<Tables>,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<number> {
  const rows = await db
    .selectFrom('idempotency')
    .select(['org_id', 'environment', 'key'])
    .where('created_at_ms', '<=', nowMs - IDEMPOTENCY_WINDOW_MS)
    .orderBy('created_at_ms')
    .limit(limit)
    .execute();
  for (const row of rows) {
    await db
      .deleteFrom('idempotency')
      .where('org_id', '=', row.org_id)
      .where('environment', '=', row.environment)
      .where('key', '=', row.key)
      .execute();
  }
  return rows.length;
}

type FoundRow = { readonly org_id: string; readonly namespace: string } & Pick<
  Tables['memories'],
  'environment' | 'id'
>;

type NamespaceGroup<Row> = {
  readonly tenant: Tenant;
  readonly namespace: string;
  readonly rows: Row[];
};

/** Puts rows of one namespace together, in an order in which all writers take their locks. */
function groupByNamespace<Row extends FoundRow>(rows: readonly Row[]): NamespaceGroup<Row>[] {
  const groups = new Map<string, NamespaceGroup<Row>>();
  for (const row of rows) {
    const { org_id: orgId, environment, namespace } = row;
    const name = JSON.stringify([orgId, environment, namespace]);
    const group = groups.get(name) ?? { tenant: { orgId, environment }, namespace, rows: [] };
    group.rows.push(row);
    groups.set(name, group);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
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

async function purgeVersionsUpTo(
  db: Kysely<Tables>,
  { orgId, environment }: Tenant,
  tombstone: { readonly id: string; readonly version: number },
): Promise<number> {
  // Not those after it: the id may live on in another namespace.
  const { numDeletedRows } = await db
    .deleteFrom('memory_versions')
    .where('org_id', '=', orgId)
    .where('environment', '=', environment)
    .where('memory_id', '=', tombstone.id)
    .where('version', '<=', tombstone.version)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

async function removeTombstones(
  db: Kysely<Tables>,
  { tenant, namespace, rows }: NamespaceGroup<FoundRow>,
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await db
    .deleteFrom('memories')
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('namespace', '=', namespace)
    .where('id', 'in', ids)
    .where('deleted_at_ms', 'is not', null)
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
