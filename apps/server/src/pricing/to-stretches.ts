import type { Agreement, AgreementChange, PlanChange } from '@memory-api/storage';
import { NO_AGREEMENT } from '../plans/apply-agreement.js';
import { intersect, type Interval } from '../plans/billing-period.js';
import type { Plan } from '../plans/plan.js';
import type { PriceList } from './price-list.js';
import type { Terms } from './terms.js';
import { toTerms } from './to-terms.js';

/** A stretch of a period under the same terms. */
export interface Stretch extends Interval {
  readonly terms: Terms;
  /** Nobody was billed then. */
  readonly isUnbilled?: true;
}

/** An organization as its prices see it. */
export interface Subscriber {
  readonly orgId: string;
  readonly createdAtMs: number;
  /** The plan that it is on now. */
  readonly planId: string;
  /** Every change, in the order in which they were decided. */
  readonly changes: readonly PlanChange[];
  /** What was agreed with it and when, in the order in which it was decided. */
  readonly agreements: readonly AgreementChange[];
}

/** Cuts a period wherever the terms of an organization change: by plan, trial, promotion agreement or the end of a price lock. */
export function toStretches(parts: {
  readonly subscriber: Subscriber;
  readonly period: Interval;
  readonly priceList: PriceList;
  readonly getPlan: (planId: string) => Plan;
  /** When organizations are billed at all. */
  readonly billed: readonly Interval[];
}): readonly Stretch[] {
  const { subscriber, period, priceList, getPlan, billed } = parts;
  const { createdAtMs, changes, agreements } = subscriber;
  const lived = intersect(period, { fromMs: createdAtMs, toMs: period.toMs });
  if (lived === null) return [];
  const starts = toStarts(subscriber);
  const former = priceList.formerAgreements.filter(({ orgId }) => orgId === subscriber.orgId);
  const trials = changes.flatMap(({ decidedAtMs: fromMs, trialEndsAtMs: toMs }) =>
    toMs === null ? [] : [{ fromMs, toMs }],
  );
  const edges = [
    ...starts.map(({ fromMs }) => fromMs),
    ...[...trials, ...priceList.promotions, ...billed].flatMap(({ fromMs, toMs }) => [fromMs, toMs]),
    ...agreements.map(({ startsAtMs }) => startsAtMs),
    ...former.map(({ toMs }) => toMs),
    ...[...agreements, ...former].flatMap(({ agreement }) => toLockEnd(agreement)),
    ...toLockEnd(priceList.agreements.get(subscriber.orgId)),
  ];
  return cutAt(lived, edges).map((stretch) => {
    const { fromMs: atMs } = stretch;
    const planId = starts.findLast(({ fromMs }) => fromMs <= atMs)?.planId ?? subscriber.planId;
    const isTrial = trials.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    const agreement = findAgreement(subscriber, priceList, atMs);
    const terms = toTerms({ plan: getPlan(planId), agreement, priceList, isTrial, atMs });
    const isBilled = billed.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
    return isBilled ? { ...stretch, terms } : { ...stretch, terms, isUnbilled: true };
  });
}

/** From when on which plan held: what was decided for later is called off by whatever was decided before it came. */
function toStarts({
  createdAtMs,
  planId,
  changes,
}: Subscriber): readonly { readonly fromMs: number; readonly planId: string }[] {
  const first = { fromMs: createdAtMs, planId: changes[0]?.fromPlanId ?? planId };
  return changes.reduce(
    (starts, change) => [
      ...starts.filter(({ fromMs }) => fromMs <= change.decidedAtMs),
      { fromMs: change.startsAtMs, planId: change.planId },
    ],
    [first],
  );
}

/** What the operator has agreed by a moment, or else what the file of then says. */
function findAgreement({ orgId, agreements }: Subscriber, priceList: PriceList, atMs: number): Agreement {
  const decided = agreements.findLast(({ startsAtMs }) => startsAtMs <= atMs)?.agreement ?? null;
  const former = priceList.formerAgreements.find((each) => each.orgId === orgId && atMs < each.toMs)?.agreement;
  return decided ?? former ?? priceList.agreements.get(orgId) ?? NO_AGREEMENT;
}

function toLockEnd(agreement: Agreement | null | undefined): readonly number[] {
  const { priceLock } = agreement ?? NO_AGREEMENT;
  return priceLock === null ? [] : [priceLock.untilMs];
}

/** The pieces of an interval between the edges that lie in it. */
function cutAt({ fromMs, toMs }: Interval, edges: readonly number[]): readonly Interval[] {
  const inside = [...new Set(edges)].filter((edge) => fromMs < edge && edge < toMs).toSorted((a, b) => a - b);
  return [fromMs, ...inside].map((edge, at) => ({ fromMs: edge, toMs: inside[at] ?? toMs }));
}
