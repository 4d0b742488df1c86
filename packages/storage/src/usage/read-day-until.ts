import { toFirstId } from '@memory-api/contract';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import type { UsageAmounts } from './ledger-store.js';
import { AMOUNT_COLUMNS, type AmountColumns, NO_AMOUNTS, SUMMED_COLUMNS, toAmounts } from './usage-columns.js';
import { DAY_MS, HOUR_MS } from './usage-span.js';

/**
 * Sums the UTC day of a moment up to it: whole hours from their sums, the hour it lies in from the rows of the ledger.
 * Ids of requests sort by time, so the key of the ledger finds these; there is no index on time that every row would pay
 * for.
 */
export async function readDayUntil(
  db: Kysely<Tables>,
  { orgId, environment }: Tenant,
  atMs: number,
): Promise<UsageAmounts> {
  const own = sql`"org_id" = ${orgId} and "environment" = ${environment}`;
  const amounts = sql.join(AMOUNT_COLUMNS.map((name) => sql.ref(name)));
  const [dayMs, hourMs] = [atMs - (atMs % DAY_MS), atMs - (atMs % HOUR_MS)];
  const query = sql<AmountColumns>`select ${SUMMED_COLUMNS} from (
      select ${amounts} from "usage_rollups"
        where ${own} and span = 'hour' and start_ms >= ${dayMs} and start_ms < ${hourMs}
      union all
      select ${amounts} from "usage_deltas" where ${own} and hour_ms >= ${dayMs} and hour_ms < ${hourMs}
      union all
      select ${amounts} from "ledger"
        where ${own} and request_id >= ${toFirstId('req', hourMs)} and request_id < ${toFirstId('req', atMs)}
    ) as counted`;
  const [row] = (await query.execute(db)).rows;
  return row === undefined ? NO_AMOUNTS : toAmounts(row);
}
