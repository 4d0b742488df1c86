import type { Agreement, Organization } from '@memory-api/storage';
import { findAddOns } from '../pricing/price-list.js';
import type { AddOn } from '../pricing/terms.js';
import { applyAgreement, isLocked } from './apply-agreement.js';
import type { Plan } from './plan.js';
import type { Plans } from './plans.js';

/** Finds what holds for an organization at a moment, epoch milliseconds: the same object while it is the same. */
export type ResolvePlan = (
  organization: Pick<Organization, 'id' | 'planId' | 'trialEndsAtMs' | 'agreement'>,
  nowMs: number,
) => Plan;

/**
 * Makes a finder over the present plans: the plan of the file, what was agreed, what add-ons add to its quotas. During a
 * trial nothing is charged, so nothing goes beyond the quotas.
 */
export function createResolvePlan(plans: Pick<Plans, 'get' | 'getPriceList'>): ResolvePlan {
  const trials = new WeakMap<Plan, Plan>();
  const agreed = new WeakMap<Agreement, Agreed>();

  function toTrial(plan: Plan): Plan {
    const trial = trials.get(plan) ?? { ...plan, overage: null };
    trials.set(plan, trial);
    return trial;
  }

  function toAgreed(plan: Plan, agreement: Agreement, nowMs: number): Plan {
    const priceList = plans.getPriceList();
    const isPriceLocked = agreement.priceLock !== null && isLocked(agreement.priceLock, plan, nowMs);
    const known = agreed.get(agreement);
    if (known?.from === plan && known.priceList === priceList && known.isPriceLocked === isPriceLocked) {
      return known.plan;
    }
    const made = addQuotas(applyAgreement(plan, agreement, nowMs), findAddOns(priceList, agreement));
    agreed.set(agreement, { from: plan, priceList, isPriceLocked, plan: made });
    return made;
  }

  return ({ id, planId, trialEndsAtMs, agreement: decided }, nowMs) => {
    const listed = plans.get(planId);
    const agreement = decided ?? plans.getPriceList().agreements.get(id);
    const plan = agreement === undefined ? listed : toAgreed(listed, agreement, nowMs);
    const isTrial = trialEndsAtMs !== null && nowMs < trialEndsAtMs;
    return isTrial && plan.overage !== null ? toTrial(plan) : plan;
  };
}

/** What was made of an agreement, and of what. */
interface Agreed {
  readonly from: Plan;
  readonly priceList: ReturnType<Plans['getPriceList']>;
  readonly isPriceLocked: boolean;
  readonly plan: Plan;
}

function addQuotas(plan: Plan, addOns: readonly AddOn[]): Plan {
  if (addOns.length === 0) return plan;
  const add = (name: keyof AddOn['quotas']): number | null => {
    const quota = plan.quotas[name];
    return quota === null ? null : addOns.reduce((sum, { quotas }) => sum + quotas[name], quota);
  };
  const quotas = { calls: add('calls'), tokens: add('tokens'), embeddings: add('embeddings') };
  return { ...plan, quotas: { ...plan.quotas, ...quotas } };
}
