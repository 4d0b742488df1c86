import type { UpdateOrganizationBody } from '@memory-api/contract';
import type { Agreement, Overrides } from '@memory-api/storage';
import { applyAgreement } from '../../plans/apply-agreement.js';
import type { Plan } from '../../plans/plan.js';
import { toAgreedSizes } from '../../plans/to-agreed-sizes.js';

/**
 * What is agreed after a change of it; what the change doesn't name stays. What is agreed now holds on the plan that the
 * organization is on, and a price lock holds what that costs with all that is agreed.
 */
export function changeAgreement(
  before: Agreement,
  { overrides, add_ons: addOnIds, price_lock: lock }: UpdateOrganizationBody,
  { plan, nowMs }: { readonly plan: Plan; readonly nowMs: number },
): Agreement {
  const changed: Agreement = {
    overrides: overrides === undefined ? before.overrides : toOverrides(overrides, plan.id),
    addOnIds: addOnIds ?? before.addOnIds,
    priceLock: lock === undefined ? before.priceLock : null,
  };
  if (lock === undefined || lock === null) return changed;
  const { basePriceCents, overage } = applyAgreement(plan, changed, nowMs);
  const priceLock = { planId: plan.id, untilMs: Date.parse(lock.until), basePriceCents: basePriceCents ?? 0, overage };
  return { ...changed, priceLock };
}

function toOverrides(
  overrides: NonNullable<UpdateOrganizationBody['overrides']> | null,
  planId: string,
): Overrides | null {
  if (overrides === null) return null;
  const { base_price_cents: basePriceCents = null, overage = null } = overrides;
  return { planId, basePriceCents, ...toAgreedSizes(overrides), overage };
}
