import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, addAll, compare, negate, round, toRational } from './rational.js';
import { roundTogether, shareCents } from './round-together.js';

const anyAmounts = fc.array(
  fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 1000 })),
  { maxLength: 12 },
);

describe('roundTogether', () => {
  it('gives the cent to whom it belongs most, and to the first of equals', () => {
    expect(roundTogether([toRational(7, 10), toRational(8, 10), toRational(5, 10)])).toEqual([1, 1, 0]);
    expect(roundTogether([toRational(1, 3), toRational(1, 3), toRational(1, 3)])).toEqual([1, 0, 0]);
    expect(roundTogether([toRational(25, 2), toRational(-5, 4)])).toEqual([12, -1]);
    expect(roundTogether([])).toEqual([]);
  });

  it('adds up to the rounded sum, and each is less than a cent off', () => {
    fc.assert(
      fc.property(anyAmounts, (pairs) => {
        const amounts = pairs.map(([numerator, denominator]) => toRational(numerator, denominator));
        const cents = roundTogether(amounts);
        expect(BigInt(cents.reduce((sum, each) => sum + each, 0))).toBe(round(addAll(amounts)));
        cents.forEach((each, at) => {
          const off = add(toRational(each), negate(amounts[at] ?? toRational(0)));
          expect(compare(off, toRational(1))).toBe(-1);
          expect(compare(off, toRational(-1))).toBe(1);
        });
      }),
    );
  });
});

describe('shareCents', () => {
  it('shares in proportion, to the last cent', () => {
    expect(shareCents(100, [1n, 1n, 1n])).toEqual([34, 33, 33]);
    expect(shareCents(10, [9n, 1n])).toEqual([9, 1]);
  });

  it('loses nothing, also where no group has a weight', () => {
    const weights = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), weights, (cents, each) => {
        const shares = shareCents(cents, each.map(BigInt));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(cents);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      }),
    );
    expect(shareCents(5, [])).toEqual([]);
    expect(shareCents(5, [0n, 0n])).toEqual([5, 0]);
  });

  it('is what rounding the exact parts together gives, also of what is given back', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 10_000_000 }), weights, (cents, each) => {
        const all = each.reduce((sum, weight) => sum + weight, 0n);
        fc.pre(all > 0n);
        const parts = each.map((weight) => toRational(BigInt(cents) * weight, all));
        expect(shareCents(cents, each)).toEqual(roundTogether(parts));
      }),
    );
  });
});
