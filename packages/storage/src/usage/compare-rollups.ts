import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import { AMOUNT_COLUMNS, type AmountColumns, SUMMED_COLUMNS, toAmounts } from './usage-columns.js';
import { SPAN_MS, type UsageSpan } from './usage-span.js';
import type { UsageDifference } from './usage-store.js';

type DifferenceRow = AmountColumns & { start_ms: number; operation: string; key_id: string };

/**
 * Sums the rows of the ledger, less the rollups and what is still to be folded into them: whatever is left is wrong.
 * One statement for a span, so that it sees all three as they were at one moment.
 */
export async function compareRollups(db: Kysely<Tables>, tenant: Tenant): Promise<readonly UsageDifference[]> {
  const differences: UsageDifference[] = [];
  for (const span of ['hour', 'day'] as const) {
    const { rows } = await toComparison(tenant, span).execute(db);
    for (const row of rows) {
      const { start_ms: startMs, operation, key_id: keyId } = row;
      differences.push({ tenant, span, startMs, operation, keyId, missing: toAmounts(row) });
    }
  }
  return differences;
}

function toComparison({ orgId, environment }: Tenant, span: UsageSpan): RawBuilder<DifferenceRow> {
  const own = sql`"org_id" = ${orgId} and "environment" = ${environment}`;
  const isOff = sql.join(
    AMOUNT_COLUMNS.map((name) => sql`sum(${sql.ref(name)}) <> 0`),
    sql` or `,
  );
  return sql<DifferenceRow>`select start_ms, operation, key_id, ${SUMMED_COLUMNS} from (
      select ${toStart('at_ms', span)} as start_ms, operation, key_id, ${toAmountList(sql`+`)} from "ledger" where ${own}
      union all
      select start_ms, operation, key_id, ${toAmountList(sql`-`)} from "usage_rollups" where ${own} and span = ${span}
      union all
      select ${toStart('hour_ms', span)}, operation, key_id, ${toAmountList(sql`-`)} from "usage_deltas" where ${own}
    ) as counted group by start_ms, operation, key_id having ${isOff} order by start_ms, operation, key_id`;
}

function toAmountList(sign: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql.join(AMOUNT_COLUMNS.map((name) => sql`${sign}${sql.ref(name)} as ${sql.ref(name)}`));
}

/** The begin of the span that a time lies in. */
export function toStart(column: 'at_ms' | 'hour_ms', span: UsageSpan): RawBuilder<number> {
  return sql<number>`${sql.ref(column)} - ${sql.ref(column)} % ${sql.lit(SPAN_MS[span])}`;
}
