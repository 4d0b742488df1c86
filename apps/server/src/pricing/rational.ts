import { invariant } from '@memory-api/contract';

/** An exact fraction in lowest terms, the denominator above zero. Sums of money stay exact until they are cents. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Nothing. */
export const ZERO: Rational = { numerator: 0n, denominator: 1n };

/** A fraction of whole numbers; numbers of JavaScript must be safe integers. */
export function toRational(numerator: number | bigint, denominator: number | bigint = 1n): Rational {
  // BigInt refuses what is not whole; what is not safe was rounded before it came here.
  for (const value of [numerator, denominator]) {
    invariant(typeof value === 'bigint' || Number.isSafeInteger(value), 'a fraction is made of safe integers');
  }
  return reduce(BigInt(numerator), BigInt(denominator));
}

/** The exact sum. */
export function add(a: Rational, b: Rational): Rational {
  return reduce(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** The exact sum of any number; of none, zero. */
export function addAll(terms: readonly Rational[]): Rational {
  return terms.reduce(add, ZERO);
}

/** The exact product. */
export function multiply(a: Rational, b: Rational): Rational {
  return reduce(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** The same amount the other way. */
export function negate({ numerator, denominator }: Rational): Rational {
  return { numerator: -numerator, denominator };
}

/** The largest whole number that isn't above. */
export function floor({ numerator, denominator }: Rational): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
}

/** The nearest whole number; a half goes up, as on every bill. */
export function round(value: Rational): bigint {
  return floor(add(value, { numerator: 1n, denominator: 2n }));
}

/** Below zero, zero or above it, as the first is less than, the same as or more than the second. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

function reduce(numerator: bigint, denominator: bigint): Rational {
  invariant(denominator !== 0n, 'nothing is divided by zero');
  const divisor = greatestCommonDivisor(
    numerator < 0n ? -numerator : numerator,
    denominator < 0n ? -denominator : denominator,
  );
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
