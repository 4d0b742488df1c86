import type { Interval } from '../plans/billing-period.js';
import type { Metric } from '../plans/plan.js';
import type { PricedPeriod } from './price-period.js';
import type { Used, VolumeDiscounts } from './terms.js';
import type { Stretch } from './to-stretches.js';

/** What a period is priced by. JSON as it is: an invoice keeps it, so that it can be made again to the cent. */
export interface Basis {
  readonly stretches: readonly Stretch[];
  readonly discounts: VolumeDiscounts;
}

/** What was used in a piece of a period. */
export interface UsedPiece extends Interval {
  readonly used: Used;
}

/** A billing period of an organization: what it is priced by, and what was used of it when. */
export interface MeteredPeriod {
  readonly period: Interval;
  readonly basis: Basis;
  /** In the order of time. None lies in two UTC days, nor in two stretches. */
  readonly pieces: readonly UsedPiece[];
}

/** Nothing used. */
export const NOTHING_USED: Used = { calls: 0, tokens: 0, embeddings: 0 };

/** The sum of what was used. */
export function sumUsed(...parts: readonly Used[]): Used {
  const sumOf = (metric: Metric): number => parts.reduce((sum, used) => sum + used[metric], 0);
  return { calls: sumOf('calls'), tokens: sumOf('tokens'), embeddings: sumOf('embeddings') };
}

/**
 * The period as it is to be priced up to a moment: the border of a UTC day, or one after which nothing was used in its
 * day. What was used in the day of that moment counts.
 */
export function toPricedPeriod({ period, basis, pieces }: MeteredPeriod, untilMs: number): PricedPeriod {
  const begun = pieces.filter(({ fromMs }) => fromMs < untilMs);
  const segments = basis.stretches.map((stretch) => {
    // By where it begins: the piece of today goes on to the day's end, whatever is to change before that.
    if (stretch.isUnbilled === true) return { ...stretch, used: NOTHING_USED };
    const own = begun.filter(({ fromMs }) => stretch.fromMs <= fromMs && fromMs < stretch.toMs);
    return { ...stretch, used: sumUsed(...own.map(({ used }) => used)) };
  });
  return { period, segments, discounts: basis.discounts, untilMs };
}
