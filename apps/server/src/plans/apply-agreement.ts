import type { AgreedPrices, Agreement, PriceLock } from '@memory-api/storage';
import { priceUnits } from '../pricing/price-overage.js';
import { compare } from '../pricing/rational.js';
import type { Plan, UnitPrice } from './plan.js';

/** What holds where nothing was agreed. */
export const NO_AGREEMENT: Agreement = { overrides: null, addOnIds: [], priceLock: null };

/**
 * A plan as it holds for the organization that something was agreed with. What was agreed for another plan doesn't
 * hold: a customer who takes a larger one gets what that says, at its price. Add-ons are not part of a plan.
 *
 * @param atMs - the moment, epoch milliseconds: a price lock ends
 */
export function applyAgreement(plan: Plan, { overrides, priceLock }: Agreement, atMs: number): Plan {
  const agreed = overrides === null || overrides.planId !== plan.id ? plan : applyOverrides(plan, overrides);
  return priceLock !== null && isLocked(priceLock, plan, atMs) ? toLocked(agreed, priceLock) : agreed;
}

/** Whether a lock holds for a plan at a moment. */
export function isLocked({ planId, untilMs }: PriceLock, plan: Pick<Plan, 'id'>, atMs: number): boolean {
  return planId === plan.id && atMs < untilMs;
}

function applyOverrides(plan: Plan, overrides: NonNullable<Agreement['overrides']>): Plan {
  const { basePriceCents, quotas, limits, overage } = overrides;
  return {
    ...plan,
    basePriceCents: basePriceCents ?? plan.basePriceCents,
    quotas: { ...plan.quotas, ...quotas },
    limits: { ...plan.limits, ...limits },
    overage: overage ?? plan.overage,
  };
}

/** A lock holds prices down, never up: where the list has become cheaper, the list holds. */
function toLocked(plan: Plan, lock: PriceLock): Plan {
  const { overage } = plan;
  return {
    ...plan,
    basePriceCents: Math.min(plan.basePriceCents ?? Infinity, lock.basePriceCents),
    overage: overage === null || lock.overage === null ? overage : toCheaper(overage, lock.overage),
  };
}

function toCheaper(listed: AgreedPrices, locked: AgreedPrices): AgreedPrices {
  return {
    calls: cheaperOf(listed.calls, locked.calls),
    tokens: cheaperOf(listed.tokens, locked.tokens),
    embeddings: cheaperOf(listed.embeddings, locked.embeddings),
  };
}

function cheaperOf(a: UnitPrice, b: UnitPrice): UnitPrice {
  return compare(priceUnits(a, 1n), priceUnits(b, 1n)) <= 0 ? a : b;
}
