import { toPresentOrganization, type Organization } from '@memory-api/storage';
import type { Plan } from '../plans/plan.js';
import type { Caller } from './request-context.js';

/** Who holds a key, as the database has it: what holds for him at present depends on the time. */
export type KnownCaller = Omit<Caller, 'plan'>;

/** The caller at a moment, epoch milliseconds; the same object while nothing about him is another. */
export type ToPresentCaller = (known: KnownCaller, nowMs: number) => Caller;

/**
 * Makes the step from what is known of a caller to what holds now: a plan that was decided for later holds from its
 * millisecond on, on every node, without a job and without a look-up.
 */
export function createToPresentCaller(
  resolvePlan: (organization: Organization, nowMs: number) => Plan,
): ToPresentCaller {
  const made = new WeakMap<KnownCaller, Caller>();
  return (known, nowMs) => {
    const organization = toPresentOrganization(known.organization, nowMs);
    const plan = resolvePlan(organization, nowMs);
    const before = made.get(known);
    if (before?.plan === plan && before.organization.planId === organization.planId) return before;
    const caller = { ...known, organization, plan };
    made.set(known, caller);
    return caller;
  };
}
