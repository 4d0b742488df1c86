import type { Metric, UnitPrice } from '../plans/plan.js';

/** Something bought beside the plan: its price a period, and what it adds to the quotas. Cents. */
export interface AddOn {
  readonly id: string;
  readonly name: string;
  readonly priceCents: number;
  readonly quotas: { readonly [Name in Metric]: number };
}

/** A part of the price that isn't charged for some time. */
export interface Promotion {
  readonly id: string;
  readonly name: string;
  /** 0 to 100, off the price of the plan and of add-ons. Overage is not on offer. */
  readonly percentOff: number;
}

/** What an organization pays for a stretch of time, once plan, agreements and promotions have been looked at. Cents. */
export interface Terms {
  readonly planId: string;
  readonly planName: string;
  /** Price of a whole period; a shorter stretch pays its share, to the second. */
  readonly basePriceCents: number;
  /** What a whole period holds; null: unlimited. */
  readonly quotas: { readonly [Name in Metric]: number | null };
  /** Null: what is beyond the quotas is refused, so it costs nothing. */
  readonly overage: { readonly [Name in Metric]: UnitPrice } | null;
  readonly addOns: readonly AddOn[];
  readonly promotion: Promotion | null;
}

/** What was used. */
export type Used = { readonly [Name in Metric]: number };

/** A part of a period under the same terms, and what was used in it. Epoch milliseconds, half-open. */
export interface Segment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly terms: Terms;
  readonly used: Used;
  /** Nobody was billed then: neither its time nor what was used in it costs anything, or takes from a quota. */
  readonly isUnbilled?: true;
}

/** Percent off every unit of overage beyond so many in a period, in ascending order. */
export type VolumeDiscounts = { readonly [Name in Metric]: readonly VolumeStep[] };

/** From which unit on how much is taken off. */
export interface VolumeStep {
  readonly beyond: number;
  readonly percentOff: number;
}

/** All that has a price beyond its quota. */
export const METRICS = ['calls', 'tokens', 'embeddings'] as const satisfies readonly Metric[];
