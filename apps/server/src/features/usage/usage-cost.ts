import type { Environment } from '@memory-api/contract';
import type { Plan } from '../../plans/plan.js';

/**
 * What usage on a plan costs, in cents: nothing in the sandbox, and on a plan that has no price. Null where the plan has
 * one: this server prices nothing yet.
 */
export function toCostCents(plan: Pick<Plan, 'basePriceCents' | 'overage'>, environment: Environment): 0 | null {
  if (environment === 'test') return 0;
  return plan.basePriceCents === 0 && plan.overage === null ? 0 : null;
}
