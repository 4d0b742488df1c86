import type { Account } from '@memory-api/contract';
import type { Organization } from '@memory-api/storage';
import { findPlan } from './plans.js';

/** An organization as its account shows it. */
export function toWireAccount(organization: Organization): Account {
  const { id, name, email, planId, isActive, createdAtMs } = organization;
  return {
    org_id: id,
    name,
    email,
    plan: findPlan(planId) ?? {
      id: planId,
      name: planId,
      description: 'This server does not know the plan any more.',
      base_price_cents: null,
      billing_period: 'monthly',
    },
    is_active: isActive,
    created_at: new Date(createdAtMs).toISOString(),
  };
}
