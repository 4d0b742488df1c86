import { describe, expect, it } from 'vitest';
import { toMemoryNorm } from './bm25.js';
import { SlotColumns } from './slot-columns.js';
import type { SlotValues } from './slot-columns.js';

function valuesOf(slot: number): SlotValues {
  return {
    session: slot - 1,
    length: slot,
    seq: slot + 2 ** 40,
    occurredAtMs: slot - 5_000_000_000_000,
    expiresAtMs: slot === 0 ? Number.POSITIVE_INFINITY : slot * 2,
    traits: slot % 64,
    subject: slot - 1,
    rows: -slot,
    lists: slot * 3,
  };
}

function read(columns: SlotColumns, slot: number): SlotValues {
  return {
    session: columns.sessions[slot] ?? Number.NaN,
    length: columns.lengths[slot] ?? Number.NaN,
    seq: columns.seqs[slot] ?? Number.NaN,
    occurredAtMs: columns.occurrences[slot] ?? Number.NaN,
    expiresAtMs: columns.expiries[slot] ?? Number.NaN,
    traits: columns.traits[slot] ?? Number.NaN,
    subject: columns.subjects[slot] ?? Number.NaN,
    rows: (columns.rows[slot] ?? Number.NaN) || 0,
    lists: columns.lists[slot] ?? Number.NaN,
  };
}

describe('SlotColumns', () => {
  it('keeps what slots hold, to the last digit, as it grows', () => {
    const columns = new SlotColumns();
    for (let slot = 0; slot < 1000; slot++) columns.set(slot, valuesOf(slot));
    for (const slot of [1, 63, 64, 65, 999]) expect(read(columns, slot)).toEqual(valuesOf(slot));
    expect(columns.expiries[0]).toBe(Number.POSITIVE_INFINITY);
    expect(columns.norms[12]).toBeCloseTo(toMemoryNorm(12));
  });

  it('counts the bytes of all columns', () => {
    const columns = new SlotColumns();
    for (let slot = 0; slot < 1000; slot++) columns.set(slot, valuesOf(slot));
    const { live, norms, sessions, expiries, lengths, seqs, occurrences, traits, subjects, rows, lists } = columns;
    const all = [live, norms, sessions, expiries, lengths, seqs, occurrences, traits, subjects, rows, lists];
    expect(columns.bytes).toBe(all.reduce((sum, { byteLength }) => sum + byteLength, 0));
    expect(columns.bytes / 1000).toBeLessThan(80);
  });

  it('takes a slot far beyond the last', () => {
    const columns = new SlotColumns();
    columns.set(5000, valuesOf(5000));
    expect([columns.live[4999], columns.live[5000]]).toEqual([0, 1]);
  });

  it('empties a slot, of which the rest can still be read', () => {
    const columns = new SlotColumns();
    columns.set(7, valuesOf(7));
    columns.clear(7);
    expect([columns.live[7], columns.sessions[7]]).toEqual([0, 6]);
  });
});
