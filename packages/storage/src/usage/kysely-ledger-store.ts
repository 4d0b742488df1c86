import type { Engine } from '../dialects/engine.js';
import { connectionOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import { compileInsert } from './compile-insert.js';
import type { LedgerEntry, LedgerStore } from './ledger-store.js';
import { AMOUNT_COLUMNS, addAmounts, toAmountColumns } from './usage-columns.js';
import { HOUR_MS } from './usage-span.js';

type LedgerRow = Tables['ledger'];
type DeltaRow = Tables['usage_deltas'];

/** Keeps the ledger over Kysely, and with each commit what it adds to the sums. */
export function createLedgerStore({ builder }: Pick<Engine, 'builder'>): LedgerStore {
  const columns = ['org_id', 'request_id', 'environment', 'key_id', 'operation', 'at_ms', 'status'] as const;
  const insertRows = compileInsert(builder, 'ledger', [...columns, ...AMOUNT_COLUMNS]);
  const deltaColumns = ['org_id', 'environment', 'request_id', 'hour_ms', 'operation', 'key_id'] as const;
  const insertDeltas = compileInsert(builder, 'usage_deltas', [...deltaColumns, ...AMOUNT_COLUMNS]);
  return {
    async append(tx, entry) {
      const db = connectionOf(tx, entry.tenant);
      await Promise.all([insertRows(db, [toLedgerRow(entry)]), insertDeltas(db, toDeltaRows([entry]))]);
    },
    async appendMany(tx, entries, { isAgain = false } = {}) {
      const db = connectionOf(tx, 'metering');
      // What they add to the sums may have been folded since, so that its own key would not keep it from coming twice.
      if (isAgain) {
        const added = await insertRows(db, entries.map(toLedgerRow));
        if (added > 0) await insertDeltas(db, toDeltaRows(entries));
      } else await Promise.all([insertRows(db, entries.map(toLedgerRow)), insertDeltas(db, toDeltaRows(entries))]);
    },
  };
}

/**
 * What entries add to the sums: a row for all that share organization, environment, hour, operation and key, under the
 * id of the first of them. So a commit of a hundred reads adds a row or two, and no two commits wait for one sum.
 */
function toDeltaRows(entries: readonly LedgerEntry[]): readonly DeltaRow[] {
  const sums = new Map<string, LedgerEntry>();
  for (const entry of entries) {
    const { tenant, operation, keyId } = entry;
    const name = `${tenant.orgId} ${tenant.environment} ${toHour(entry.atMs)} ${operation} ${keyId}`;
    const sum = sums.get(name);
    sums.set(name, sum === undefined ? entry : { ...sum, ...addAmounts(sum, entry) });
  }
  return Array.from(sums.values(), toDeltaRow);
}

function toHour(atMs: number): number {
  return atMs - (atMs % HOUR_MS);
}

function toDeltaRow(sum: LedgerEntry): DeltaRow {
  return {
    org_id: sum.tenant.orgId,
    environment: sum.tenant.environment,
    request_id: sum.requestId,
    hour_ms: toHour(sum.atMs),
    operation: sum.operation,
    key_id: sum.keyId,
    ...toAmountColumns(sum),
  };
}

function toLedgerRow(entry: LedgerEntry): LedgerRow {
  return {
    org_id: entry.tenant.orgId,
    request_id: entry.requestId,
    environment: entry.tenant.environment,
    key_id: entry.keyId,
    operation: entry.operation,
    at_ms: entry.atMs,
    status: entry.status,
    ...toAmountColumns(entry),
  };
}
