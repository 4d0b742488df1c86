import type { Logger } from 'pino';
import type { Plan } from '../plans/plan.js';
import type { Plans } from '../plans/plans.js';

/** Finds what stands in for a plan that no kept file has. */
export type GetLostPlan = (planId: string) => Plan;

/**
 * Makes the finder: the plan of the present file, or else `DEFAULT_PLAN`, and a warning once a plan. Somebody was on it
 * before files were kept: what that time cost can't be known any more, and must not keep all else from being shown.
 */
export function createGetLostPlan(parts: {
  readonly plans: Pick<Plans, 'get'>;
  readonly logger: Pick<Logger, 'warn'>;
}): GetLostPlan {
  const warned = new Set<string>();
  return (planId) => {
    const plan = parts.plans.get(planId);
    if (!warned.has(planId)) {
      warned.add(planId);
      parts.logger.warn(
        { plan: planId },
        `No file of plans that was read had ${planId} in a month that is priced: it is priced as ${plan.id} is now. Put ${planId} back in the file until that month has its invoices.`,
      );
    }
    return plan;
  };
}
