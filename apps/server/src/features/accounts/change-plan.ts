import { ApiError, invariant } from '@memory-api/contract';
import { toPresentOrganization, type Organization, type Storage, type Transaction } from '@memory-api/storage';
import { createValidationError } from '../../http/error-answer.js';
import type { AuthenticatedContext } from '../../http/request-context.js';
import { SELF_HOSTED_PLAN, type Plan } from '../../plans/plan.js';
import type { Plans } from '../../plans/plans.js';
import { decidePlanChange, type PlanDecision } from './decide-plan-change.js';
import { recordPlanChange } from './record-plan-change.js';

/** What became of a wish for a plan. */
export interface ChangedPlan {
  /** After the change, as it is at present. */
  readonly organization: Organization;
  /** False where nothing had to be done. */
  readonly isChanged: boolean;
}

/**
 * Takes a plan for the caller's organization.
 *
 * @throws ApiError VALIDATION_ERROR naming the plans that it may take, or PAYMENT_METHOD_REQUIRED
 */
export type ChangePlan = (tx: Transaction, context: AuthenticatedContext, planId: string) => Promise<ChangedPlan>;

/** What changes of plan are made with. */
export interface ChangePlanParts {
  readonly storage: Pick<Storage, 'organizations' | 'planChanges' | 'audit'>;
  readonly plans: Plans;
  readonly isBilled: boolean;
  /** Whether an organization can pay for what it takes. */
  readonly hasMeansOfPayment: HasMeansOfPayment;
}

/** Says whether an organization can pay, within the transaction that decides by it. */
export type HasMeansOfPayment = (organization: Organization, tx: Transaction) => Promise<boolean>;

/** Makes the use case over the stores. */
export function createChangePlan(parts: ChangePlanParts): ChangePlan {
  const { storage, plans, isBilled, hasMeansOfPayment } = parts;
  return async (tx, context, planId) => {
    const { orgId } = context.caller.tenant;
    // Two wishes at the same time are decided one after the other, each by what the other left.
    await storage.organizations.lock(tx, orgId);
    const stored = await storage.organizations.get(orgId, { tx });
    invariant(stored !== null, 'the organization of a key is there');
    const organization = toPresentOrganization(stored, context.nowMs);
    const to = requireOpenPlan(plans, organization, planId);
    const from = plans.get(organization.planId);
    const changes = await storage.planChanges.list(orgId, { tx });
    const mayTry = isBilled && changes.every(({ trialEndsAtMs }) => trialEndsAtMs === null);
    const mayPay = !isBilled || (await hasMeansOfPayment(organization, tx));
    const defaultPlanId = plans.getDefault().id;
    const wish = { organization, from, to, mayTry, mayPay, defaultPlanId, nowMs: context.nowMs };
    const decision = decidePlanChange(wish);
    if (decision.kind === 'unpayable') throw new ApiError({ code: 'PAYMENT_METHOD_REQUIRED' });
    if (decision.kind === 'unchanged') return { organization, isChanged: false };
    return { organization: await keepChange(parts, tx, { context, organization, to, decision }), isChanged: true };
  };
}

function requireOpenPlan(plans: Plans, { isOwner, planId: present }: Organization, planId: string): Plan {
  const open = plans.list().filter((plan) => isOpen(plan, { isOwner, present, byDefault: plans.getDefault().id }));
  const plan = open.find(({ id }) => id === planId);
  if (plan !== undefined) return plan;
  const message = `must be one of ${open.map(({ id }) => id).join(', ')}`;
  throw createValidationError([{ field: 'plan_id', message }]);
}

/** Whoever runs the server stays on the plan without limits; others choose among those for customers. */
function isOpen(
  plan: Plan,
  organization: { readonly isOwner: boolean; readonly present: string; readonly byDefault: string },
): boolean {
  const { isOwner, present, byDefault } = organization;
  if (isOwner) return plan.id === SELF_HOSTED_PLAN.id;
  return plan.availableTo !== 'operator' || plan.id === present || plan.id === byDefault;
}

async function keepChange(
  { storage }: ChangePlanParts,
  tx: Transaction,
  change: {
    readonly context: AuthenticatedContext;
    readonly organization: Organization;
    readonly to: Plan;
    readonly decision: Extract<PlanDecision, { readonly kind: 'now' | 'later' }>;
  },
): Promise<Organization> {
  const { context, organization, to, decision } = change;
  const { id: orgId, planId: fromPlanId } = organization;
  const isNow = decision.kind === 'now';
  const startsAtMs = isNow ? context.nowMs : decision.startsAtMs;
  const trialEndsAtMs = isNow ? decision.trialEndsAtMs : null;
  await recordPlanChange(storage, tx, context, { orgId, fromPlanId, planId: to.id, startsAtMs, trialEndsAtMs });
  const nextPlan = isNow ? decision.next : { planId: to.id, startsAtMs };
  if (isNow && nextPlan !== null) {
    const end = { orgId, fromPlanId: to.id, ...nextPlan, trialEndsAtMs: null };
    await recordPlanChange(storage, tx, context, end);
  }
  const after = await storage.organizations.update(tx, orgId, {
    planId: isNow ? to.id : fromPlanId,
    nextPlan,
    trialEndsAtMs: trialEndsAtMs ?? undefined,
  });
  invariant(after !== null, 'an organization that is locked is there');
  return after;
}
