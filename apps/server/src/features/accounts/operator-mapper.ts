import type { OperatorOrganization } from '@memory-api/contract';
import type { AgreedPrices, Agreement, Organization, Overrides } from '@memory-api/storage';
import type { Plan } from '../../plans/plan.js';

/** An organization as it is at present, and what holds for it, as whoever runs the server sees it. */
export function toWireOrganization(
  organization: Organization,
  { agreement, plan }: { readonly agreement: Agreement; readonly plan: Plan },
  planNameOf: (planId: string) => string,
): OperatorOrganization {
  const { planId, nextPlan, trialEndsAtMs } = organization;
  const { overrides, priceLock, addOnIds } = agreement;
  return {
    org_id: organization.id,
    name: organization.name,
    email: organization.email,
    is_active: organization.isActive,
    is_owner: organization.isOwner,
    created_at: toTime(organization.createdAtMs),
    plan: { id: planId, name: planNameOf(planId) },
    next_plan:
      nextPlan === null
        ? null
        : { id: nextPlan.planId, name: planNameOf(nextPlan.planId), starts_at: toTime(nextPlan.startsAtMs) },
    trial_ends_at: trialEndsAtMs === null ? null : toTime(trialEndsAtMs),
    payment_approved: organization.isPaymentApproved,
    overrides: overrides === null ? null : toWireOverrides(overrides),
    add_ons: [...addOnIds],
    price_lock:
      priceLock === null
        ? null
        : {
            plan_id: priceLock.planId,
            until: toTime(priceLock.untilMs),
            base_price_cents: priceLock.basePriceCents,
            overage: toWirePrices(priceLock.overage),
          },
    in_effect: toWireTerms(plan),
  };
}

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** A copy: the types of the wire are mutable. */
function toWirePrices(prices: AgreedPrices | null): OperatorOrganization['in_effect']['overage'] {
  return prices === null
    ? null
    : { calls: { ...prices.calls }, tokens: { ...prices.tokens }, embeddings: { ...prices.embeddings } };
}

function toWireOverrides({ planId, basePriceCents, quotas, limits, overage }: Overrides) {
  const { memoriesStored, ...counted } = quotas;
  const { perMinute, perDay, atOnce } = limits;
  const prices = toWirePrices(overage);
  return {
    plan_id: planId,
    ...(basePriceCents !== null && { base_price_cents: basePriceCents }),
    quotas: { ...counted, ...(memoriesStored !== undefined && { memories_stored: memoriesStored }) },
    limits: {
      ...(perMinute !== undefined && { per_minute: perMinute }),
      ...(perDay !== undefined && { per_day: perDay }),
      ...(atOnce !== undefined && { at_once: atOnce }),
    },
    ...(prices !== null && { overage: prices }),
  };
}

function toWireTerms({ basePriceCents, quotas, limits, overage }: Plan): OperatorOrganization['in_effect'] {
  const { calls, tokens, embeddings, memoriesStored } = quotas;
  return {
    base_price_cents: basePriceCents,
    quotas: { calls, tokens, embeddings, memories_stored: memoriesStored },
    limits: { per_minute: limits.perMinute, per_day: limits.perDay, at_once: limits.atOnce },
    overage: toWirePrices(overage),
  };
}
