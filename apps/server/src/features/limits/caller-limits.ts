import type { Caller } from '../../http/request-context.js';
import { isWithin, toDay, toMonth } from './calendar.js';
import { toPolicyHeader } from './limit-headers.js';
import type { PeriodQuota } from './period-use.js';
import type { TenantQuota } from './tenant-counts.js';
import { toTenantLimits, type TenantLimits } from './tenant-limits.js';

/** What holds for a caller today. */
export interface CallerLimits {
  readonly limits: TenantLimits;
  /** Names his organization and environment: all of its keys count together. */
  readonly tenantKey: string;
  /** Null: neither day nor month is limited. */
  readonly quota: TenantQuota | null;
  readonly day: PeriodQuota | null;
  readonly month: PeriodQuota | null;
  /** The header `RateLimit-Policy`. */
  readonly policy: string;
}

/** Finds what holds for a caller; null: no limit at all. */
export type FindCallerLimits = (caller: Caller, nowMs: number) => CallerLimits | null;

interface Known {
  /** The day that it was made for, and holds for. */
  readonly today: ReturnType<typeof toDay>;
  readonly limits: CallerLimits | null;
}

/** Makes a finder that works out a caller's limits once a day: where his plan is another, so is the caller. */
export function createFindCallerLimits({ isBillingOn }: { readonly isBillingOn: boolean }): FindCallerLimits {
  const known = new WeakMap<Caller, Known>();
  return (caller, nowMs) => {
    const found = known.get(caller);
    // What isn't limited isn't so on any day.
    if (found !== undefined && (found.limits === null || isWithin(found.today, nowMs))) return found.limits;
    const limits = toTenantLimits(caller.plan, caller.tenant.environment, { isBillingOn });
    const made = limits === null ? null : toCallerLimits(caller, limits, nowMs);
    known.set(caller, { today: toDay(nowMs), limits: made });
    return made;
  };
}

function toCallerLimits({ tenant }: Caller, limits: TenantLimits, nowMs: number): CallerLimits {
  const { perDay, perMonth, perMinute } = limits;
  const day = perDay === null ? null : { period: toDay(nowMs), requests: perDay, tokens: null, embeddings: null };
  const month = perMonth === null ? null : toMonthQuota(perMonth, nowMs);
  const tenantKey = `${tenant.orgId} ${tenant.environment}`;
  const periods = [day, month].filter((period) => period !== null);
  return {
    limits,
    tenantKey,
    quota: periods.length === 0 ? null : { tenant, tenantKey, periods, perMinute },
    day,
    month,
    policy: toPolicyHeader(limits, month),
  };
}

function toMonthQuota(
  { calls, tokens, embeddings }: NonNullable<TenantLimits['perMonth']>,
  nowMs: number,
): PeriodQuota {
  return { period: toMonth(nowMs), requests: calls, tokens, embeddings };
}
