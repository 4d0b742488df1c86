import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_YEAR, DAY_MS, inYear, isWithin, toDays, toLatest, toMonth, toSpan } from './time-span.js';
import type { TimeSpan } from './time-span.js';

const moments = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.getTime());
const monthNumbers = fc.nat({ max: 11 });

function show({ fromMs, toMs }: TimeSpan): string {
  return `${new Date(fromMs).toISOString().slice(0, 10)}/${new Date(toMs).toISOString().slice(0, 10)}`;
}

describe('a span of one year', () => {
  it('holds its first millisecond and not its end', () => {
    const may = toMonth(2023, 4);
    expect([may.fromMs - 1, may.fromMs, may.toMs - 1, may.toMs].map((ms) => isWithin(may, ms))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('goes on into the next year where months or days overflow', () => {
    expect(show(toMonth(2022, 11, 3))).toBe('2022-12-01/2023-03-01');
    expect(show(toMonth(2023, -1))).toBe('2022-12-01/2023-01-01');
    expect(show(toDays(2023, 11, 30, 5))).toBe('2023-12-30/2024-01-04');
    expect(show(toDays(2023, 0, 0, 1))).toBe('2022-12-31/2023-01-01');
  });

  it('knows which years have a 29 February', () => {
    expect(show(toDays(2023, 1, 28, 1))).toBe('2023-02-28/2023-03-01');
    expect(show(toDays(2020, 1, 28, 1))).toBe('2020-02-28/2020-02-29');
  });

  it('is the latest of itself', () => {
    const span = toSpan([2030, 0, 1], [2031, 0, 1]);
    expect(toLatest(span, Date.UTC(2023, 7, 16))).toBe(span);
  });

  it('holds as many days as were asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1970, max: 2099 }),
        monthNumbers,
        fc.nat({ max: 31 }),
        fc.nat({ max: 400 }),
        (...at) => {
          const { fromMs, toMs } = toDays(...at);
          expect((toMs - fromMs) / DAY_MS).toBe(at[3]);
        },
      ),
    );
  });
});

describe('a span of every year', () => {
  it('holds a moment of any year by its month', () => {
    fc.assert(
      fc.property(moments, monthNumbers, (timeMs, month) => {
        expect(isWithin(toMonth(undefined, month), timeMs)).toBe(new Date(timeMs).getUTCMonth() === month);
      }),
    );
  });

  it('is written in a leap year, so that 29 February can be named', () => {
    const leapDay = toDays(undefined, 1, 29, 1);
    expect(show(leapDay)).toBe(`${ANY_YEAR}-02-29/${ANY_YEAR}-03-01`);
    expect(isWithin(leapDay, Date.UTC(2020, 1, 29, 12))).toBe(true);
    expect(isWithin(leapDay, Date.UTC(2023, 2, 1))).toBe(false);
  });

  it.each([
    ['2019-12-01', true],
    ['2020-01-15', true],
    ['2023-02-28', true],
    ['2024-02-29', true],
    ['2024-03-01', false],
    ['2023-03-01', false],
    ['2023-11-30', false],
  ])('that goes over New Year takes %s: %s', (day, isIn) => {
    expect(isWithin(toMonth(undefined, 11, 3), Date.parse(day))).toBe(isIn);
  });

  it('keeps its months when it is put into one year', () => {
    expect(inYear(toMonth(undefined, 11, 3), 2019)).toEqual(toMonth(2019, 11, 3));
    fc.assert(
      fc.property(monthNumbers, fc.integer({ min: 1900, max: 2100 }), (month, year) => {
        expect(inYear(toMonth(undefined, month), year)).toEqual(toMonth(year, month));
      }),
    );
  });

  it('has a latest that began before the moment, and no later one did', () => {
    fc.assert(
      fc.property(moments, monthNumbers, (nowMs, month) => {
        const latest = toLatest(toMonth(undefined, month), nowMs);
        const next = toMonth(new Date(latest.fromMs).getUTCFullYear() + 1, month);
        expect(latest.everyYear).toBe(false);
        expect(latest.fromMs).toBeLessThanOrEqual(nowMs);
        expect(next.fromMs).toBeGreaterThan(nowMs);
      }),
    );
  });
});
