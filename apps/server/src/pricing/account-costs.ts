import { toBillingPeriod, type Interval } from '../plans/billing-period.js';
import { findTerms, priceDays, shareDayCost } from './cost-by-day.js';
import { priceUntil } from './create-bill.js';
import { toPricedPeriod, type MeteredPeriod } from './metered-period.js';
import type { BilledOrganization, ReadMeteredPeriod } from './period-meter.js';
import { projectPeriod } from './project-period.js';
import type { Used } from './terms.js';

/** What an organization's usage costs, in whole cents: the same that its invoices ask for. */
export interface AccountCosts {
  /** The present period up to now. */
  soFar(organization: BilledOrganization, nowMs: number): Promise<number>;
  /** The present period at its end, if `rest` is what is still to be used. */
  projected(organization: BilledOrganization, nowMs: number, rest: Used): Promise<number>;
  /** The UTC days of an interval, each by what it adds to its period. */
  byDay(organization: BilledOrganization, interval: Interval, nowMs: number): Promise<DayCosts>;
}

/** What days cost. */
export interface DayCosts {
  /** Of a day, by its begin. */
  of(dayMs: number): number;
  /** Of each group of a day's requests; they add up to the day's. */
  share(dayMs: number, groups: readonly Used[]): readonly number[];
}

/** Makes the costs over a meter. */
export function createAccountCosts(readPeriod: ReadMeteredPeriod): AccountCosts {
  return {
    async soFar(organization, nowMs) {
      const metered = await readPeriod(organization, toBillingPeriod(nowMs), nowMs);
      return priceUntil(toPricedPeriod(metered, nowMs));
    },
    async projected(organization, nowMs, rest) {
      const metered = await readPeriod(organization, toBillingPeriod(nowMs), nowMs);
      return priceUntil(toPricedPeriod(projectPeriod(metered, nowMs, rest), metered.period.toMs));
    },
    async byDay(organization, interval, nowMs) {
      const periods = await Promise.all(toPeriods(interval).map((period) => readPeriod(organization, period, nowMs)));
      return toDayCosts(periods, nowMs);
    },
  };
}

function toDayCosts(periods: readonly MeteredPeriod[], nowMs: number): DayCosts {
  const days = new Map(periods.flatMap((metered) => [...priceDays(metered, Math.min(nowMs, metered.period.toMs))]));
  const of = (dayMs: number): number => days.get(dayMs) ?? 0;
  return {
    of,
    share(dayMs, groups) {
      const metered = periods.find(({ period }) => period.fromMs <= dayMs && dayMs < period.toMs);
      return shareDayCost(of(dayMs), metered === undefined ? null : findTerms(metered, dayMs), groups);
    },
  };
}

/** The billing periods that an interval touches. */
function toPeriods({ fromMs, toMs }: Interval): readonly Interval[] {
  const periods: Interval[] = [];
  for (let atMs = fromMs; atMs < toMs;) {
    const period = toBillingPeriod(atMs);
    periods.push(period);
    atMs = period.toMs;
  }
  return periods;
}
