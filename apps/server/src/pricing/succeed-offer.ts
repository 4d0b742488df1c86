import type { Agreement } from '@memory-api/storage';
import type { Offer } from '../plans/to-offer.js';
import type { DatedPromotion, FormerAgreement, PriceList } from './price-list.js';

/**
 * What a month is priced by once a file of plans follows others: what this one offers; and of what it lacks, for those
 * who had it, what the last one before that had it. A promotion is had by all who are on its plans: one that is
 * lacking, or lacks a plan that it had, ended for these when the file was read. So did an agreement that is lacking, or
 * is for another plan, or lacks an add-on that it had.
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
      formerAgreements: [
        ...before.priceList.formerAgreements,
        ...endAgreements(before.priceList, priceList.agreements, fromMs),
      ],
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

function endAgreements(
  { agreements }: Pick<PriceList, 'agreements'>,
  offered: PriceList['agreements'],
  toMs: number,
): readonly FormerAgreement[] {
  return [...agreements].flatMap(([orgId, agreement]) =>
    isStillAgreed(agreement, offered.get(orgId)) ? [] : [{ orgId, agreement, toMs }],
  );
}

/** Then what the later file says of it is a change of prices, and holds for all of the month. */
function isStillAgreed({ overrides, addOnIds }: Agreement, offered: Agreement | undefined): boolean {
  if (offered === undefined || offered.overrides?.planId !== overrides?.planId) return false;
  return addOnIds.every((id) => offered.addOnIds.includes(id));
}
