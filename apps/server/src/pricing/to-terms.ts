import type { Plan, UnitPrice } from '../plans/plan.js';
import { priceUnits } from './price-overage.js';
import type { Agreement, DatedPromotion, PriceLock } from './price-list.js';
import { compare } from './rational.js';
import type { Promotion, Terms } from './terms.js';

/** What an organization pays at a moment. */
export function toTerms(parts: {
  readonly plan: Plan;
  readonly agreement: Agreement;
  readonly promotions: readonly DatedPromotion[];
  readonly isTrial: boolean;
  readonly atMs: number;
}): Terms {
  const { plan, agreement, promotions, isTrial, atMs } = parts;
  const listed = {
    basePriceCents: agreement.basePriceCents ?? plan.basePriceCents ?? 0,
    overage: agreement.overage ?? plan.overage,
  };
  const { priceLock } = agreement;
  const prices = priceLock === null || atMs >= priceLock.untilMs ? listed : toLocked(listed, priceLock);
  const { calls, tokens, embeddings } = agreement.quotas ?? plan.quotas;
  return {
    planId: plan.id,
    planName: plan.name,
    // Nothing is paid in a trial, so nothing is used that would have to be.
    basePriceCents: isTrial ? 0 : prices.basePriceCents,
    overage: isTrial ? null : prices.overage,
    quotas: { calls, tokens, embeddings },
    addOns: agreement.addOns,
    promotion: findBest(promotions, plan.id, atMs),
  };
}

type Prices = Pick<Terms, 'basePriceCents' | 'overage'>;

/** A lock holds prices down, never up: where the list has become cheaper, the list holds. */
function toLocked(listed: Prices, lock: PriceLock): Prices {
  const { overage } = listed;
  const basePriceCents = Math.min(listed.basePriceCents, lock.basePriceCents);
  if (overage === null || lock.overage === null) return { basePriceCents, overage };
  return {
    basePriceCents,
    overage: {
      calls: toCheaper(overage.calls, lock.overage.calls),
      tokens: toCheaper(overage.tokens, lock.overage.tokens),
      embeddings: toCheaper(overage.embeddings, lock.overage.embeddings),
    },
  };
}

function toCheaper(a: UnitPrice, b: UnitPrice): UnitPrice {
  return compare(priceUnits(a, 1n), priceUnits(b, 1n)) <= 0 ? a : b;
}

/** Of several promotions at a time the one that takes most off: they don't add up. */
function findBest(promotions: readonly DatedPromotion[], planId: string, atMs: number): Promotion | null {
  const running = promotions.filter(
    ({ planIds, fromMs, toMs }) => planIds.includes(planId) && fromMs <= atMs && atMs < toMs,
  );
  return running.toSorted((a, b) => b.percentOff - a.percentOff)[0] ?? null;
}
