import { describe, expect, it } from 'vitest';
import { toMemoryNorm } from './bm25.js';
import { SlotColumns } from './slot-columns.js';

describe('SlotColumns', () => {
  it('keeps what slots hold as it grows', () => {
    const columns = new SlotColumns();
    for (let slot = 0; slot < 1000; slot++) columns.set(slot, slot, slot - 1, slot * 2);
    expect([columns.live[3], columns.sessions[3], columns.sessions[999]]).toEqual([1, 2, 998]);
    expect([columns.expiries[3], columns.expiries[999]]).toEqual([6, 1998]);
    expect(columns.norms[12]).toBeCloseTo(toMemoryNorm(12));
    expect(columns.bytes).toBeGreaterThanOrEqual(9000);
  });

  it('takes a slot far beyond the last', () => {
    const columns = new SlotColumns();
    columns.set(5000, 1, -1, Number.POSITIVE_INFINITY);
    expect([columns.live[4999], columns.live[5000]]).toEqual([0, 1]);
  });

  it('empties a slot', () => {
    const columns = new SlotColumns();
    columns.set(7, 1, -1, 9);
    columns.clear(7);
    expect(columns.live[7]).toBe(0);
  });
});
