import { createId, invariant } from '@memory-api/contract';
import {
  type PeriodUse,
  type Storage,
  toPresentOrganization,
  type UsageAlert,
  type UsageLimitName,
  type WatchUse,
} from '@memory-api/storage';
import { toBillingPeriod } from '../../plans/billing-period.js';
import type { Plan } from '../../plans/plan.js';
import type { Plans } from '../../plans/plans.js';
import type { ResolvePlan } from '../../plans/resolve-plan.js';
import { toTokens } from './usage-mapper.js';

/** Where organizations are told, in percent of a quota. */
const THRESHOLDS = [50, 80, 100] as const;
/** As long as an invoice waits. What is counted later, such as a correction of a year ago, is no news. */
const GRACE_MS = 3_600_000;

/**
 * Makes the watch that raises an alert where a period's use has reached half of a quota, 80 % of it, or all. It is told
 * by the folding of sums, in whose transaction the alert is: no request writes one, and none is lost with the process.
 */
export function createUsageWatch({
  storage,
  plans,
  resolvePlan,
  now,
}: {
  readonly storage: Pick<Storage, 'organizations' | 'usageAlerts'>;
  readonly plans: Pick<Plans, 'find'>;
  readonly resolvePlan: ResolvePlan;
  readonly now: () => number;
}): WatchUse {
  return async ({ orgId, environment }) => {
    // Test keys have no quota.
    const organization = environment === 'test' ? null : await storage.organizations.get(orgId);
    if (organization === null) return null;
    const quotasOf = new Map<number, Plan['quotas']>();
    for (const [periodMs, atMs] of findPeriods(now())) {
      const present = toPresentOrganization(organization, atMs);
      // Another node has read a newer file of plans. What this one would hold against its default can't be taken back.
      if (plans.find(present.planId) === null) continue;
      const { quotas } = resolvePlan(present, atMs);
      if (Object.values(quotas).some((size) => size !== null)) quotasOf.set(periodMs, quotas);
    }
    if (quotasOf.size === 0) return null;
    return {
      periods: [...quotasOf.keys()],
      async note(tx, use) {
        const quotas = quotasOf.get(use.periodMs);
        invariant(quotas !== undefined, 'the watch is told of the periods that it names');
        await storage.usageAlerts.raise(tx, orgId, toAlerts({ orgId, quotas, use, nowMs: now() }));
      },
    };
  };
}

/** The begins of the periods that there are alerts for at a time, each with the moment whose plan holds for it. */
function findPeriods(nowMs: number): readonly (readonly [periodMs: number, atMs: number])[] {
  const { fromMs } = toBillingPeriod(nowMs);
  const present = [fromMs, nowMs] as const;
  if (nowMs >= fromMs + GRACE_MS) return [present];
  // The last rows of a month are folded in the next one, which may begin with another plan.
  return [[toBillingPeriod(fromMs - 1).fromMs, fromMs - 1], present];
}

/** An alert for each threshold that was reached. */
function toAlerts({
  orgId,
  quotas,
  use,
  nowMs,
}: {
  readonly orgId: string;
  readonly quotas: Plan['quotas'];
  readonly use: PeriodUse;
  readonly nowMs: number;
}): readonly UsageAlert[] {
  const { amounts, periodMs } = use;
  const limits: readonly (readonly [UsageLimitName, number | null, number])[] = [
    ['api_calls', quotas.calls, amounts.calls],
    ['tokens', quotas.tokens, toTokens(amounts)],
    ['embeddings', quotas.embeddings, amounts.embeddings],
    ['memories_stored', quotas.memoriesStored, use.storedPeak],
  ];
  return limits.flatMap(([limit, size, used]) => {
    if (size === null) return [];
    return findReached(used, size).map((thresholdPercent) => {
      return { id: createId('evt', nowMs), orgId, periodMs, limit, thresholdPercent, used, size, atMs: nowMs };
    });
  });
}

/** The thresholds that a use has reached. Of a quota of nothing, nothing is used up before something is used. */
export function findReached(used: number, size: number): readonly number[] {
  if (used <= 0) return [];
  return THRESHOLDS.filter((percent) => used * 100 >= size * percent);
}
