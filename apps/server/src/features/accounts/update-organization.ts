import { isDeepStrictEqual } from 'node:util';
import { ApiError, invariant, type UpdateOrganizationBody } from '@memory-api/contract';
import {
  toPresentOrganization,
  type Organization,
  type OrganizationPatch,
  type Storage,
  type Transaction,
} from '@memory-api/storage';
import { createValidationError } from '../../http/error-answer.js';
import type { AuthenticatedContext } from '../../http/request-context.js';
import { NO_AGREEMENT } from '../../plans/apply-agreement.js';
import type { Plans } from '../../plans/plans.js';
import { changeAgreement } from './change-agreement.js';
import { isUnpaidTrialEnd } from './decide-plan-change.js';
import { recordAction, recordPlanChange } from './record-plan-change.js';

/**
 * Changes an organization by the word of whoever runs the server.
 *
 * @returns the organization after the change, as it is at present
 * @throws ApiError NOT_FOUND, or VALIDATION_ERROR for what it can't be changed to
 */
export type UpdateOrganization = (
  tx: Transaction,
  context: AuthenticatedContext,
  change: { readonly orgId: string; readonly body: UpdateOrganizationBody },
) => Promise<Organization>;

/** What such changes are made with. */
export interface UpdateOrganizationParts {
  readonly storage: Pick<Storage, 'organizations' | 'planChanges' | 'agreements' | 'audit'>;
  readonly plans: Plans;
}

/** Makes the use case over the stores. */
export function createUpdateOrganization(parts: UpdateOrganizationParts): UpdateOrganization {
  const { storage, plans } = parts;
  return async (tx, context, { orgId, body }) => {
    await storage.organizations.lock(tx, orgId);
    const stored = await storage.organizations.get(orgId, { tx });
    if (stored === null) throw new ApiError({ code: 'NOT_FOUND' });
    const present = toPresentOrganization(stored, context.nowMs);
    requireAllowed(plans, present, body, context.nowMs);
    const changed = {
      ...(await changePlan(parts, tx, context, present, body)),
      ...(await changeAgreed(parts, tx, context, present, body)),
      ...(await changeState(parts, tx, context, present, body)),
    };
    const after = await storage.organizations.update(tx, orgId, {
      planId: present.planId,
      nextPlan: present.nextPlan,
      ...changed,
    });
    invariant(after !== null, 'an organization that is locked is there');
    return after;
  };
}

/** Whoever runs the server can't shut himself out, and has nothing to agree with himself. */
function requireAllowed(plans: Plans, { isOwner }: Organization, body: UpdateOrganizationBody, nowMs: number): void {
  const faults = Object.keys(body).flatMap((field) =>
    isOwner && !(field === 'is_active' && body.is_active === true)
      ? [{ field, message: "can't be changed: this organization runs the server" }]
      : [],
  );
  const { plan_id: planId, add_ons: addOnIds = [], price_lock: lock } = body;
  if (planId !== undefined && plans.find(planId) === null) {
    const all = plans.list().map(({ id }) => id);
    faults.push({ field: 'plan_id', message: `must be one of ${all.join(', ')}` });
  }
  const { addOns } = plans.getPriceList();
  const unknown = addOnIds.filter((id) => !addOns.has(id));
  if (unknown.length > 0) {
    const all = [...addOns.keys()].join(', ');
    const message = all === '' ? 'must be empty: the file of plans has no add-ons' : `must be among ${all}`;
    faults.push({ field: 'add_ons', message });
  }
  if (lock !== undefined && lock !== null && Date.parse(lock.until) <= nowMs) {
    faults.push({ field: 'price_lock.until', message: 'must be in the future' });
  }
  if (faults.length > 0) throw createValidationError(faults);
}

/** What it was on its way to is called off, also by naming the present plan. */
async function changePlan(
  { storage }: UpdateOrganizationParts,
  tx: Transaction,
  context: AuthenticatedContext,
  present: Organization,
  body: UpdateOrganizationBody,
): Promise<OrganizationPatch> {
  const { id: orgId, planId: fromPlanId, nextPlan } = present;
  // Who may pay keeps the plan that he has tried.
  const isKept = body.payment_approved === true && !present.isPaymentApproved && isUnpaidTrialEnd(present);
  const planId = body.plan_id ?? (isKept ? fromPlanId : undefined);
  if (planId === undefined || (planId === fromPlanId && nextPlan === null)) return {};
  const change = { orgId, fromPlanId, planId, startsAtMs: context.nowMs, trialEndsAtMs: null };
  await recordPlanChange(storage, tx, context, change);
  return { planId, nextPlan: null };
}

async function changeAgreed(
  { storage, plans }: UpdateOrganizationParts,
  tx: Transaction,
  context: AuthenticatedContext,
  present: Organization,
  body: UpdateOrganizationBody,
): Promise<OrganizationPatch> {
  const { overrides, add_ons: addOns, price_lock: priceLock } = body;
  if (overrides === undefined && addOns === undefined && priceLock === undefined) return {};
  const { id: orgId, planId } = present;
  const { nowMs } = context;
  const before = present.agreement ?? plans.getPriceList().agreements.get(orgId) ?? NO_AGREEMENT;
  const agreement = changeAgreement(before, body, { plan: plans.get(body.plan_id ?? planId), nowMs });
  if (isDeepStrictEqual(agreement, before)) return {};
  const { id: keyId } = context.caller.key;
  await storage.agreements.append(tx, { orgId, startsAtMs: nowMs, agreement, keyId });
  const details = {
    ...(overrides !== undefined && { overrides }),
    ...(addOns !== undefined && { add_ons: addOns }),
    ...(priceLock !== undefined && { price_lock: priceLock }),
  };
  await recordAction(storage, tx, context, { orgId, action: 'account.terms_changed', details });
  return { agreement };
}

async function changeState(
  { storage }: UpdateOrganizationParts,
  tx: Transaction,
  context: AuthenticatedContext,
  { id: orgId, isActive: wasActive, isPaymentApproved: wasApproved }: Organization,
  body: UpdateOrganizationBody,
): Promise<OrganizationPatch> {
  const { is_active: isActive = wasActive, payment_approved: isPaymentApproved = wasApproved } = body;
  if (isActive !== wasActive) {
    const action = isActive ? 'account.switched_on' : 'account.switched_off';
    await recordAction(storage, tx, context, { orgId, action, details: {} });
  }
  if (isPaymentApproved !== wasApproved) {
    const details = { payment_approved: isPaymentApproved };
    await recordAction(storage, tx, context, { orgId, action: 'account.payment_approval_changed', details });
  }
  return { isActive, isPaymentApproved };
}
