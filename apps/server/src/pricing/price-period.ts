import { invariant } from '@memory-api/contract';
import type { Metric, UnitPrice } from '../plans/plan.js';
import { intersect, type Interval } from '../plans/billing-period.js';
import { priceUnits, toVolumeDiscount } from './price-overage.js';
import { addAll, compare, multiply, negate, type Rational, toRational, ZERO } from './rational.js';
import { METRICS, type Segment, type Terms, type VolumeDiscounts } from './terms.js';

/** One thing that a period costs, exactly. What is taken off is below zero. Cents. */
export interface ExactLine {
  readonly kind: 'base' | 'add_on' | 'promotion' | 'overage' | 'volume_discount';
  readonly description: string;
  /** Units of overage; null where none are counted. */
  readonly quantity: number | null;
  readonly cents: Rational;
}

/** A billing period of one organization. */
export interface PricedPeriod {
  readonly period: Interval;
  /** In the order of time, without gaps inside the period; `used` counts up to `untilMs`. */
  readonly segments: readonly Segment[];
  readonly discounts: VolumeDiscounts;
  /** Price what has run up by then; the period's end for all of it. */
  readonly untilMs: number;
}

/**
 * What a period costs up to a moment. Prices accrue by the second; quotas are there as a whole from the first one on.
 * More time and more use never cost less, and cutting a segment in two costs the same.
 */
export function pricePeriod(parts: PricedPeriod): readonly ExactLine[] {
  const { segments } = parts;
  segments.forEach((segment, at) => {
    invariant(at === 0 || segments[at - 1]?.toMs === segment.fromMs, 'segments follow each other without a gap');
  });
  return [
    ...segments.flatMap((segment) => priceTime(parts, segment)),
    ...METRICS.flatMap((metric) => priceUse(parts, metric)),
  ];
}

/** The price of a plan and its add-ons for a stretch of time, less what a promotion takes off. */
function priceTime({ period, untilMs }: PricedPeriod, segment: Segment): readonly ExactLine[] {
  const { terms, isUnbilled } = segment;
  if (isUnbilled === true) return [];
  const run = intersect(segment, { fromMs: period.fromMs, toMs: untilMs });
  const share = run === null ? ZERO : toShare(period, run);
  const prices: readonly ExactLine[] = [
    line('base', terms.planName, multiply(share, toRational(terms.basePriceCents))),
    ...terms.addOns.map(({ name, priceCents }) => line('add_on', name, multiply(share, toRational(priceCents)))),
  ];
  const { promotion } = terms;
  if (promotion === null) return prices;
  const all = addAll(prices.map(({ cents }) => cents));
  const off = negate(multiply(all, toRational(promotion.percentOff, 100)));
  return [...prices, line('promotion', promotion.name, off)];
}

function line(
  kind: ExactLine['kind'],
  description: string,
  cents: Rational,
  quantity: number | null = null,
): ExactLine {
  return { kind, description, quantity, cents };
}

const SECOND_MS = 1000;

/** Which part of a period an interval is, in whole seconds: so neighbours share the second that they meet in once. */
function toShare(period: Interval, { fromMs, toMs }: Interval): Rational {
  const secondsFromStart = (ms: number): number => Math.floor((ms - period.fromMs) / SECOND_MS);
  return toRational(secondsFromStart(toMs) - secondsFromStart(fromMs), secondsFromStart(period.toMs));
}

/**
 * What one metric costs beyond its quota, and what the volume takes off all of it. A unit is held against the quota
 * that was there when it was used: a later upgrade neither charges nor refunds what was before it.
 */
function priceUse({ segments, discounts }: PricedPeriod, metric: Metric): readonly ExactLine[] {
  const charged = countCharged(segments, metric);
  const lines = charged.map(({ planName, price, units }) =>
    line('overage', `${NAMES[metric]} beyond those of ${planName}`, priceUnits(price, units), Number(units)),
  );
  const off = toVolumeDiscount(charged, discounts[metric]);
  if (compare(off, ZERO) === 0) return lines;
  return [...lines, line('volume_discount', `Volume discount: ${NAMES[metric]}`, negate(off))];
}

type Charged = { readonly planName: string; readonly price: UnitPrice; readonly units: bigint };

function countCharged(segments: readonly Segment[], metric: Metric): readonly Charged[] {
  let used = 0n;
  return segments.flatMap(({ terms, used: usedHere }) => {
    const before = used;
    used += BigInt(usedHere[metric]);
    const units = countBeyond(terms, metric, used) - countBeyond(terms, metric, before);
    return units === 0n || terms.overage === null
      ? []
      : [{ planName: terms.planName, price: terms.overage[metric], units }];
  });
}

/** How many of a period's units lie beyond the quota, with what add-ons add to it. */
function countBeyond({ quotas, addOns }: Terms, metric: Metric, used: bigint): bigint {
  const quota = quotas[metric];
  if (quota === null) return 0n;
  const included = BigInt(addOns.reduce((sum, addOn) => sum + addOn.quotas[metric], quota));
  return used > included ? used - included : 0n;
}

const NAMES: { readonly [Name in Metric]: string } = { calls: 'API calls', tokens: 'Tokens', embeddings: 'Embeddings' };
