import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Engine } from '../dialects/engine.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import type { Storage } from '../storage-port.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import { compareRollups, toStart } from './compare-rollups.js';
import { createFoldUsage, type ReadUse } from './fold-usage.js';
import { readDayUntil } from './read-day-until.js';
import { compileReadStored } from './stored-memories.js';
import type { UsageAmounts } from './ledger-store.js';
import {
  addAmounts,
  AMOUNT_COLUMNS,
  type AmountColumns,
  NO_AMOUNTS,
  SUMMED_COLUMNS,
  toAmounts,
} from './usage-columns.js';
import { toPeriodEnd } from './usage-span.js';
import type { UsageDay, UsageGrouping, UsageInterval, UsageStore } from './usage-store.js';

/** Sums the ledger over Kysely. */
export function createUsageStore(options: { readonly engine: Engine; readonly write: Storage['write'] }): UsageStore {
  const { engine, write } = options;
  const readStored = compileReadStored(engine.builder);
  const readUse: ReadUse = async (tx, tenant, { periodMs, nowMs }) => {
    const db = connectionOf(tx, tenant);
    const endMs = toPeriodEnd(periodMs);
    const days = await readDays(db, tenant, { fromMs: periodMs, toMs: endMs, grouping: undefined });
    const { peak } = await readStored(db, tenant, Math.max(periodMs, Math.min(nowMs, endMs - 1)));
    return { periodMs, amounts: days.reduce<UsageAmounts>(addAmounts, NO_AMOUNTS), storedPeak: peak };
  };
  return {
    days: (tenant, interval, grouping, options) =>
      readDays(readerOf(engine, tenant, options), tenant, { ...interval, grouping }),
    dayUntil: (tenant, atMs) => readDayUntil(engine.reader(tenant), tenant, atMs),
    stored: (tenant, nowMs) => readStored(engine.reader(tenant), tenant, nowMs),
    fold: createFoldUsage({ engine, write, readUse }),
    tenants: () => findTenants(engine.reader('housekeeping')),
    compare: (tenant) => compareRollups(engine.reader(tenant), tenant),
  };
}

type DayRow = AmountColumns & { day_ms: number; operation: string | null; key_id: string | null };

const NO_TEXT = sql`cast(null as text)`;
const OPERATION = sql`operation`;
const KEY = sql`key_id`;

const GROUP_COLUMNS: Readonly<Record<UsageGrouping | 'none', RawBuilder<unknown>>> = {
  none: sql`${NO_TEXT} as operation, ${NO_TEXT} as key_id`,
  operation: sql`${OPERATION}, ${NO_TEXT} as key_id`,
  key: sql`${NO_TEXT} as operation, ${KEY}`,
  both: sql`${OPERATION}, ${KEY}`,
};

/** The sums of days, and what is still to be folded into them: one statement, one snapshot. */
async function readDays(
  db: Kysely<Tables>,
  { orgId, environment }: Tenant,
  { fromMs, toMs, grouping }: UsageInterval & { readonly grouping: UsageGrouping | undefined },
): Promise<readonly UsageDay[]> {
  const own = sql`"org_id" = ${orgId} and "environment" = ${environment}`;
  const groups = GROUP_COLUMNS[grouping ?? 'none'];
  const amounts = sql.join(AMOUNT_COLUMNS.map((name) => sql.ref(name)));
  const query = sql<DayRow>`select day_ms, operation, key_id, ${SUMMED_COLUMNS} from (
      select start_ms as day_ms, ${groups}, ${amounts} from "usage_rollups"
        where ${own} and span = 'day' and start_ms >= ${fromMs} and start_ms < ${toMs}
      union all
      select ${toStart('hour_ms', 'day')}, ${groups}, ${amounts} from "usage_deltas"
        where ${own} and hour_ms >= ${fromMs} and hour_ms < ${toMs}
    ) as counted group by day_ms, operation, key_id order by day_ms, operation, key_id`;
  const { rows } = await query.execute(db);
  return rows.map((row) => ({
    dayMs: row.day_ms,
    operation: row.operation,
    keyId: row.key_id,
    ...toAmounts(row),
  }));
}

async function findTenants(db: Kysely<Tables>): Promise<readonly Tenant[]> {
  return db
    .selectFrom('ledger')
    .select(['org_id as orgId', 'environment'])
    .union((eb) => eb.selectFrom('usage_deltas').select(['org_id as orgId', 'environment']))
    .union((eb) => eb.selectFrom('usage_rollups').select(['org_id as orgId', 'environment']))
    .orderBy('orgId')
    .orderBy('environment')
    .execute();
}
