import type { Kysely } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import { toLimit } from '../limit.js';
import { connectionOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import type { Transaction } from '../transaction.js';
import { groupByTenant } from './group-rows.js';
import { IDEMPOTENCY_WINDOW_MS } from './idempotency-store.js';

/** Removes versions that others took the place of. Returns how many. */
export type PurgeVersions = (
  tx: Transaction,
  options: { readonly beforeMs: number; readonly limit: number },
) => Promise<number>;

/** Compiles the removal of versions: one by one, since a memory may have more than a piece holds. */
export function compilePurgeVersions(builder: Kysely<Tables>): PurgeVersions {
  const remove = compileStatement((p: Tenant & { id: string; version: number }) =>
    builder
      .deleteFrom('memory_versions')
      .where('org_id', '=', p.orgId)
      .where('environment', '=', p.environment)
      .where('memory_id', '=', p.id)
      .where('version', '=', p.version),
  );
  return async (tx, { beforeMs, limit }) => {
    const rows = await connectionOf(tx, 'housekeeping')
      .selectFrom('memory_versions')
      .select(['org_id as orgId', 'environment', 'memory_id as id', 'version'])
      .where('superseded_at_ms', '<=', beforeMs)
      .orderBy('superseded_at_ms')
      .limit(toLimit(limit))
      .execute();
    for (const row of rows) await remove(connectionOf(tx, row), row);
    return rows.length;
  };
}

/** Removes answers kept for repeated requests for longer than their day. Returns how many. */
export async function purgeIdempotency(
  tx: Transaction,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<number> {
  const beforeMs = nowMs - IDEMPOTENCY_WINDOW_MS;
  const rows = await connectionOf(tx, 'housekeeping')
    .selectFrom('idempotency')
    .select(['org_id', 'environment', 'key'])
    .where('created_at_ms', '<=', beforeMs)
    .orderBy('created_at_ms')
    .limit(toLimit(limit))
    .execute();
  for (const { tenant, rows: found } of groupByTenant(rows)) {
    const keys = found.map(({ key }) => key);
    await connectionOf(tx, tenant)
      .deleteFrom('idempotency')
      .where('org_id', '=', tenant.orgId)
      .where('environment', '=', tenant.environment)
      .where('key', 'in', keys)
      .where('created_at_ms', '<=', beforeMs)
      .execute();
  }
  return rows.length;
}
