import { type Kysely, sql } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import type { Engine } from '../dialects/engine.js';
import { toLimit } from '../limit.js';
import { connectionOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import type { Transaction } from '../transaction.js';
import { AMOUNT_COLUMNS, addAmounts, toAmountColumns, toAmounts, type AmountColumns } from './usage-columns.js';
import { SPAN_MS, type UsageSpan } from './usage-span.js';

type DeltaRow = Tables['usage_deltas'];
type RollupRow = Tables['usage_rollups'];

/** Folds the oldest deltas of a tenant into its rollups. */
export type FoldTenant = (tx: Transaction, tenant: Tenant, limit: number) => Promise<FoldedDeltas>;

/** How many deltas were folded, and whether others are left. */
export type FoldedDeltas = { readonly taken: number; readonly hasMore: boolean };

/** Tenants behind one that have deltas, in their order, by the primary key. */
export async function findTenantsToFold(
  db: Kysely<Tables>,
  { after, limit }: { readonly after: Tenant | null; readonly limit: number },
): Promise<readonly Tenant[]> {
  return db
    .selectFrom('usage_deltas')
    .select(['org_id as orgId', 'environment'])
    .distinct()
    .where(sql<boolean>`("org_id", "environment") > (${after?.orgId ?? ''}, ${after?.environment ?? ''})`)
    .orderBy('org_id')
    .orderBy('environment')
    .limit(toLimit(limit))
    .execute();
}

/** Compiles the folding: what is taken from the one table is added to the other, in one transaction. */
export function compileFold({ builder, locks }: Engine): FoldTenant {
  const take = compileTake(builder);
  const add = compileAdd(builder);
  return async (tx, tenant, limit) => {
    const db = connectionOf(tx, tenant);
    // Two nodes that fold the same sums would wait for each other's rows in any order.
    await locks.named(db, `usage ${tenant.orgId} ${tenant.environment}`);
    const { taken, hasMore } = await take(db, tenant, limit);
    for (const row of toRollups(taken)) await add(db, row);
    return { taken: taken.length, hasMore };
  };
}

function compileTake(builder: Kysely<Tables>) {
  const oldest = compileStatement((p: Tenant & { limit: number }) =>
    builder
      .selectFrom('usage_deltas')
      .select('request_id')
      .where('org_id', '=', p.orgId)
      .where('environment', '=', p.environment)
      .orderBy('request_id')
      .limit(toLimit(p.limit)),
  );
  const remove = compileStatement((p: Tenant & { last: string }) =>
    builder
      .deleteFrom('usage_deltas')
      .where('org_id', '=', p.orgId)
      .where('environment', '=', p.environment)
      .where('request_id', '<=', p.last)
      .returningAll(),
  );
  return async (
    db: Kysely<Tables>,
    tenant: Tenant,
    limit: number,
  ): Promise<{ readonly taken: readonly DeltaRow[]; readonly hasMore: boolean }> => {
    // One more than is taken: it tells whether any is left.
    const found = await oldest(db, { ...tenant, limit: limit + 1 });
    const last = found.slice(0, limit).at(-1);
    const taken = last === undefined ? [] : await remove(db, { ...tenant, last: last.request_id });
    return { taken, hasMore: found.length > limit };
  };
}

function compileAdd(builder: Kysely<Tables>) {
  return compileStatement((p: RollupRow) =>
    builder
      .insertInto('usage_rollups')
      .values({
        org_id: p.org_id,
        environment: p.environment,
        span: p.span,
        start_ms: p.start_ms,
        operation: p.operation,
        key_id: p.key_id,
        ...toColumns((name) => p[name]),
      })
      .onConflict((conflict) =>
        conflict
          .columns(['org_id', 'environment', 'span', 'start_ms', 'operation', 'key_id'])
          .doUpdateSet((eb) => toColumns((name) => eb(`usage_rollups.${name}`, '+', eb.ref(`excluded.${name}`)))),
      ),
  );
}

function toColumns<Value>(toValue: (name: keyof AmountColumns) => Value): Record<keyof AmountColumns, Value> {
  return Object.fromEntries(AMOUNT_COLUMNS.map((name) => [name, toValue(name)])) as Record<keyof AmountColumns, Value>;
}

/** Sums by hour and by day, in the order of their keys: each is changed once. */
function toRollups(deltas: readonly DeltaRow[]): readonly RollupRow[] {
  const rollups = new Map<string, RollupRow>();
  for (const delta of deltas) {
    for (const span of ['hour', 'day'] as const) addTo(rollups, delta, span);
  }
  return [...rollups.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function addTo(rollups: Map<string, RollupRow>, delta: DeltaRow, span: UsageSpan): void {
  const { org_id, environment, operation, key_id, hour_ms } = delta;
  const start_ms = hour_ms - (hour_ms % SPAN_MS[span]);
  const name = `${span} ${start_ms} ${operation} ${key_id}`;
  const sum = rollups.get(name) ?? toRollup({ org_id, environment, operation, key_id, span, start_ms });
  rollups.set(name, { ...sum, ...toAmountColumns(addAmounts(toAmounts(sum), toAmounts(delta))) });
}

function toRollup(key: Omit<RollupRow, keyof AmountColumns>): RollupRow {
  return { ...key, ...toColumns(() => 0) };
}
