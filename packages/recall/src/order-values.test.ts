import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOrdered, toTextOrder } from './order-values.js';

describe('toTextOrder', () => {
  it('orders any two strings as their code points are ordered', () => {
    const text = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(fc.oneof(text, fc.constantFrom('a', '\ue000', '😀')), text, (limit, stored) => {
        const expected = Math.sign(Buffer.compare(Buffer.from(stored), Buffer.from(limit)));
        expect(Math.sign(toTextOrder(limit)(stored))).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('isOrdered', () => {
  it('takes the four operators apart at their limit', () => {
    const at = (stored: number) =>
      (['gt', 'gte', 'lt', 'lte'] as const).map((ordering) =>
        isOrdered({ kind: 'compare', path: ['a'], ordering, value: 5, timeMs: null }, stored),
      );
    expect([at(4), at(5), at(6)]).toEqual([
      [false, false, true, true],
      [false, true, false, true],
      [true, true, false, false],
    ]);
  });
});
