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
import type { AccountCosts } from '../../pricing/account-costs.js';
import { toUsed } from '../../pricing/period-meter.js';
import { createTurns } from '../../turns.js';
import { type DayPricer, openDayPricer } from './day-pricer.js';
import { toPercentUsed, toTokens, toWireAmounts, toWireDay, toWireLimits } from './usage-mapper.js';
import { DAY_MS, toDayStarts, toLastDays, toMonth } from './usage-time.js';

/** Whose usage is asked for, and when. */
export interface UsageRequest {
  readonly organization: Pick<Organization, 'id' | 'planId' | 'createdAtMs'>;
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

/** Makes the service over the sums of the ledger, and what usage costs. */
export function createUsageService({
  usage,
  costs,
}: {
  readonly usage: Pick<UsageStore, 'days' | 'stored'>;
  readonly costs: AccountCosts;
}): UsageService {
  // The sandbox costs nothing.
  const costOf = async ({ organization, environment, nowMs }: UsageRequest): Promise<number> =>
    environment === 'test' ? 0 : costs.soFar(organization, nowMs);

  return {
    async summary(request) {
      const { plan, nowMs } = request;
      const tenant = toTenant(request);
      const period = toBillingPeriod(nowMs);
      const [days, { stored, peak }, costCents] = await Promise.all([
        usage.days(tenant, period),
        usage.stored(tenant, nowMs),
        costOf(request),
      ]);
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
          estimated_cost_cents: costCents,
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
      const tenant = toTenant(request);
      const pricer = await openDayPricer(costs, request, interval);
      const whole = grouping === undefined ? fillDays(interval, await usage.days(tenant, interval)) : [];
      const byDay = new Map(whole.map((day) => [day.dayMs, [day]]));
      const readDay = async (dayMs: number): Promise<readonly UsageDay[]> =>
        byDay.get(dayMs) ?? usage.days(tenant, { fromMs: dayMs, toMs: dayMs + DAY_MS }, grouping);
      return {
        period_start: new Date(interval.fromMs).toISOString(),
        period_end: new Date(interval.toMs).toISOString(),
        history: await priceAll(interval, readDay, pricer),
      };
    },

    async projection(request) {
      const period = toBillingPeriod(request.nowMs);
      const amounts = sumOf(await usage.days(toTenant(request), period));
      const elapsedMs = Math.max(request.nowMs - period.fromMs, DAY_MS);
      const projected = scale(amounts, (period.toMs - period.fromMs) / elapsedMs);
      const daysElapsed = Math.floor((request.nowMs - period.fromMs) / DAY_MS) + 1;
      const rest = subtract(projected, amounts);
      const { organization, environment, nowMs } = request;
      const costAtEnd = environment === 'test' ? 0 : await costs.projected(organization, nowMs, toUsed(rest));
      return {
        period: toMonth(period.fromMs),
        days_elapsed: daysElapsed,
        days_remaining: (period.toMs - period.fromMs) / DAY_MS - daysElapsed,
        current: toWireTotal(amounts, await costOf(request)),
        projected: toWireTotal(projected, costAtEnd),
      };
    },
  };
}

const UNLIMITED = { api_calls: null, tokens: null, embeddings: null, memories_stored: null };

function toTenant({ organization, environment }: UsageRequest): Tenant {
  return { orgId: organization.id, environment };
}

function toWireTotal(amounts: UsageAmounts, costCents: number) {
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

function subtract(a: UsageAmounts, b: UsageAmounts): UsageAmounts {
  return combine((name) => a[name] - b[name]);
}

/** The entries of a history, each day's priced together. Other requests have their turn between two days. */
async function priceAll(
  interval: UsageInterval,
  readDay: (dayMs: number) => Promise<readonly UsageDay[]>,
  pricer: DayPricer,
): Promise<UsageHistory['history']> {
  const turns = createTurns();
  const entries: UsageHistory['history'] = [];
  for (const dayMs of toDayStarts(interval)) {
    const priced = pricer.price(dayMs, await readDay(dayMs));
    for (const { costCents, ...day } of priced) entries.push(toWireDay(day, costCents));
    await turns.yieldIfDue();
  }
  return entries;
}

/** Every day of an interval, those without a row among them. */
function fillDays(interval: UsageInterval, used: readonly UsageDay[]): readonly UsageDay[] {
  const byDay = new Map(used.map((day) => [day.dayMs, day]));
  return toDayStarts(interval).map(
    (dayMs) => byDay.get(dayMs) ?? { dayMs, operation: null, keyId: null, ...NO_AMOUNTS },
  );
}
