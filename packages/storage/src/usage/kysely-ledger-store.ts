import type { Kysely } from 'kysely';
import type { Engine } from '../dialects/engine.js';
import { connectionOf } from '../open-transaction.js';
import { toLimit } from '../limit.js';
import type { Tables } from '../tables.js';
import { compileInsert } from './compile-insert.js';
import type { LedgerEntry, LedgerStore } from './ledger-store.js';
import { addTo, AMOUNT_COLUMNS, NO_AMOUNTS, pushAmounts, toAmounts, type MutableAmounts } from './usage-columns.js';
import { HOUR_MS } from './usage-span.js';

type LedgerRow = Tables['ledger'];

/** Keeps the ledger over Kysely, and with each commit what it adds to the sums. */
export function createLedgerStore({ builder, reader }: Pick<Engine, 'builder' | 'reader'>): LedgerStore {
  const columns = ['org_id', 'request_id', 'environment', 'key_id', 'operation', 'at_ms', 'status'] as const;
  const insertRows = compileInsert(builder, 'ledger', [...columns, ...AMOUNT_COLUMNS]);
  const insertReads = compileInsert(builder, 'ledger', [...columns, 'memories_read', 'processing_us'], READ_AMOUNTS);
  const insertAll = async (db: Kysely<Tables>, entries: readonly LedgerEntry[]): Promise<number> => {
    const [reads, others] = [entries.filter(isPlainRead), entries.filter((entry) => !isPlainRead(entry))];
    const added = await Promise.all([insertReads(db, toReadValues(reads)), insertRows(db, toLedgerValues(others))]);
    return added[0] + added[1];
  };
  const deltaColumns = ['org_id', 'environment', 'request_id', 'hour_ms', 'operation', 'key_id'] as const;
  const insertDeltas = compileInsert(builder, 'usage_deltas', [...deltaColumns, ...AMOUNT_COLUMNS]);
  return {
    async append(tx, entry) {
      const db = connectionOf(tx, entry.tenant);
      await Promise.all([insertRows(db, toLedgerValues([entry])), insertDeltas(db, toDeltaValues([entry]))]);
    },
    async appendMany(tx, entries, { isAgain = false } = {}) {
      const db = connectionOf(tx, 'metering');
      // What they add to the sums may have been folded since, so that its own key would not keep it from coming twice.
      if (isAgain) {
        const added = await insertAll(db, entries);
        if (added > 0) await insertDeltas(db, toDeltaValues(entries));
      } else await Promise.all([insertAll(db, entries), insertDeltas(db, toDeltaValues(entries))]);
    },
    async list(tenant, { afterId, limit }) {
      const rows = await reader(tenant)
        .selectFrom('ledger')
        .selectAll()
        .where('org_id', '=', tenant.orgId)
        .where('environment', '=', tenant.environment)
        .where('request_id', '>', afterId)
        .orderBy('request_id')
        .limit(toLimit(limit))
        .execute();
      return rows.map(toEntry);
    },
  };
}

/** What entries with the same organization, environment, hour, operation and key add to the sums. */
type Delta = { readonly first: LedgerEntry; readonly hourMs: number; readonly amounts: MutableAmounts };

/**
 * A row of deltas for all entries that share a sum, under the id of the first of them. So a commit of a hundred reads
 * adds a row or two, and no two commits wait for one sum.
 */
function toDeltaValues(entries: readonly LedgerEntry[]): readonly unknown[] {
  const deltas = new Map<string, Delta>();
  let last: Delta | undefined;
  for (const entry of entries) {
    const hourMs = toHour(entry.atMs);
    // Most come beside others of their kind: no name has to be made for them.
    if (last === undefined || !isSameSum(last, entry, hourMs)) {
      const { tenant, operation, keyId } = entry;
      const name = `${tenant.orgId} ${tenant.environment} ${hourMs} ${operation} ${keyId}`;
      last = deltas.get(name) ?? { first: entry, hourMs, amounts: { ...NO_AMOUNTS } };
      deltas.set(name, last);
    }
    addTo(last.amounts, entry);
  }
  const values: unknown[] = [];
  for (const { first, hourMs, amounts } of deltas.values()) {
    const { tenant, requestId, operation, keyId } = first;
    values.push(tenant.orgId, tenant.environment, requestId, hourMs, operation, keyId);
    pushAmounts(values, amounts);
  }
  return values;
}

function isSameSum({ first, hourMs }: Delta, entry: LedgerEntry, entryHourMs: number): boolean {
  return (
    first.keyId === entry.keyId &&
    first.operation === entry.operation &&
    hourMs === entryHourMs &&
    first.tenant.orgId === entry.tenant.orgId &&
    first.tenant.environment === entry.tenant.environment
  );
}

function toHour(atMs: number): number {
  return atMs - (atMs % HOUR_MS);
}
function toEntry(row: LedgerRow): LedgerEntry {
  return {
    tenant: { orgId: row.org_id, environment: row.environment },
    requestId: row.request_id,
    keyId: row.key_id,
    operation: row.operation,
    atMs: row.at_ms,
    status: row.status,
    ...toAmounts(row),
  };
}

/** What most requests come to, beside the memories that they read: one call, and no work of a model. */
const READ_AMOUNTS = {
  calls: 1,
  tokens_input: 0,
  tokens_output: 0,
  memories_written: 0,
  embeddings: 0,
  model_calls: 0,
  model_tokens_input: 0,
};

function isPlainRead(entry: LedgerEntry): boolean {
  return (
    entry.calls === 1 &&
    entry.tokensInput === 0 &&
    entry.tokensOutput === 0 &&
    entry.memoriesWritten === 0 &&
    entry.embeddings === 0 &&
    entry.modelCalls === 0 &&
    entry.modelTokensInput === 0
  );
}

function toReadValues(entries: readonly LedgerEntry[]): readonly unknown[] {
  const values: unknown[] = [];
  for (const { tenant, requestId, keyId, operation, atMs, status, memoriesRead, processingUs } of entries) {
    const { orgId, environment } = tenant;
    values.push(orgId, requestId, environment, keyId, operation, atMs, status, memoriesRead, processingUs);
  }
  return values;
}

function toLedgerValues(entries: readonly LedgerEntry[]): readonly unknown[] {
  const values: unknown[] = [];
  for (const entry of entries) {
    const { tenant, requestId, keyId, operation, atMs, status } = entry;
    values.push(tenant.orgId, requestId, tenant.environment, keyId, operation, atMs, status);
    pushAmounts(values, entry);
  }
  return values;
}
