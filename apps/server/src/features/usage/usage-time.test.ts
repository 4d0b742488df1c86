import { expect, it } from 'vitest';
import { toDate, toLastDays, toMonth } from './usage-time.js';

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
