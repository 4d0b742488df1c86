import type { Offer } from '../plans/to-offer.js';
import type { DatedPromotion } from './price-list.js';

/**
 * What a month is priced by once a file of plans follows others: what this one offers; and of what it lacks, for those
 * who had it, what the last one before that had it. A promotion is had by all who are on its plans: one that is
 * lacking, or lacks a plan that it had, ended for these when the file was read.
 *
 * @param before - the same of all files before
 * @param fromMs - when the file was read, epoch milliseconds
 */
export function succeedOffer(before: Offer, next: Offer, fromMs: number): Offer {
  const { priceList } = next;
  const ended = before.priceList.promotions
    .map((promotion) => endPromotion(promotion, priceList.promotions, fromMs))
    .filter((promotion) => promotion.planIds.length > 0 && promotion.fromMs < promotion.toMs);
  return {
    plans: new Map([...before.plans, ...next.plans]),
    priceList: {
      ...priceList,
      addOns: new Map([...before.priceList.addOns, ...priceList.addOns]),
      promotions: [...priceList.promotions, ...ended],
    },
  };
}

function endPromotion(promotion: DatedPromotion, offered: readonly DatedPromotion[], atMs: number): DatedPromotion {
  const isOffered = (planId: string): boolean =>
    offered.some(({ id, planIds }) => id === promotion.id && planIds.includes(planId));
  return {
    ...promotion,
    planIds: promotion.planIds.filter((planId) => !isOffered(planId)),
    toMs: Math.min(promotion.toMs, atMs),
  };
}
