import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MeteredPeriod } from './metered-period.js';
import { sumUsed, toPricedPeriod } from './metered-period.js';
import { projectPeriod } from './project-period.js';
import { anyMoment, anyUsed, DISCOUNTS, JANUARY, PROFESSIONAL, STARTER, UNUSED } from './pricing-fixture.js';

const DAY_MS = 86_400_000;
const day = (number: number): number => JANUARY.fromMs + (number - 1) * DAY_MS;

/** Starter until the 21st, professional after it. */
const CHANGING: MeteredPeriod = {
  period: JANUARY,
  basis: {
    stretches: [
      { fromMs: day(1), toMs: day(21), terms: STARTER },
      { fromMs: day(21), toMs: JANUARY.toMs, terms: PROFESSIONAL },
    ],
    discounts: DISCOUNTS,
  },
  pieces: [{ fromMs: day(3), toMs: day(4), used: { ...UNUSED, calls: 7 } }],
};

it('spreads what is still to come evenly over the time that is left', () => {
  const projected = projectPeriod(CHANGING, day(11), { calls: 2100, tokens: 21, embeddings: 1 });
  const { segments } = toPricedPeriod(projected, JANUARY.toMs);
  expect(segments.map(({ used }) => used)).toEqual([
    { calls: 1007, tokens: 10, embeddings: 0 },
    { calls: 1100, tokens: 11, embeddings: 1 },
  ]);
});

it('leaves no unit out, whenever it is asked', () => {
  fc.assert(
    fc.property(anyMoment, anyUsed, (nowMs, rest) => {
      fc.pre(nowMs < JANUARY.toMs);
      const { segments } = toPricedPeriod(projectPeriod(CHANGING, nowMs, rest), JANUARY.toMs);
      expect(sumUsed(...segments.map(({ used }) => used))).toEqual(sumUsed({ ...UNUSED, calls: 7 }, rest));
    }),
  );
});

it('projects nothing where nobody is billed', () => {
  const free = { ...CHANGING, basis: { stretches: [], discounts: DISCOUNTS } };
  expect(projectPeriod(free, day(11), { ...UNUSED, calls: 9 }).pieces).toEqual(CHANGING.pieces);
});
