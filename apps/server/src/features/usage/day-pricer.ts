import { NO_AMOUNTS, type UsageDay, type UsageInterval } from '@memory-api/storage';
import type { AccountCosts } from '../../pricing/account-costs.js';
import { toUsed } from '../../pricing/period-meter.js';
import type { UsageRequest } from './usage-service.js';

/** Usage of a day, or of a group in it, and what it costs. */
export type PricedDay = UsageDay & { readonly costCents: number };

/** Prices usage by day. */
export interface DayPricer {
  /**
   * Gives each group of a day its part of what the day costs. A day that costs something though nobody asked anything
   * (a plan has its price all the same) has an entry without a group: whoever adds up what he gets misses no cent.
   */
  price(dayMs: number, groups: readonly UsageDay[]): readonly PricedDay[];
}

const FREE: DayPricer = { price: (_dayMs, groups) => groups.map((group) => ({ ...group, costCents: 0 })) };

/** Looks up what the days of an interval cost. The sandbox is free. */
export async function openDayPricer(
  costs: AccountCosts,
  { organization, environment, nowMs }: UsageRequest,
  interval: UsageInterval,
): Promise<DayPricer> {
  if (environment === 'test') return FREE;
  const days = await costs.byDay(organization, interval, nowMs);
  return {
    price(dayMs, groups) {
      const isEmpty = groups.length === 0 && days.of(dayMs) !== 0;
      const all = isEmpty ? [{ dayMs, operation: null, keyId: null, ...NO_AMOUNTS }] : groups;
      const shares = days.share(dayMs, all.map(toUsed));
      return all.map((group, at) => ({ ...group, costCents: shares[at] ?? 0 }));
    },
  };
}
