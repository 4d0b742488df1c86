import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTerms, priceDays, shareDayCost } from './cost-by-day.js';
import { priceUntil } from './create-bill.js';
import { toPricedPeriod, type MeteredPeriod } from './metered-period.js';
import { anyMoment, anyTerms, anyUsed, DISCOUNTS, JANUARY, STARTER, UNUSED } from './pricing-fixture.js';

const DAY_MS = 86_400_000;

/** A January under any terms, one after the other, with something used in any of its days. */
const anyMetered: fc.Arbitrary<MeteredPeriod> = fc
  .record({
    cutMs: anyMoment,
    terms: fc.tuple(anyTerms, anyTerms),
    used: fc.array(fc.record({ day: fc.nat({ max: 30 }), used: anyUsed }), { maxLength: 9 }),
  })
  .map(({ cutMs, terms: [first, second], used }) => ({
    period: JANUARY,
    basis: {
      stretches: [
        { fromMs: JANUARY.fromMs, toMs: cutMs, terms: first },
        { fromMs: cutMs, toMs: JANUARY.toMs, terms: second },
      ],
      discounts: DISCOUNTS,
    },
    pieces: used
      .toSorted((a, b) => a.day - b.day)
      .map(({ day, used: units }) => {
        const fromMs = JANUARY.fromMs + day * DAY_MS;
        return { fromMs, toMs: fromMs + DAY_MS, used: units };
      }),
  }));

describe('priceDays', () => {
  it('adds up to what the period costs, up to any moment, and no day is below zero', () => {
    fc.assert(
      fc.property(anyMetered, anyMoment, (metered, untilMs) => {
        const days = [...priceDays(metered, untilMs).values()];
        const sum = days.reduce((total, cents) => total + cents, 0);
        expect(sum).toBe(priceUntil(toPricedPeriod(metered, untilMs)));
        for (const cents of days) expect(cents).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  });

  it('has a day for each that has begun', () => {
    const basis = { stretches: [{ ...JANUARY, terms: STARTER }], discounts: DISCOUNTS };
    const metered = { period: JANUARY, basis, pieces: [] };
    expect(priceDays(metered, JANUARY.fromMs).size).toBe(0);
    expect([...priceDays(metered, JANUARY.fromMs + 1000)]).toEqual([[JANUARY.fromMs, 0]]);
    expect(priceDays(metered, JANUARY.toMs).size).toBe(31);
  });
});

describe('shareDayCost', () => {
  const calls = (count: number) => ({ ...UNUSED, calls: count });

  it('goes by what each group would cost beyond the quotas', () => {
    // A call costs 0.05 cents, a token 0.0005.
    expect(shareDayCost(100, STARTER, [calls(10), { ...UNUSED, tokens: 1000 }, UNUSED])).toEqual([50, 50, 0]);
  });

  it('goes by requests where nothing has a price', () => {
    expect(shareDayCost(9, { ...STARTER, overage: null }, [calls(1), calls(2)])).toEqual([3, 6]);
    expect(shareDayCost(9, null, [UNUSED, UNUSED])).toEqual([9, 0]);
  });

  it('loses no cent, whatever corrections have left of a group', () => {
    const anyGroup = fc.record({ calls: fc.integer({ min: -50, max: 900 }), tokens: fc.nat(), embeddings: fc.nat() });
    fc.assert(
      fc.property(
        fc.integer({ min: -5000, max: 90_000 }),
        fc.array(anyGroup, { minLength: 1, maxLength: 6 }),
        fc.option(anyTerms),
        (cents, groups, terms) => {
          const shares = shareDayCost(cents, terms, groups);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(cents);
          for (const share of shares) expect(Number.isSafeInteger(share)).toBe(true);
        },
      ),
    );
  });
});

describe('findTerms', () => {
  it('knows what holds at a moment, and that nothing does before there was an organization', () => {
    const stretches = [{ fromMs: 10, toMs: 20, terms: STARTER }];
    const at = (ms: number) => findTerms({ basis: { stretches, discounts: DISCOUNTS } }, ms);
    expect([at(9), at(10), at(19), at(20)]).toEqual([null, STARTER, STARTER, null]);
  });
});
