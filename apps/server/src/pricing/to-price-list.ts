import type { Agreement } from '@memory-api/storage';
import { toAgreedSizes } from '../plans/to-agreed-sizes.js';
import type { AddOnEntry, AgreementEntry, PlansFile } from '../plans/plans-schema.js';
import { NO_RATES, type CostRates } from './price-costs.js';
import type { PriceList } from './price-list.js';
import type { AddOn, VolumeDiscounts } from './terms.js';

const NO_DISCOUNTS: VolumeDiscounts = { calls: [], tokens: [], embeddings: [] };

/** The prices of a file of plans that has passed its schema and its rules. */
export function toPriceList(file: PlansFile): PriceList {
  const { volume_discounts: discounts, add_ons: addOns = {}, promotions = {}, agreements = {} } = file;
  return {
    discounts:
      discounts === undefined
        ? NO_DISCOUNTS
        : {
            calls: discounts.calls.map(toStep),
            tokens: discounts.tokens.map(toStep),
            embeddings: discounts.embeddings.map(toStep),
          },
    promotions: Object.entries(promotions).map(([id, entry]) => ({
      id,
      name: entry.name,
      percentOff: entry.percent_off,
      planIds: entry.plans,
      fromMs: Date.parse(entry.from),
      toMs: Date.parse(entry.until),
    })),
    costs: toRates(file.costs),
    addOns: new Map(Object.entries(addOns).map(toAddOn)),
    agreements: new Map(Object.entries(agreements).map(([orgId, entry]) => [orgId, toAgreement(entry)])),
    formerAgreements: [],
  };
}

function toStep({ beyond, percent_off: percentOff }: { readonly beyond: number; readonly percent_off: number }) {
  return { beyond, percentOff };
}

function toAgreement(entry: AgreementEntry): Agreement {
  const { plan: planId, base_price_cents: basePriceCents, overage, add_ons: addOnIds = [], price_lock: lock } = entry;
  const { quotas, limits } = toAgreedSizes(entry);
  return {
    overrides: { planId, basePriceCents: basePriceCents ?? null, quotas, limits, overage: overage ?? null },
    addOnIds,
    priceLock:
      lock === undefined
        ? null
        : {
            planId,
            untilMs: Date.parse(lock.until),
            basePriceCents: lock.base_price_cents,
            overage: lock.overage ?? null,
          },
  };
}

function toRates({ compute_hours, memory_months, model_calls }: NonNullable<PlansFile['costs']> = {}): CostRates {
  return {
    computeHours: compute_hours ?? NO_RATES.computeHours,
    memoryMonths: memory_months ?? NO_RATES.memoryMonths,
    modelCalls: model_calls ?? NO_RATES.modelCalls,
  };
}

function toAddOn([id, entry]: readonly [string, AddOnEntry]): readonly [string, AddOn] {
  return [id, { id, name: entry.name, priceCents: entry.price_cents, quotas: entry.quotas }];
}
