import type { PriceList } from '../pricing/price-list.js';
import { toPriceList } from '../pricing/to-price-list.js';
import { SELF_HOSTED_PLAN, type Plan } from './plan.js';
import type { PlanEntry, PlansFile } from './plans-schema.js';

/** All that a file of plans offers. */
export interface Offer {
  /** By id, as the file lists them, `self-hosted` last. */
  readonly plans: ReadonlyMap<string, Plan>;
  readonly priceList: PriceList;
}

/** The offer of a file of plans that has passed its schema and its rules. */
export function toOffer(file: PlansFile): Offer {
  const plans = [...Object.entries(file.plans).map(toPlan), SELF_HOSTED_PLAN];
  return { plans: new Map(plans.map((plan) => [plan.id, plan])), priceList: toPriceList(file) };
}

function toPlan([id, entry]: readonly [string, PlanEntry]): Plan {
  const { quotas, limits } = entry;
  return {
    id,
    name: entry.name,
    description: entry.description,
    availableTo: entry.available_to,
    basePriceCents: entry.base_price_cents,
    billingPeriod: entry.billing_period,
    trialDays: entry.trial_days,
    quotas: {
      calls: quotas.calls,
      tokens: quotas.tokens,
      embeddings: quotas.embeddings,
      memoriesStored: quotas.memories_stored,
    },
    limits: { perMinute: limits.per_minute, perDay: limits.per_day, atOnce: limits.at_once },
    overage: entry.overage,
  };
}
