import type { Organization } from '@memory-api/storage';
import { toBillingPeriod } from '../../plans/billing-period.js';
import type { Plan } from '../../plans/plan.js';

/** What becomes of a wish for another plan. Times are epoch milliseconds. */
export type PlanDecision =
  /** It holds already, or is on its way. */
  | { readonly kind: 'unchanged' }
  /** From now on; what was to come is called off. `trialEndsAtMs`: of the trial that begins, null for none. */
  | { readonly kind: 'now'; readonly trialEndsAtMs: number | null }
  /** From the end of the billing period on. */
  | { readonly kind: 'later'; readonly startsAtMs: number };

const DAY_MS = 86_400_000;

/**
 * Decides when a plan takes effect: a dearer one at once, so that nobody waits for what he pays more for; any other at
 * the period's end, so that nobody loses what he has paid for.
 *
 * @param organization - as it is at present
 */
export function decidePlanChange(parts: {
  readonly organization: Pick<Organization, 'nextPlan'>;
  readonly from: Plan;
  readonly to: Plan;
  /** Whether a trial is to be had: there is something to pay, and there was none before. */
  readonly mayTry: boolean;
  readonly nowMs: number;
}): PlanDecision {
  const { organization, from, to, mayTry, nowMs } = parts;
  const { nextPlan } = organization;
  if (to.id === from.id) return nextPlan === null ? { kind: 'unchanged' } : { kind: 'now', trialEndsAtMs: null };
  if (priceOf(to) > priceOf(from)) {
    const isTrial = mayTry && to.trialDays > 0;
    return { kind: 'now', trialEndsAtMs: isTrial ? nowMs + to.trialDays * DAY_MS : null };
  }
  if (nextPlan?.planId === to.id) return { kind: 'unchanged' };
  return { kind: 'later', startsAtMs: toBillingPeriod(nowMs).toMs };
}

/** What is negotiated is dearer than anything that has a price. */
function priceOf({ basePriceCents }: Plan): number {
  return basePriceCents ?? Infinity;
}
