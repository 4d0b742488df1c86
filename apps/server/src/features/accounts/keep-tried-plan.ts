import { toPresentOrganization, type Storage, type Transaction } from '@memory-api/storage';
import { isUnpaidTrialEnd } from './decide-plan-change.js';

/**
 * Lets an organization keep the plan that it tries, now that it can pay for it: the end that was to come is called off.
 * In a transaction that holds the organization's lock.
 */
export type KeepTriedPlan = (tx: Transaction, orgId: string, nowMs: number) => Promise<void>;

/** Makes the use case over the stores. */
export function createKeepTriedPlan(storage: Pick<Storage, 'organizations' | 'planChanges' | 'audit'>): KeepTriedPlan {
  const { organizations, planChanges, audit } = storage;
  return async (tx, orgId, nowMs) => {
    const stored = await organizations.get(orgId, { tx });
    if (stored === null) return;
    const { planId, ...present } = toPresentOrganization(stored, nowMs);
    if (!isUnpaidTrialEnd(present)) return;
    // Nobody's key has done it: a person has, at the payment provider's.
    const change = { orgId, fromPlanId: planId, planId, startsAtMs: nowMs, trialEndsAtMs: null, keyId: null };
    await planChanges.append(tx, { ...change, decidedAtMs: nowMs });
    await audit.append(tx, {
      orgId,
      environment: 'live',
      keyId: null,
      action: 'account.plan_changed',
      targetId: orgId,
      details: { from: planId, to: planId, starts_at: new Date(nowMs).toISOString() },
      ip: null,
      requestId: null,
      atMs: nowMs,
    });
    await organizations.update(tx, orgId, { planId, nextPlan: null });
  };
}
