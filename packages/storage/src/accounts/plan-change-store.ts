import type { ReadOptions, Transaction } from '../transaction.js';

/** One decision about an organization's plan. Times are epoch milliseconds. */
export type PlanChange = {
  /** The organization. */
  readonly orgId: string;
  /** The plan that it was on when this was decided. */
  readonly fromPlanId: string;
  /** The plan that it is on from `startsAtMs` on, unless something else is decided before that. */
  readonly planId: string;
  /** When it was decided. */
  readonly decidedAtMs: number;
  /** When it takes effect: at once, or at the end of the billing period. */
  readonly startsAtMs: number;
  /** When the trial ends that this change begins; null: it begins none. */
  readonly trialEndsAtMs: number | null;
  /** The key that decided it; null where no request did. */
  readonly keyId: string | null;
};

/** A change as it is kept. */
export type PlanChangeRecord = PlanChange & {
  /** Its place among the changes of the organization, from 1. */
  readonly seq: number;
};

/** Every change of plan, one row each, never changed: bills are made from them. */
export interface PlanChangeStore {
  /**
   * Adds a change, in the transaction that changes the organization under its lock. One whose request came before the
   * last change's, and waited for the lock, was decided at that one's time: bills go by the order of decision.
   */
  append(tx: Transaction, change: PlanChange): Promise<PlanChangeRecord>;
  /** All changes of an organization, in the order in which they were decided. */
  list(orgId: string, options?: ReadOptions): Promise<readonly PlanChangeRecord[]>;
}
