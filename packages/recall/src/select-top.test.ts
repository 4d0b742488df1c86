import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectTop } from './select-top.js';

describe('selectTop', () => {
  it('gives what sorting everything and cutting would give', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat({ max: 20 }), (items, count) => {
        const descending = (left: number, right: number) => right - left;
        expect(selectTop(items, count, descending)).toEqual(items.toSorted(descending).slice(0, count));
      }),
    );
  });

  it('gives nothing of nothing', () => {
    expect(selectTop([], 5, () => 0)).toEqual([]);
  });
});
