import type { Storage } from '@memory-api/storage';
import { listOrganizationIds } from '../list-organization-ids.js';
import { toBillingPeriod } from '../plans/billing-period.js';
import { createOpenPeriods } from './open-periods.js';

/**
 * Ids of the plans that organizations left in a billing period whose invoices are still to come, each once, in order.
 * Reads the changes of every organization: for the one start that keeps the first file of plans.
 */
export async function listLeftPlanIds(
  storage: Pick<Storage, 'organizations' | 'planChanges' | 'settings' | 'write'>,
  nowMs: number,
): Promise<readonly string[]> {
  const open = await createOpenPeriods(storage).list();
  const sinceMs = Math.min(toBillingPeriod(nowMs).fromMs, ...open.map(({ fromMs }) => fromMs));
  const left = new Set<string>();
  for await (const orgId of listOrganizationIds(storage)) {
    for (const { fromPlanId, startsAtMs } of await storage.planChanges.list(orgId)) {
      if (startsAtMs > sinceMs) left.add(fromPlanId);
    }
  }
  return [...left].toSorted();
}
