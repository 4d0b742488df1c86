import { createId } from '@memory-api/contract';
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
  resolvePlan,
  now,
}: {
  readonly storage: Pick<Storage, 'organizations' | 'usageAlerts'>;
  readonly resolvePlan: ResolvePlan;
  readonly now: () => number;
}): WatchUse {
  return async ({ orgId, environment }) => {
    // Test keys have no quota.
    const organization = environment === 'test' ? null : await storage.organizations.get(orgId);
    if (organization === null) return null;
    const quotasAt = (atMs: number): Plan['quotas'] =>
      resolvePlan(toPresentOrganization(organization, atMs), atMs).quotas;
    if (Object.values(quotasAt(now())).every((size) => size === null)) return null;
    return async (tx, use) => {
      const nowMs = now();
      const { toMs } = toBillingPeriod(use.periodMs);
      if (toMs + GRACE_MS <= nowMs) return;
      // The last rows of a month are folded in the next one, which may begin with another plan.
      const quotas = quotasAt(Math.min(nowMs, toMs - 1));
      await storage.usageAlerts.raise(tx, orgId, toAlerts({ orgId, quotas, use, nowMs }));
    };
  };
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
