import type { Organization } from '@memory-api/storage';
import type { Plan } from './plan.js';
import type { Plans } from './plans.js';

/** Finds the plan that holds for an organization at a moment, epoch milliseconds: the same object while it is the same. */
export type ResolvePlan = (organization: Pick<Organization, 'planId' | 'trialEndsAtMs'>, nowMs: number) => Plan;

/** Makes a finder over the present plans. During a trial nothing is charged, so nothing goes beyond the quotas. */
export function createResolvePlan(plans: Pick<Plans, 'get'>): ResolvePlan {
  const trials = new WeakMap<Plan, Plan>();

  function toTrial(plan: Plan): Plan {
    const known = trials.get(plan);
    if (known !== undefined) return known;
    const trial = { ...plan, overage: null };
    trials.set(plan, trial);
    return trial;
  }

  return ({ planId, trialEndsAtMs }, nowMs) => {
    const plan = plans.get(planId);
    const isTrial = trialEndsAtMs !== null && nowMs < trialEndsAtMs;
    return isTrial && plan.overage !== null ? toTrial(plan) : plan;
  };
}
