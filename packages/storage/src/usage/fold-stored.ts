import { type Kysely, sql } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import type { Engine } from '../dialects/engine.js';
import { toLimit } from '../limit.js';
import { connectionOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import type { Transaction } from '../transaction.js';
import { advanceStored, NONE_STORED, type StoredChange, type StoredCount } from './stored-count.js';

// A write is noted at the time of its request, and comes when it commits: so long it may take, and be counted exactly.
const SETTLED_MS = 60_000;

/** Folds the oldest notes of a tenant into the count of each period. Returns how many. */
export type FoldStored = (tx: Transaction, tenant: Tenant, options: FoldOptions) => Promise<number>;

/** How many at most, and the present time. */
export type FoldOptions = { readonly limit: number; readonly nowMs: number };

/** A note of a tenant, as far as its place among all notes goes. */
export type NotePlace = Tenant & { readonly atMs: number };

/** Places behind one of notes that are old enough, oldest first, by the index on their time. */
export async function findStoredToFold(
  db: Kysely<Tables>,
  { after, limit, nowMs }: FoldOptions & { readonly after: NotePlace | null },
): Promise<readonly NotePlace[]> {
  const { atMs = 0, orgId = '', environment = '' } = after ?? {};
  return db
    .selectFrom('stored_changes')
    .select(['at_ms as atMs', 'org_id as orgId', 'environment'])
    .where('at_ms', '<=', nowMs - SETTLED_MS)
    .where(sql<boolean>`("at_ms", "org_id", "environment") > (${atMs}, ${orgId}, ${environment})`)
    .orderBy('at_ms')
    .orderBy('org_id')
    .orderBy('environment')
    .limit(toLimit(limit))
    .execute();
}

/** Compiles the folding. What it takes away is in the count that the same transaction writes. */
export function compileFoldStored({ builder, locks }: Engine): FoldStored {
  const last = compileFindLast(builder);
  const take = compileTake(builder);
  const save = compileSave(builder);
  return async (tx, tenant, { limit, nowMs }) => {
    const db = connectionOf(tx, tenant);
    await locks.named(db, `stored ${tenant.orgId} ${tenant.environment}`);
    const taken = await take(db, tenant, { limit, beforeMs: nowMs - SETTLED_MS });
    if (taken.length === 0) return 0;
    const [row] = await last(db, { ...tenant });
    const from = row === undefined ? NONE_STORED : toCount(row);
    for (const count of advanceStored(from, sumByTime(taken))) {
      if (count !== NONE_STORED) await save(db, { ...tenant, ...count });
    }
    return taken.length;
  };
}

function toCount(row: Tables['stored_memories']): StoredCount {
  return { periodMs: row.period_ms, stored: row.stored, peak: row.peak, untilMs: row.until_ms };
}

function sumByTime(taken: readonly Pick<Tables['stored_changes'], 'at_ms' | 'change'>[]): readonly StoredChange[] {
  const sums = new Map<number, number>();
  for (const { at_ms, change } of taken) sums.set(at_ms, (sums.get(at_ms) ?? 0) + change);
  return [...sums].map(([atMs, change]) => ({ atMs, change })).toSorted((a, b) => a.atMs - b.atMs);
}

function compileFindLast(builder: Kysely<Tables>) {
  return compileStatement((p: Tenant) =>
    builder
      .selectFrom('stored_memories')
      .selectAll()
      .where('org_id', '=', p.orgId)
      .where('environment', '=', p.environment)
      .orderBy('period_ms', 'desc')
      .limit(toLimit(1)),
  );
}

/** Takes whole milliseconds: half of one would be a count that never was. */
function compileTake(builder: Kysely<Tables>) {
  const oldest = compileStatement((p: Tenant & { limit: number; beforeMs: number }) =>
    builder
      .selectFrom('stored_changes')
      .select('at_ms')
      .where('org_id', '=', p.orgId)
      .where('environment', '=', p.environment)
      .where('at_ms', '<=', p.beforeMs)
      .orderBy('at_ms')
      .limit(toLimit(p.limit)),
  );
  const remove = compileStatement((p: Tenant & { lastMs: number }) =>
    builder
      .deleteFrom('stored_changes')
      .where('org_id', '=', p.orgId)
      .where('environment', '=', p.environment)
      .where('at_ms', '<=', p.lastMs)
      .returning(['at_ms', 'change']),
  );
  return async (db: Kysely<Tables>, tenant: Tenant, options: { readonly limit: number; readonly beforeMs: number }) => {
    const last = (await oldest(db, { ...tenant, ...options })).at(-1);
    return last === undefined ? [] : remove(db, { ...tenant, lastMs: last.at_ms });
  };
}

function compileSave(builder: Kysely<Tables>) {
  return compileStatement((p: Tenant & StoredCount) =>
    builder
      .insertInto('stored_memories')
      .values({
        org_id: p.orgId,
        environment: p.environment,
        period_ms: p.periodMs,
        stored: p.stored,
        peak: p.peak,
        until_ms: p.untilMs,
      })
      .onConflict((conflict) =>
        conflict.columns(['org_id', 'environment', 'period_ms']).doUpdateSet((eb) => ({
          stored: eb.ref('excluded.stored'),
          peak: eb.ref('excluded.peak'),
          until_ms: eb.ref('excluded.until_ms'),
        })),
      ),
  );
}
