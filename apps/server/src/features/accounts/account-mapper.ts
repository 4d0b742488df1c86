import type { Account } from '@memory-api/contract';
import type { Organization } from '@memory-api/storage';
import type { Plan } from '../../plans/plan.js';

/** An organization as its account shows it. `plan` is null where this server doesn't know it. */
export function toWireAccount(organization: Organization, plan: Plan | null): Account {
  const { id, name, email, planId, isActive, createdAtMs } = organization;
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
    is_active: isActive,
    created_at: new Date(createdAtMs).toISOString(),
  };
}
