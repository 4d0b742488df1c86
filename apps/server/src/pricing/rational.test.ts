import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, addAll, compare, floor, multiply, negate, type Rational, round, toRational, ZERO } from './rational.js';

const anyRational: fc.Arbitrary<Rational> = fc
  .tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 6n))
  .map(([numerator, denominator]) => toRational(numerator, denominator));

describe('Rational', () => {
  it('is in lowest terms, with the sign above', () => {
    expect(toRational(6, -4)).toEqual({ numerator: -3n, denominator: 2n });
    expect(toRational(0, 7)).toEqual(ZERO);
  });

  it('adds what floating point cannot', () => {
    const cents = Array.from({ length: 10 }, () => toRational(1, 10));
    expect(addAll(cents)).toEqual(toRational(1));
    expect(addAll([])).toEqual(ZERO);
  });

  it('obeys the laws of arithmetic', () => {
    fc.assert(
      fc.property(anyRational, anyRational, anyRational, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        expect(add(a, negate(a))).toEqual(ZERO);
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
      }),
    );
  });

  it.each([
    [5, 2, 2n, 3n],
    [-5, 2, -3n, -2n],
    [7, 3, 2n, 2n],
    [-7, 3, -3n, -2n],
    [4, 2, 2n, 2n],
    [-1, 2, -1n, 0n],
  ])('%d/%d lies above %s and next to %s', (numerator, denominator, below, nearest) => {
    const value = toRational(numerator, denominator);
    expect([floor(value), round(value)]).toEqual([below, nearest]);
  });

  it('rounds to less than half away, and keeps order', () => {
    fc.assert(
      fc.property(anyRational, anyRational, (a, b) => {
        const off = add(toRational(round(a)), negate(a));
        expect(compare(off, toRational(-1, 2))).toBe(1);
        expect(compare(off, toRational(1, 2))).toBeLessThanOrEqual(0);
        if (compare(a, b) <= 0) expect(round(a)).toBeLessThanOrEqual(round(b));
      }),
    );
  });

  it('takes no number that was rounded before it came, and nothing over zero', () => {
    expect(() => toRational(2 ** 53)).toThrow('safe integers');
    expect(() => toRational(0.1)).toThrow('safe integers');
    expect(() => toRational(1, 0)).toThrow('zero');
  });
});
