import { invariant } from '@memory-api/contract';
import type { AgreementEntry, PlansFile } from '../plans/plans-schema.js';
import type { Agreement, PriceList, PriceLock } from './price-list.js';
import type { AddOn, VolumeDiscounts } from './terms.js';

const NO_DISCOUNTS: VolumeDiscounts = { calls: [], tokens: [], embeddings: [] };

/** The prices of a file of plans that has passed its schema and its rules. */
export function toPriceList(file: PlansFile): PriceList {
  const { volume_discounts: discounts, promotions = {}, agreements = {} } = file;
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
    agreements: new Map(Object.entries(agreements).map(([orgId, entry]) => [orgId, toAgreement(file, entry)])),
  };
}

function toStep({ beyond, percent_off: percentOff }: { readonly beyond: number; readonly percent_off: number }) {
  return { beyond, percentOff };
}

function toAgreement(file: PlansFile, entry: AgreementEntry): Agreement {
  const { base_price_cents: basePriceCents, quotas, overage, add_ons: addOns = [], price_lock: lock } = entry;
  return {
    basePriceCents: basePriceCents ?? null,
    quotas: quotas ?? null,
    overage: overage ?? null,
    addOns: addOns.map((id) => toAddOn(file, id)),
    priceLock: lock === undefined ? null : toPriceLock(lock),
  };
}

function toAddOn({ add_ons: addOns }: PlansFile, id: string): AddOn {
  const entry = addOns?.[id];
  invariant(entry !== undefined, 'the rules of the file hold that an add-on of an agreement is there');
  return { id, name: entry.name, priceCents: entry.price_cents, quotas: entry.quotas };
}

function toPriceLock(lock: NonNullable<AgreementEntry['price_lock']>): PriceLock {
  return { untilMs: Date.parse(lock.until), basePriceCents: lock.base_price_cents, overage: lock.overage ?? null };
}
