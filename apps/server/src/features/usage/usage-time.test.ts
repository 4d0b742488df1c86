import { expect, it } from 'vitest';
import { toDate, toDayStarts, toLastDays, toMonth } from './usage-time.js';
import { toBillingPeriod } from '../../plans/billing-period.js';

it('lists the days of an interval', () => {
  const days = toDayStarts(toBillingPeriod(Date.UTC(2028, 1, 9)));
  expect([days.length, toDate(days[0] ?? 0), toDate(days.at(-1) ?? 0)]).toEqual([29, '2028-02-01', '2028-02-29']);
});

it('takes whole days, that of the time the last', () => {
  const { fromMs, toMs } = toLastDays(Date.UTC(2026, 0, 15, 10, 30), 30);
  expect([toDate(fromMs), toDate(toMs)]).toEqual(['2025-12-17', '2026-01-16']);
  expect(toLastDays(Date.UTC(2026, 0, 15), 1)).toEqual({
    fromMs: Date.UTC(2026, 0, 15),
    toMs: Date.UTC(2026, 0, 16),
  });
});

it('names a month', () => {
  expect(toMonth(Date.UTC(2026, 0, 1))).toBe('2026-01');
});
