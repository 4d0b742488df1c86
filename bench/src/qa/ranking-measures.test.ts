import { describe, expect, it } from 'vitest';
import { areAllWithin, isAnyWithin, ndcgAt, placeOfFirst, reciprocalRank } from './ranking-measures.js';

const RANKING = ['a', 'b', 'c', 'd'];

describe('placeOfFirst', () => {
  it('counts from one, and takes the first of several that are expected', () => {
    expect(placeOfFirst(RANKING, ['a'])).toBe(1);
    expect(placeOfFirst(RANKING, ['d', 'c'])).toBe(3);
  });

  it('is null where nothing expected was found', () => {
    expect(placeOfFirst(RANKING, ['x'])).toBeNull();
    expect(placeOfFirst([], ['a'])).toBeNull();
  });
});

describe('reciprocalRank', () => {
  it('is one at the first place, a third at the third, nothing beyond', () => {
    expect(reciprocalRank(RANKING, ['a'])).toBe(1);
    expect(reciprocalRank(RANKING, ['c', 'd'])).toBeCloseTo(1 / 3);
    expect(reciprocalRank(RANKING, ['x'])).toBe(0);
  });
});

describe('isAnyWithin', () => {
  it('needs one of the expected among the first k', () => {
    expect(isAnyWithin(RANKING, ['b', 'x'], 1)).toBe(false);
    expect(isAnyWithin(RANKING, ['b', 'x'], 2)).toBe(true);
  });
});

describe('areAllWithin', () => {
  it('needs every one of the expected among the first k', () => {
    expect(areAllWithin(RANKING, ['b', 'd'], 3)).toBe(false);
    expect(areAllWithin(RANKING, ['b', 'd'], 4)).toBe(true);
    expect(areAllWithin(RANKING, ['a', 'x'], 20)).toBe(false);
  });
});

describe('ndcgAt', () => {
  it('is one where everything expected is on top, in any order', () => {
    expect(ndcgAt(RANKING, ['b', 'a'], 10)).toBe(1);
  });

  it('discounts each place by the logarithm of the next', () => {
    // (1/log2(3) + 1/log2(5)) / (1/log2(2) + 1/log2(3)) = (0.63093 + 0.43068) / 1.63093
    expect(ndcgAt(RANKING, ['b', 'd'], 10)).toBeCloseTo(0.65092, 4);
  });

  it('looks at the first k only, and counts against no more than k', () => {
    expect(ndcgAt(RANKING, ['d'], 3)).toBe(0);
    expect(ndcgAt(RANKING, ['a', 'x', 'y'], 1)).toBe(1);
  });

  it('gives nothing for a second occurrence', () => {
    // 1 / (1 + 0.63093)
    expect(ndcgAt(['a', 'a'], ['a', 'b'], 10)).toBeCloseTo(0.61315, 4);
  });
});
