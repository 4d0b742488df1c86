import { describe, expect, it } from 'vitest';
import { toMemoryNorm, toSaturation, toSessionNorm } from './bm25.js';

describe('toSaturation', () => {
  it('rises with the count, ever less, and stays below 1', () => {
    const values = [0, 1, 2, 10, 1000].map((count) => toSaturation(count, toMemoryNorm(12)));
    expect(values).toEqual(values.toSorted((left, right) => left - right));
    expect((values[2] ?? 0) - (values[1] ?? 0)).toBeLessThan(values[1] ?? 0);
    expect(values[0]).toBe(0);
    expect(values[4]).toBeLessThan(1);
  });

  it('counts a term for less in a longer text', () => {
    expect(toSaturation(1, toMemoryNorm(200))).toBeLessThan(toSaturation(1, toMemoryNorm(5)));
  });

  it('takes a session for longer than a memory by nature', () => {
    expect(toSaturation(1, toSessionNorm(250))).toBe(toSaturation(1, toMemoryNorm(12)));
  });
});
