import { OPERATIONS } from '@memory-api/contract/operations';
import type { LedgerEntry, Storage, Transaction } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { createMetering } from './metering.js';
import type { RequestScope } from './request-scope.js';

const TX = {} as Transaction;

function open() {
  const rows: { readonly entry: LedgerEntry; readonly way: 'alone' | 'together' }[] = [];
  const storage = {
    write: async (body: (tx: Transaction) => Promise<unknown>) => body(TX),
    ledger: {
      append: async (_tx: Transaction, entry: LedgerEntry) => void rows.push({ entry, way: 'alone' }),
      appendMany: async (_tx: Transaction, entries: readonly LedgerEntry[]) =>
        void rows.push(...entries.map((entry) => ({ entry, way: 'together' as const }))),
    },
  } as unknown as Storage;
  return { rows, metering: createMetering({ storage, onLoss: () => undefined, onError: () => undefined }) };
}

const USAGE = {
  tokensInput: 9,
  tokensOutput: 2,
  memoriesRead: 3,
  memoriesWritten: 1,
  embeddings: 1,
  modelCalls: 4,
  modelTokensInput: 5,
};

function toScope(fields: Partial<RequestScope> = {}): RequestScope {
  const caller = { tenant: { orgId: 'org_a', environment: 'test' }, key: { id: 'key_7' } };
  const usage = USAGE;
  const operation = { id: 'queryMemories', definition: OPERATIONS.queryMemories };
  const startedAtMs = performance.now() - 20;
  const scope = { requestId: 'req_1', nowMs: 1234, startedAtMs, caller, usage, operation, isMetered: false, ...fields };
  return scope as unknown as RequestScope;
}

const ENTRY: LedgerEntry = {
  tenant: { orgId: 'org_a', environment: 'test' },
  requestId: 'req_1',
  keyId: 'key_7',
  operation: 'queryMemories',
  atMs: 1234,
  status: 200,
  calls: 1,
  ...USAGE,
  processingUs: expect.toSatisfy((us: number) => Number.isInteger(us) && us >= 20_000 && us < 20_000_000),
};

describe('metering', () => {
  it('writes down whose request it was, what it did and what it used', async () => {
    const { rows, metering } = open();
    await new Promise<void>((resolve) => metering.settle(toScope(), 200, () => resolve()));
    expect(rows).toEqual([{ entry: ENTRY, way: 'together' }]);
  });

  it('keeps the row of a write in its transaction', async () => {
    const { rows, metering } = open();
    await metering.keep(TX, toScope(), 201);
    expect(rows).toEqual([{ entry: { ...ENTRY, status: 201 }, way: 'alone' }]);
  });

  it.each<[string, Partial<RequestScope>, number]>([
    ['one whose row came with its write', { isMetered: true }, 200],
    ['one without a caller', { caller: null }, 201],
    ['one that failed through no fault of the caller', {}, 503],
    ['one that was refused for its rights', {}, 403],
  ])('lets %s go at once, without a row', (_which, fields, status) => {
    const { rows, metering } = open();
    let isDone = false;
    metering.settle(toScope(fields), status, () => (isDone = true));
    expect(isDone).toBe(true);
    expect(rows).toEqual([]);
  });

  it('keeps no row of a write that nobody is billed for', async () => {
    const { rows, metering } = open();
    await metering.keep(TX, toScope({ caller: null }), 201);
    await metering.keep(TX, toScope(), 503);
    expect(rows).toEqual([]);
  });
});
