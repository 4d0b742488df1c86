import type { Account } from '@memory-api/contract';
import type { Organization } from '@memory-api/storage';
import type { Plan } from '../../plans/plan.js';

/** An organization as its account shows it; `findPlan` gives null for a plan that this server doesn't know. */
export function toWireAccount(organization: Organization, findPlan: (planId: string) => Plan | null): Account {
  const { id, name, email, planId, nextPlan, trialEndsAtMs, isActive, createdAtMs } = organization;
  const plan = findPlan(planId);
  return {
    org_id: id,
    name,
    email,
    plan: {
      id: planId,
      name: plan?.name ?? planId,
      description: plan?.description ?? 'This server does not know the plan yet.',
      base_price_cents: plan?.basePriceCents ?? null,
      billing_period: plan?.billingPeriod ?? 'monthly',
    },
    next_plan:
      nextPlan === null
        ? null
        : {
            id: nextPlan.planId,
            name: findPlan(nextPlan.planId)?.name ?? nextPlan.planId,
            starts_at: new Date(nextPlan.startsAtMs).toISOString(),
          },
    trial_ends_at: trialEndsAtMs === null ? null : new Date(trialEndsAtMs).toISOString(),
    is_active: isActive,
    created_at: new Date(createdAtMs).toISOString(),
  };
}
