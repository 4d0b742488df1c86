import type { Kysely } from 'kysely';
import { toLimit } from '../limit.js';
import type { Tables } from '../tables.js';
import { groupByTenant } from './group-rows.js';
import { IDEMPOTENCY_WINDOW_MS } from './idempotency-store.js';

/** Removes versions that others took the place of. Returns how many. */
export async function purgeVersions(
  db: Kysely<Tables>,
  { beforeMs, limit }: { readonly beforeMs: number; readonly limit: number },
): Promise<number> {
  const rows = await db
    .selectFrom('memory_versions')
    .select(['org_id', 'environment', 'memory_id', 'superseded_at_ms'])
    .where('superseded_at_ms', '<=', beforeMs)
    .orderBy('superseded_at_ms')
    .limit(toLimit(limit))
    .execute();
  // Up to the last time found, not to `beforeMs`: a memory may have more versions than a piece.
  const lastMs = rows.at(-1)?.superseded_at_ms ?? 0;
  for (const { tenant, rows: found } of groupByTenant(rows)) {
    const ids = new Set(found.map(({ memory_id: id }) => id));
    await db
      .deleteFrom('memory_versions')
      .where('org_id', '=', tenant.orgId)
      .where('environment', '=', tenant.environment)
      .where('memory_id', 'in', [...ids])
      .where('superseded_at_ms', '<=', lastMs)
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
    .limit(toLimit(limit))
    .execute();
  for (const { tenant, rows: found } of groupByTenant(rows)) {
    const keys = found.map(({ key }) => key);
    await db
      .deleteFrom('idempotency')
      .where('org_id', '=', tenant.orgId)
      .where('environment', '=', tenant.environment)
      .where('key', 'in', keys)
      .execute();
  }
  return rows.length;
}
