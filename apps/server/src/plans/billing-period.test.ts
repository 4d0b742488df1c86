import { describe, expect, it } from 'vitest';
import { intersect, toBillingPeriod, toPeriodName } from './billing-period.js';

describe('a billing period', () => {
  it.each([
    ['2026-01-01T00:00:00.000Z', '2026-01', 31],
    ['2026-01-31T23:59:59.999Z', '2026-01', 31],
    ['2026-02-10T00:00:00.000Z', '2026-02', 28],
    ['2028-02-29T12:00:00.000Z', '2028-02', 29],
    ['2026-12-31T23:59:59.999Z', '2026-12', 31],
  ])('of %s is %s, %d days long', (at, name, days) => {
    const period = toBillingPeriod(Date.parse(at));
    expect([toPeriodName(period), (period.toMs - period.fromMs) / 86_400_000]).toEqual([name, days]);
    expect(period.fromMs <= Date.parse(at) && Date.parse(at) < period.toMs).toBe(true);
    expect(toBillingPeriod(period.toMs).fromMs).toBe(period.toMs);
  });

  it('shares with an interval what lies in both', () => {
    const interval = (fromMs: number, toMs: number) => ({ fromMs, toMs });
    expect(intersect(interval(0, 10), interval(5, 20))).toEqual(interval(5, 10));
    expect(intersect(interval(0, 10), interval(2, 3))).toEqual(interval(2, 3));
    expect(intersect(interval(0, 10), interval(10, 20))).toBeNull();
  });
});
