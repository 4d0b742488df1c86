import { describe, expect, it } from 'vitest';
import { createLedgerBooks, isExact, type AnsweredRequest, type LedgerRow } from './ledger-books.js';

const request = (requestId: string, fields: Partial<AnsweredRequest> = {}): AnsweredRequest => ({
  requestId,
  operation: 'getMemory',
  keyId: 'key_1',
  status: 200,
  counts: true,
  ...fields,
});
const row = (requestId: string, fields: Partial<LedgerRow> = {}): LedgerRow => ({
  requestId,
  operation: 'getMemory',
  keyId: 'key_1',
  status: 200,
  ...fields,
});

function tallyOf(requests: readonly AnsweredRequest[], rows: readonly LedgerRow[], broken = 0) {
  const books = createLedgerBooks();
  for (const one of requests) books.answered(one);
  for (let i = 0; i < broken; i++) books.broken();
  books.compare(rows);
  return books.tally;
}

describe('createLedgerBooks', () => {
  it('finds a row for each request that counts, and none for one that is free, to be exact', () => {
    const requests = [request('a'), request('b', { status: 404 }), request('c', { status: 400, counts: false })];
    const tally = tallyOf(requests, [row('b', { status: 404 }), row('a')]);
    expect(tally).toMatchObject({ counted: 2, free: 1, missing: 0, charged: 0, wrong: 0, doubled: 0, unanswered: 0 });
    expect(isExact(tally)).toBe(true);
  });

  it.each([
    ['a row that is missing', [request('a'), request('b')], [row('a')], { missing: 1 }],
    ['a row that is there twice', [request('a')], [row('a'), row('a')], { doubled: 1 }],
    ['an id that two answers have', [request('a'), request('a')], [row('a')], { doubled: 1 }],
    ['a row of a free request', [request('a', { counts: false })], [row('a')], { charged: 1 }],
    ['a row of another key', [request('a')], [row('a', { keyId: 'key_2' })], { wrong: 1 }],
    ['a row of another operation', [request('a')], [row('a', { operation: 'x' })], { wrong: 1 }],
    ['a row of another status', [request('a')], [row('a', { status: 404 })], { wrong: 1 }],
    ['a row that nobody sent a request for', [], [row('a')], { unanswered: 1 }],
  ])('finds %s', (_what, requests, rows, found) => {
    const tally = tallyOf(requests, rows);
    expect(tally).toMatchObject(found);
    expect(isExact(tally)).toBe(false);
  });

  it('allows a row without an answer for each request that was under way at a kill, and no more', () => {
    expect(isExact(tallyOf([request('a')], [row('a'), row('b')], 1))).toBe(true);
    expect(isExact(tallyOf([request('a')], [row('a')], 1))).toBe(true);
    expect(isExact(tallyOf([request('a')], [row('a'), row('b'), row('c')], 1))).toBe(false);
  });

  it('compares each answer once', () => {
    const books = createLedgerBooks();
    books.answered(request('a'));
    books.compare([row('a')]);
    books.answered(request('b'));
    books.compare([row('b')]);
    expect(books.tally).toMatchObject({ counted: 2, missing: 0, unanswered: 0 });
  });
});
