import { add, addAll, compare, floor, multiply, negate, type Rational, round, toRational, ZERO } from './rational.js';

/**
 * Rounds amounts to whole cents that add up to the rounded sum of all of them (largest remainder): each is off by less
 * than a cent, and the first of equals is rounded up.
 */
export function roundTogether(amounts: readonly Rational[]): readonly number[] {
  const floors = amounts.map(floor);
  const missing = round(addAll(amounts)) - floors.reduce((sum, each) => sum + each, 0n);
  const byRemainder = amounts
    .map((amount, at) => ({ at, remainder: add(amount, negate(toRational(floors[at] ?? 0n))) }))
    .toSorted((a, b) => compare(b.remainder, a.remainder) || a.at - b.at);
  const raised = new Set(byRemainder.slice(0, Number(missing)).map(({ at }) => at));
  return floors.map((cents, at) => Number(raised.has(at) ? cents + 1n : cents));
}

/**
 * Shares cents among groups in proportion to their weights, exactly. Where no group has a weight, the first has all:
 * nothing is lost.
 */
export function shareCents(cents: number, weights: readonly Rational[]): readonly number[] {
  const all = addAll(weights);
  if (compare(all, ZERO) === 0) return weights.map((_, at) => (at === 0 ? cents : 0));
  const part = multiply(toRational(cents), { numerator: all.denominator, denominator: all.numerator });
  return roundTogether(weights.map((weight) => multiply(part, weight)));
}
