import { expect, it } from 'vitest';
import { toBillingPeriod } from './billing-period.js';

it.each([
  ['2026-01-01T00:00:00.000Z', '2026-01-01', 31],
  ['2026-01-31T23:59:59.999Z', '2026-01-01', 31],
  ['2026-02-10T00:00:00.000Z', '2026-02-01', 28],
  ['2028-02-29T12:00:00.000Z', '2028-02-01', 29],
  ['2026-12-31T23:59:59.999Z', '2026-12-01', 31],
])('the billing period of %s begins on %s and has %d days', (at, day, days) => {
  const { fromMs, toMs } = toBillingPeriod(Date.parse(at));
  expect([new Date(fromMs).toISOString().slice(0, 10), (toMs - fromMs) / 86_400_000]).toEqual([day, days]);
  expect(fromMs <= Date.parse(at) && Date.parse(at) < toMs).toBe(true);
  expect(toBillingPeriod(toMs).fromMs).toBe(toMs);
});
