import { add, addAll, compare, floor, negate, type Rational, round, toRational } from './rational.js';

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
  const missing = Number(floors.reduce((left, each) => left - each, BigInt(cents)));
  const remainders = parts.map((part, at) => part - (floors[at] ?? 0n) * all);
  const byRemainder = remainders.map((remainder, at) => ({ at, remainder })).toSorted(byLargest);
  const raised = new Set(byRemainder.slice(0, missing).map(({ at }) => at));
  return floors.map((each, at) => Number(raised.has(at) ? each + 1n : each));
}

type PlacedRemainder = { readonly at: number; readonly remainder: bigint };

function byLargest(a: PlacedRemainder, b: PlacedRemainder): number {
  if (a.remainder === b.remainder) return a.at - b.at;
  return a.remainder > b.remainder ? -1 : 1;
}
