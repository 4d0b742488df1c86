import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, toDay, toMonth } from './calendar.js';

const DAY_MS = 86_400_000;
const moments = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) });

describe('the calendar', () => {
  it.each([
    ['2026-02-10T00:00:00.000Z', 'month:2026-02', 28],
    ['2028-02-29T23:59:59.999Z', 'month:2028-02', 29],
    ['2026-04-30T12:00:00.000Z', 'month:2026-04', 30],
    ['2026-12-31T23:59:59.999Z', 'month:2026-12', 31],
    ['2100-02-28T00:00:00.000Z', 'month:2100-02', 28],
  ])('puts %s into %s, of %i days', (moment, id, days) => {
    const month = toMonth(Date.parse(moment));
    expect(month.id).toBe(id);
    expect((month.endsAtMs - month.startsAtMs) / DAY_MS).toBe(days);
  });

  it('has every moment in one day and one month, the day within the month', () => {
    fc.assert(
      fc.property(moments, (nowMs) => {
        const [day, month] = [toDay(nowMs), toMonth(nowMs)];
        expect([isWithin(day, nowMs), isWithin(month, nowMs)]).toEqual([true, true]);
        expect(day.endsAtMs - day.startsAtMs).toBe(DAY_MS);
        expect(day.startsAtMs).toBeGreaterThanOrEqual(month.startsAtMs);
        expect(day.endsAtMs).toBeLessThanOrEqual(month.endsAtMs);
        expect(day.id.slice(4, 11)).toBe(month.id.slice(6));
      }),
    );
  });

  it('begins a period where the one before ends, and shares no moment', () => {
    fc.assert(
      fc.property(moments, (nowMs) => {
        for (const toPeriod of [toDay, toMonth]) {
          const period = toPeriod(nowMs);
          const next = toPeriod(period.endsAtMs);
          expect(next.startsAtMs).toBe(period.endsAtMs);
          expect(next.id).not.toBe(period.id);
          expect([isWithin(period, period.endsAtMs), toPeriod(period.endsAtMs - 1).id]).toEqual([false, period.id]);
        }
      }),
    );
  });
});
