import type { Environment, UsageHistory, UsageProjection, UsageSummary } from '@memory-api/contract';
import { NO_AMOUNTS } from '@memory-api/storage';
import type {
  Organization,
  Tenant,
  UsageAmounts,
  UsageDay,
  UsageGrouping,
  UsageInterval,
  UsageStore,
} from '@memory-api/storage';
import { toBillingPeriod } from '../../plans/billing-period.js';
import type { Plan } from '../../plans/plan.js';
import { toCostCents } from './usage-cost.js';
import { toPercentUsed, toTokens, toWireAmounts, toWireDay, toWireLimits } from './usage-mapper.js';
import { DAY_MS, toLastDays, toMonth } from './usage-time.js';

/** Whose usage is asked for, and when. */
export interface UsageRequest {
  readonly organization: Pick<Organization, 'id'>;
  /** The plan that holds for it at present. */
  readonly plan: Plan;
  readonly environment: Environment;
  readonly nowMs: number;
}

/** What the API tells of usage. Everything is right to the last answered request. */
export interface UsageService {
  summary(request: UsageRequest): Promise<UsageSummary>;
  /** The last `days` days; each of them has an entry, or one for each group that was used. */
  history(request: UsageRequest, days: number, grouping: UsageGrouping | undefined): Promise<UsageHistory>;
  projection(request: UsageRequest): Promise<UsageProjection>;
}

/** Makes the service over the sums of the ledger. */
export function createUsageService({ usage }: { readonly usage: Pick<UsageStore, 'days' | 'stored'> }): UsageService {
  return {
    async summary(request) {
      const { plan, nowMs } = request;
      const tenant = toTenant(request);
      const period = toBillingPeriod(nowMs);
      const [days, { stored, peak }] = await Promise.all([usage.days(tenant, period), usage.stored(tenant, nowMs)]);
      const amounts = sumOf(days);
      // Test keys have no quota.
      const isMetered = request.environment === 'live';
      const limits = isMetered ? toWireLimits(plan) : UNLIMITED;
      const { calls: api_calls, embeddings } = amounts;
      return {
        current: {
          period: toMonth(period.fromMs),
          ...toWireAmounts(amounts),
          tokens_processed: toTokens(amounts),
          memories_stored: stored,
          memories_stored_peak: peak,
          estimated_cost_cents: toCostCents(request.plan, request.environment),
        },
        limits,
        percent_used: toPercentUsed(limits, {
          api_calls,
          tokens: toTokens(amounts),
          embeddings,
          memories_stored: stored,
        }),
      };
    },

    async history(request, count, grouping) {
      const interval = toLastDays(request.nowMs, count);
      const used = await usage.days(toTenant(request), interval, grouping);
      const days = grouping === undefined ? fillDays(interval, used) : used;
      const cost = toCostCents(request.plan, request.environment);
      return {
        period_start: new Date(interval.fromMs).toISOString(),
        period_end: new Date(interval.toMs).toISOString(),
        history: days.map((day) => toWireDay(day, cost)),
      };
    },

    async projection(request) {
      const period = toBillingPeriod(request.nowMs);
      const amounts = sumOf(await usage.days(toTenant(request), period));
      const elapsedMs = Math.max(request.nowMs - period.fromMs, DAY_MS);
      const projected = scale(amounts, (period.toMs - period.fromMs) / elapsedMs);
      const daysElapsed = Math.floor((request.nowMs - period.fromMs) / DAY_MS) + 1;
      const cost = toCostCents(request.plan, request.environment);
      return {
        period: toMonth(period.fromMs),
        days_elapsed: daysElapsed,
        days_remaining: (period.toMs - period.fromMs) / DAY_MS - daysElapsed,
        current: toWireTotal(amounts, cost),
        projected: toWireTotal(projected, cost),
      };
    },
  };
}

const UNLIMITED = { api_calls: null, tokens: null, embeddings: null, memories_stored: null };

function toTenant({ organization, environment }: UsageRequest): Tenant {
  return { orgId: organization.id, environment };
}

function toWireTotal(amounts: UsageAmounts, costCents: number | null) {
  return { ...toWireAmounts(amounts), tokens_processed: toTokens(amounts), estimated_cost_cents: costCents };
}

function combine(pick: (name: keyof UsageAmounts) => number): UsageAmounts {
  const names = Object.keys(NO_AMOUNTS) as (keyof UsageAmounts)[];
  return Object.fromEntries(names.map((name) => [name, pick(name)])) as UsageAmounts;
}

function sumOf(days: readonly UsageAmounts[]): UsageAmounts {
  return combine((name) => days.reduce((sum, day) => sum + day[name], 0));
}

function scale(amounts: UsageAmounts, factor: number): UsageAmounts {
  return combine((name) => Math.round(amounts[name] * factor));
}

/** Every day of an interval, those without a row among them. */
function fillDays({ fromMs, toMs }: UsageInterval, used: readonly UsageDay[]): readonly UsageDay[] {
  const byDay = new Map(used.map((day) => [day.dayMs, day]));
  return Array.from({ length: (toMs - fromMs) / DAY_MS }, (_, at) => {
    const dayMs = fromMs + at * DAY_MS;
    return byDay.get(dayMs) ?? { dayMs, operation: null, keyId: null, ...NO_AMOUNTS };
  });
}
