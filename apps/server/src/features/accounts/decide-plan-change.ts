import type { NextPlan, Organization } from '@memory-api/storage';
import { toBillingPeriod } from '../../plans/billing-period.js';
import type { Plan } from '../../plans/plan.js';

/** What becomes of a wish for another plan. Times are epoch milliseconds. */
export type PlanDecision =
  /** It holds already, or is on its way. */
  | { readonly kind: 'unchanged' }
  /** It would have to be paid, and there is nothing to pay with. */
  | { readonly kind: 'unpayable' }
  /**
   * From now on; what was to come is called off. `trialEndsAtMs`: of the trial that begins, null for none. `next`: what
   * follows when a trial ends that nobody can pay for afterwards.
   */
  | { readonly kind: 'now'; readonly trialEndsAtMs: number | null; readonly next: NextPlan | null }
  /** From the end of the billing period on. */
  | { readonly kind: 'later'; readonly startsAtMs: number };

/** What a decision is made by. */
export interface PlanWish {
  /** As it is at present. */
  readonly organization: Pick<Organization, 'nextPlan' | 'trialEndsAtMs'>;
  readonly from: Plan;
  readonly to: Plan;
  /** Whether a trial is to be had: there is something to pay, and there was none before. */
  readonly mayTry: boolean;
  /** Whether there is a means of payment, or nothing to pay. */
  readonly mayPay: boolean;
  /** The plan on which a trial ends that can't be paid for afterwards. */
  readonly defaultPlanId: string;
  readonly nowMs: number;
}

const DAY_MS = 86_400_000;

/**
 * Decides when a plan takes effect: a dearer one at once, so that nobody waits for what he pays more for; any other at
 * the period's end, so that nobody loses what he has paid for, or at that of a trial. In a trial without a means of
 * payment nothing was paid: whatever can be had for it is had at once.
 */
export function decidePlanChange(wish: PlanWish): PlanDecision {
  const { organization, from, to, mayPay, nowMs } = wish;
  const { nextPlan } = organization;
  const isOwing = !mayPay && hasPrice(to);
  const runsUntilMs = toTrialEnd(organization, nowMs);
  if (to.id === from.id) {
    if (nextPlan === null) return { kind: 'unchanged' };
    return isOwing ? { kind: 'unpayable' } : { kind: 'now', trialEndsAtMs: null, next: null };
  }
  if (priceOf(to) > priceOf(from)) return decideRise(wish, isOwing, runsUntilMs);
  if (nextPlan?.planId === to.id) return { kind: 'unchanged' };
  const isUnpaid = !mayPay && runsUntilMs !== null;
  if (isUnpaid && isOwing) return { kind: 'now', trialEndsAtMs: null, next: toNext(wish, runsUntilMs) };
  // Who gives a plan up while it costs nothing is charged nothing for it.
  return { kind: 'later', startsAtMs: Math.min(runsUntilMs ?? Infinity, toBillingPeriod(nowMs).toMs) };
}

function decideRise(wish: PlanWish, isOwing: boolean, runsUntilMs: number | null): PlanDecision {
  const { to, mayTry, nowMs } = wish;
  const trialEndsAtMs = mayTry && to.trialDays > 0 ? nowMs + to.trialDays * DAY_MS : null;
  const freeUntilMs = trialEndsAtMs ?? runsUntilMs;
  if (!isOwing) return { kind: 'now', trialEndsAtMs, next: null };
  return freeUntilMs === null ? { kind: 'unpayable' } : { kind: 'now', trialEndsAtMs, next: toNext(wish, freeUntilMs) };
}

function toNext({ defaultPlanId: planId }: PlanWish, startsAtMs: number): NextPlan {
  return { planId, startsAtMs };
}

/** When the trial ends that runs at a moment; null: none does. */
function toTrialEnd({ trialEndsAtMs }: Pick<Organization, 'trialEndsAtMs'>, nowMs: number): number | null {
  return trialEndsAtMs !== null && nowMs < trialEndsAtMs ? trialEndsAtMs : null;
}

/** Whether what is to come is the end of a trial that couldn't be paid for: a means of payment calls it off. */
export function isUnpaidTrialEnd({
  nextPlan,
  trialEndsAtMs,
}: Pick<Organization, 'nextPlan' | 'trialEndsAtMs'>): boolean {
  return nextPlan !== null && nextPlan.startsAtMs === trialEndsAtMs;
}

function hasPrice({ basePriceCents, overage }: Plan): boolean {
  return basePriceCents !== 0 || overage !== null;
}

/** What is negotiated is dearer than anything that has a price. */
function priceOf({ basePriceCents }: Plan): number {
  return basePriceCents ?? Infinity;
}
