import { add, addAll, compare, floor, negate, type Rational, round, toRational } from './rational.js';

/**
 * Rounds amounts to whole cents that add up to the rounded sum of all of them (largest remainder): each is off by less
 * than a cent, and the first of equals is rounded up.
 */
export function roundTogether(amounts: readonly Rational[]): readonly number[] {
  const floors = amounts.map(floor);
  const remainders = amounts.map((amount, at) => add(amount, negate(toRational(floors[at] ?? 0n))));
  return raiseLargest(floors, round(addAll(amounts)), byLargest(remainders, compare));
}

/**
 * Shares cents among groups in proportion to their weights (none below zero), exactly, as `roundTogether` would. Where
 * no group has a weight, the first has all: nothing is lost.
 *
 * The weights are whole: a day may have thousands of groups, and fractions would be reduced at every step (13 times as
 * long, of 1,000 groups).
 */
export function shareCents(cents: number, weights: readonly bigint[]): readonly number[] {
  const all = weights.reduce((sum, each) => sum + each, 0n);
  if (all === 0n) return weights.map((_, at) => (at === 0 ? cents : 0));
  const parts = weights.map((weight) => BigInt(cents) * weight);
  const floors = parts.map((numerator) => floor({ numerator, denominator: all }));
  const remainders = parts.map((part, at) => part - (floors[at] ?? 0n) * all);
  return raiseLargest(floors, BigInt(cents), byLargest(remainders, compareWhole));
}

/** Adds a cent to the first of an order until all add up to the sum. */
function raiseLargest(floors: readonly bigint[], sum: bigint, order: readonly number[]): readonly number[] {
  const missing = floors.reduce((left, each) => left - each, sum);
  const raised = new Set(order.slice(0, Number(missing)));
  return floors.map((cents, at) => Number(raised.has(at) ? cents + 1n : cents));
}

/** The places of remainders, largest first; of equals, the first first. */
function byLargest<Remainder>(
  remainders: readonly Remainder[],
  compareTwo: (a: Remainder, b: Remainder) => number,
): readonly number[] {
  return remainders
    .map((remainder, at) => ({ at, remainder }))
    .toSorted((a, b) => compareTwo(b.remainder, a.remainder) || a.at - b.at)
    .map(({ at }) => at);
}

function compareWhole(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
