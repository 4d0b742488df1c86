import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Engine } from '../dialects/engine.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import type { Storage } from '../storage-port.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import type { Transaction } from '../transaction.js';
import { compareRollups, toStart } from './compare-rollups.js';
import { compileFold, type FoldedDeltas, findTenantsToFold } from './fold-deltas.js';
import { compileFoldStored, findStoredToFold } from './fold-stored.js';
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
import type { PeriodUse, UsageDay, UsageGrouping, UsageInterval, UsageStore } from './usage-store.js';

/** Sums the ledger over Kysely. */
export function createUsageStore(options: { readonly engine: Engine; readonly write: Storage['write'] }): UsageStore {
  const { engine, write } = options;
  const foldTenant = compileFold(engine);
  const foldStored = compileFoldStored(engine);
  const readStored = compileReadStored(engine.builder);
  const readUse = async (
    tx: Transaction,
    tenant: Tenant,
    { periodMs, nowMs }: { readonly periodMs: number; readonly nowMs: number },
  ): Promise<PeriodUse> => {
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
    async fold({ limit, nowMs, watch, onFailure }) {
      // What it writes can be counted again from the ledger: no fsync is waited for.
      const durability = 'process';
      const tenants = await write((tx) => findTenantsToFold(connectionOf(tx, 'housekeeping'), limit), { durability });
      let folded = 0;
      let more = false;
      await forEachTenant(tenants, onFailure, async (tenant) => {
        const watching = (await watch?.(tenant)) ?? null;
        const foldAndNote = async (tx: Transaction): Promise<FoldedDeltas> => {
          const piece = await foldTenant(tx, tenant, limit);
          // A month's sums take many times as long to add up as a piece to fold: once is enough.
          if (watching === null || piece.hasMore) return piece;
          for (const periodMs of watching.periods)
            await watching.note(tx, await readUse(tx, tenant, { periodMs, nowMs }));
          return piece;
        };
        const piece = await write(foldAndNote, { durability });
        folded += piece.taken;
        more ||= piece.hasMore;
      });
      // Others may have been behind those that were found; where none of these could be folded, they would be found again.
      more ||= tenants.length === limit && folded > 0;
      const counted = await write((tx) => findStoredToFold(connectionOf(tx, 'housekeeping'), { limit, nowMs }), {
        durability,
      });
      await forEachTenant(counted, onFailure, async (tenant) => {
        const taken = await write((tx) => foldStored(tx, tenant, { limit, nowMs }), { durability });
        // Others may have been behind the oldest notes that were found.
        more ||= taken > 0;
      });
      return { folded, more };
    },
    tenants: () => findTenants(engine.reader('housekeeping')),
    compare: (tenant) => compareRollups(engine.reader(tenant), tenant),
  };
}

async function forEachTenant(
  tenants: readonly Tenant[],
  onFailure: ((error: unknown, tenant: Tenant) => void) | undefined,
  work: (tenant: Tenant) => Promise<void>,
): Promise<void> {
  for (const tenant of tenants) {
    try {
      await work(tenant);
    } catch (error) {
      if (onFailure === undefined) throw error;
      onFailure(error, tenant);
    }
  }
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
