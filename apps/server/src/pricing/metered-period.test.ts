import { expect, it } from 'vitest';
import { sumUsed, toPricedPeriod, type MeteredPeriod } from './metered-period.js';
import { DISCOUNTS, JANUARY, PROFESSIONAL, STARTER, UNUSED } from './pricing-fixture.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const day = (number: number): number => JANUARY.fromMs + (number - 1) * DAY_MS;
const calls = (count: number) => ({ ...UNUSED, calls: count });
const CUT = day(5) + 7 * HOUR_MS;

const METERED: MeteredPeriod = {
  period: JANUARY,
  basis: {
    stretches: [
      { fromMs: day(1), toMs: CUT, terms: STARTER },
      { fromMs: CUT, toMs: JANUARY.toMs, terms: PROFESSIONAL },
    ],
    discounts: DISCOUNTS,
  },
  pieces: [
    { fromMs: day(4), toMs: day(5), used: calls(1) },
    { fromMs: day(5), toMs: CUT, used: calls(10) },
    { fromMs: CUT, toMs: day(6), used: calls(100) },
    { fromMs: day(6), toMs: day(7), used: calls(1000) },
  ],
};
const usedUntil = (untilMs: number) => toPricedPeriod(METERED, untilMs).segments.map(({ used }) => used.calls);

it('counts what was used under the terms of its time', () => {
  expect(usedUntil(JANUARY.toMs)).toEqual([11, 1100]);
});

it('counts up to the border of a day, and all of a day that has begun', () => {
  expect([usedUntil(day(4)), usedUntil(day(5)), usedUntil(day(6))]).toEqual([
    [0, 0],
    [1, 0],
    [11, 100],
  ]);
  expect(usedUntil(day(6) + 1)).toEqual([11, 1100]);
});

it('counts a day once, whatever is to change later in it', () => {
  const today = { ...METERED, pieces: [{ fromMs: day(5), toMs: day(6), used: calls(3) }] };
  expect(toPricedPeriod(today, day(5) + HOUR_MS).segments.map(({ used }) => used.calls)).toEqual([3, 0]);
});

it('counts nothing of the time in which nobody was billed', () => {
  const stretches = METERED.basis.stretches.map((stretch, at) =>
    at === 0 ? { ...stretch, isUnbilled: true as const } : stretch,
  );
  const { segments } = toPricedPeriod({ ...METERED, basis: { ...METERED.basis, stretches } }, JANUARY.toMs);
  expect(segments.map(({ used }) => used.calls)).toEqual([0, 1100]);
});

it('sums what was used', () => {
  expect(sumUsed()).toEqual(UNUSED);
  expect(sumUsed({ calls: 1, tokens: 2, embeddings: 3 }, { calls: 10, tokens: -2, embeddings: 30 })).toEqual({
    calls: 11,
    tokens: 0,
    embeddings: 33,
  });
});
