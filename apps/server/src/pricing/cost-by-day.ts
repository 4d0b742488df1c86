import { intersect, type Interval } from '../plans/billing-period.js';
import { priceUntil } from './create-bill.js';
import { toPricedPeriod, type MeteredPeriod } from './metered-period.js';
import { shareCents } from './round-together.js';
import { METRICS, type Terms, type Used } from './terms.js';

const DAY_MS = 86_400_000;

/**
 * What each UTC day of a period costs, by its begin: the rounded cost up to its end less that up to its begin. So days
 * add up to what the period costs up to `untilMs`, whichever it is.
 */
export function priceDays(metered: MeteredPeriod, untilMs: number): ReadonlyMap<number, number> {
  const lived = intersect(metered.period, { fromMs: metered.period.fromMs, toMs: untilMs });
  if (lived === null) return new Map();
  const days = toDays(lived);
  const cumulative = days.map(({ toMs }) => priceUntil(toPricedPeriod(metered, toMs)));
  return new Map(days.map(({ dayMs }, at) => [dayMs, (cumulative[at] ?? 0) - (cumulative[at - 1] ?? 0)]));
}

function toDays({ fromMs, toMs }: Interval): readonly { readonly dayMs: number; readonly toMs: number }[] {
  return Array.from({ length: Math.ceil((toMs - fromMs) / DAY_MS) }, (_, at) => {
    const dayMs = fromMs + at * DAY_MS;
    return { dayMs, toMs: Math.min(dayMs + DAY_MS, toMs) };
  });
}

/**
 * Shares what a day costs among groups of its requests, by what each would cost beyond the quotas; on a plan without
 * such prices by the number of requests. Whole cents that add up to the day's (largest remainder).
 */
export function shareDayCost(cents: number, terms: Terms | null, groups: readonly Used[]): readonly number[] {
  const prices = terms?.overage ?? null;
  const byPrice = prices === null ? [] : toWeights(prices, groups);
  const isPriced = byPrice.some((weight) => weight > 0n);
  return shareCents(cents, isPriced ? byPrice : groups.map(({ calls }) => toUnits(calls)));
}

/** What each group would cost, as multiples of what the cent of all three prices can be cut into. */
function toWeights(prices: NonNullable<Terms['overage']>, groups: readonly Used[]): readonly bigint[] {
  const whole = METRICS.reduce((product, metric) => product * BigInt(prices[metric].per), 1n);
  const perUnit = METRICS.map((metric) => {
    const { cents, per } = prices[metric];
    return { metric, weight: (BigInt(cents) * whole) / BigInt(per) };
  });
  return groups.map((used) => perUnit.reduce((sum, { metric, weight }) => sum + weight * toUnits(used[metric]), 0n));
}

/** Corrections may take more away than a group has. */
function toUnits(count: number): bigint {
  return BigInt(Math.max(0, count));
}

/** The terms that hold at a moment of a period; null before the organization was there. */
export function findTerms({ basis }: Pick<MeteredPeriod, 'basis'>, atMs: number): Terms | null {
  return basis.stretches.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)?.terms ?? null;
}
