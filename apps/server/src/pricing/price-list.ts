import type { Metric, UnitPrice } from '../plans/plan.js';
import type { AddOn, Promotion, VolumeDiscounts } from './terms.js';

/** A promotion and when it runs, half-open, epoch milliseconds. */
export interface DatedPromotion extends Promotion {
  readonly planIds: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** Prices that hold for one organization until a moment, however the price list changes. */
export interface PriceLock {
  readonly untilMs: number;
  readonly basePriceCents: number;
  /** Null: overage isn't locked. */
  readonly overage: { readonly [Name in Metric]: UnitPrice } | null;
}

/** What was agreed with one organization; null: as the plan says. */
export interface Agreement {
  readonly basePriceCents: number | null;
  readonly quotas: { readonly [Name in Metric]: number | null } | null;
  readonly overage: { readonly [Name in Metric]: UnitPrice } | null;
  readonly addOns: readonly AddOn[];
  readonly priceLock: PriceLock | null;
}

/** Everything beside the plans that a price depends on. */
export interface PriceList {
  readonly discounts: VolumeDiscounts;
  readonly promotions: readonly DatedPromotion[];
  readonly agreements: ReadonlyMap<string, Agreement>;
}

/** What holds where nothing was agreed. */
export const NO_AGREEMENT: Agreement = {
  basePriceCents: null,
  quotas: null,
  overage: null,
  addOns: [],
  priceLock: null,
};
