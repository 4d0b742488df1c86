import type { Plan } from '@memory-api/contract';

/** The plan of everybody while billing is off: no limit, no quota, no price. */
export const SELF_HOSTED_PLAN = {
  id: 'self-hosted',
  name: 'Self-hosted',
  description: 'No limits, no quotas, no price: for whoever runs the server.',
  base_price_cents: 0,
  billing_period: 'monthly',
} as const satisfies Plan;

const PLANS: readonly Plan[] = [SELF_HOSTED_PLAN];

/** The plan of an id, or null where this server has none of it. */
export function findPlan(planId: string): Plan | null {
  return PLANS.find(({ id }) => id === planId) ?? null;
}

/** The name of a plan for people; its id where the plan is gone. */
export function planNameOf(planId: string): string {
  return findPlan(planId)?.name ?? planId;
}
