import type { AgreementChange, Storage } from '@memory-api/storage';
import { listOrganizationIds } from '../list-organization-ids.js';
import { toBillingPeriod } from '../plans/billing-period.js';
import type { LeftOffers } from '../plans/held-offers.js';
import { createOpenPeriods } from './open-periods.js';

/**
 * The plans that organizations left, and the add-ons that they had, in a billing period whose invoices are still to come:
 * ids, each once, in order. Reads the changes of every organization: for the one start that keeps the first file of plans.
 */
export async function listLeftOffers(
  storage: Pick<Storage, 'organizations' | 'planChanges' | 'agreements' | 'settings' | 'write'>,
  nowMs: number,
): Promise<LeftOffers> {
  const open = await createOpenPeriods(storage).list();
  const sinceMs = Math.min(toBillingPeriod(nowMs).fromMs, ...open.map(({ fromMs }) => fromMs));
  const planIds = new Set<string>();
  const addOnIds = new Set<string>();
  for await (const orgId of listOrganizationIds(storage)) {
    for (const { fromPlanId, startsAtMs } of await storage.planChanges.list(orgId)) {
      if (startsAtMs > sinceMs) planIds.add(fromPlanId);
    }
    for (const id of toAddOnsSince(await storage.agreements.list(orgId), sinceMs)) addOnIds.add(id);
  }
  return { planIds: [...planIds].toSorted(), addOnIds: [...addOnIds].toSorted() };
}

function toAddOnsSince(changes: readonly AgreementChange[], sinceMs: number): readonly string[] {
  const first = changes.findLastIndex(({ startsAtMs }) => startsAtMs <= sinceMs);
  return changes.slice(Math.max(first, 0)).flatMap(({ agreement }) => agreement?.addOnIds ?? []);
}
