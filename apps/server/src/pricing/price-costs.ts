import type { UnitPrice } from '../plans/plan.js';
import { multiply, toRational, type Rational } from './rational.js';
import { roundTogether } from './round-together.js';

/** What requests cost whoever runs the server: `per` units cost so many cents. */
export interface CostRates {
  /** Hours that requests were under way, one after the other. */
  readonly computeHours: UnitPrice;
  /** Memories that are kept for a whole period. */
  readonly memoryMonths: UnitPrice;
  /** Calls of models of any kind. */
  readonly modelCalls: UnitPrice;
}

/** What was used of that. */
export interface CostUnits {
  readonly processingUs: number;
  /** The most memories at a time. */
  readonly memoriesPeak: number;
  /** Which part of the period is over. */
  readonly share: Rational;
  readonly modelCalls: number;
}

/** What it costs in whole cents; the parts add up to the sum, which is the exact one, rounded. */
export interface Costs {
  readonly computeCents: number;
  readonly storageCents: number;
  readonly modelCents: number;
  readonly costCents: number;
}

/** Where nothing is set, nothing costs anything. */
export const NO_RATES: CostRates = {
  computeHours: { cents: 0, per: 1 },
  memoryMonths: { cents: 0, per: 1 },
  modelCalls: { cents: 0, per: 1 },
};

const HOUR_US = 3_600_000_000;

/** Prices what the requests of an organization took. Corrections may leave less than nothing: that costs nothing. */
export function priceCosts(rates: CostRates, units: CostUnits): Costs {
  const { processingUs, memoriesPeak, share, modelCalls } = units;
  const compute = toPrice(rates.computeHours, toRational(Math.max(0, processingUs), HOUR_US));
  const storage = toPrice(rates.memoryMonths, multiply(share, toRational(memoriesPeak)));
  const models = toPrice(rates.modelCalls, toRational(Math.max(0, modelCalls)));
  const [computeCents = 0, storageCents = 0, modelCents = 0] = roundTogether([compute, storage, models]);
  return { computeCents, storageCents, modelCents, costCents: computeCents + storageCents + modelCents };
}

function toPrice({ cents, per }: UnitPrice, units: Rational): Rational {
  return multiply(units, toRational(cents, per));
}
