import type { Agreement } from '@memory-api/storage';
import { applyAgreement } from '../plans/apply-agreement.js';
import type { Plan } from '../plans/plan.js';
import { findAddOns, type DatedPromotion, type PriceList } from './price-list.js';
import type { Promotion, Terms } from './terms.js';

/** What an organization pays at a moment. */
export function toTerms(parts: {
  readonly plan: Plan;
  readonly agreement: Agreement;
  readonly priceList: Pick<PriceList, 'addOns' | 'promotions'>;
  readonly isTrial: boolean;
  readonly atMs: number;
}): Terms {
  const { plan, agreement, priceList, isTrial, atMs } = parts;
  const { basePriceCents, quotas, overage } = applyAgreement(plan, agreement, atMs);
  const { calls, tokens, embeddings } = quotas;
  return {
    planId: plan.id,
    planName: plan.name,
    // Nothing is paid in a trial, so nothing is used that would have to be.
    basePriceCents: isTrial ? 0 : (basePriceCents ?? 0),
    overage: isTrial ? null : overage,
    quotas: { calls, tokens, embeddings },
    addOns: isTrial ? [] : findAddOns(priceList, agreement),
    promotion: findBest(priceList.promotions, plan.id, atMs),
  };
}

/** Of several promotions at a time the one that takes most off: they don't add up. */
function findBest(promotions: readonly DatedPromotion[], planId: string, atMs: number): Promotion | null {
  const running = promotions.filter(
    ({ planIds, fromMs, toMs }) => planIds.includes(planId) && fromMs <= atMs && atMs < toMs,
  );
  return running.toSorted((a, b) => b.percentOff - a.percentOff)[0] ?? null;
}
