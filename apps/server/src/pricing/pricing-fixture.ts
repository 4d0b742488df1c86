import fc from 'fast-check';
import { toBillingPeriod } from '../plans/billing-period.js';
import type { PricedPeriod } from './price-period.js';
import type { AddOn, Segment, Terms, Used, VolumeDiscounts } from './terms.js';

/** January 2026: 31 days. */
export const JANUARY = toBillingPeriod(Date.UTC(2026, 0, 15));

/** The volume discounts of the price list. */
export const DISCOUNTS: VolumeDiscounts = {
  calls: toSteps(100_000, 500_000, 1_000_000),
  tokens: toSteps(10_000_000, 50_000_000, 100_000_000),
  embeddings: [],
};

function toSteps(...beyond: readonly number[]): VolumeDiscounts['calls'] {
  return beyond.map((units, at) => ({ beyond: units, percentOff: 10 * (at + 1) }));
}

/** The plan starter of the price list. */
export const STARTER: Terms = {
  planId: 'starter',
  planName: 'Starter',
  basePriceCents: 4900,
  quotas: { calls: 10_000, tokens: 1_000_000, embeddings: 10_000 },
  overage: {
    calls: { cents: 50, per: 1000 },
    tokens: { cents: 500, per: 1_000_000 },
    embeddings: { cents: 20, per: 1000 },
  },
  addOns: [],
  promotion: null,
};

/** The plan professional of the price list. */
export const PROFESSIONAL: Terms = {
  ...STARTER,
  planId: 'professional',
  planName: 'Professional',
  basePriceCents: 29_900,
  quotas: { calls: 100_000, tokens: 20_000_000, embeddings: 100_000 },
  overage: {
    calls: { cents: 30, per: 1000 },
    tokens: { cents: 300, per: 1_000_000 },
    embeddings: { cents: 15, per: 1000 },
  },
};

/** Nothing used. */
export const UNUSED: Used = { calls: 0, tokens: 0, embeddings: 0 };

/** A whole January under the same terms. */
export function toPeriod(terms: Terms, used: Partial<Used> = {}): PricedPeriod {
  const segment: Segment = { ...JANUARY, terms, used: { ...UNUSED, ...used } };
  return { period: JANUARY, segments: [segment], discounts: DISCOUNTS, untilMs: JANUARY.toMs };
}

const units = fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 3_000_000 }), fc.nat({ max: 300_000_000 }));
const unitPrice = fc.record({ cents: fc.nat({ max: 1000 }), per: fc.integer({ min: 1, max: 1_000_000 }) });
const quota = fc.option(fc.nat({ max: 2_000_000 }));
const addOn: fc.Arbitrary<AddOn> = fc.record({
  id: fc.constantFrom('a', 'b'),
  name: fc.constantFrom('Seats', 'More calls'),
  priceCents: fc.nat({ max: 100_000 }),
  quotas: fc.record({ calls: units, tokens: units, embeddings: units }),
});

/** What was used, from nothing to more than any quota. */
export const anyUsed: fc.Arbitrary<Used> = fc.record({ calls: units, tokens: units, embeddings: units });

/** Any terms that a file of plans may lead to. */
export const anyTerms: fc.Arbitrary<Terms> = fc.record({
  planId: fc.constant('any'),
  planName: fc.constantFrom('One', 'Two', 'Three'),
  basePriceCents: fc.nat({ max: 1_000_000 }),
  quotas: fc.record({ calls: quota, tokens: quota, embeddings: quota }),
  overage: fc.option(fc.record({ calls: unitPrice, tokens: unitPrice, embeddings: unitPrice })),
  addOns: fc.array(addOn, { maxLength: 2 }),
  promotion: fc.option(
    fc.record({ id: fc.constant('p'), name: fc.constant('Spring'), percentOff: fc.nat({ max: 100 }) }),
  ),
});

const steps = fc
  .uniqueArray(fc.integer({ min: 1, max: 2_000_000 }), { maxLength: 3 })
  .chain((beyond) =>
    fc
      .array(fc.nat({ max: 100 }), { minLength: beyond.length, maxLength: beyond.length })
      .map((percents) =>
        beyond.toSorted((a, b) => a - b).map((from, at) => ({ beyond: from, percentOff: percents[at] ?? 0 })),
      ),
  );
const discounts: fc.Arbitrary<VolumeDiscounts> = fc.record({ calls: steps, tokens: steps, embeddings: steps });

/** A moment of January. */
export const anyMoment = fc.integer({ min: JANUARY.fromMs, max: JANUARY.toMs });

/** A January of up to four stretches, each with terms and use of its own, priced up to its end. */
export const anyPeriod: fc.Arbitrary<PricedPeriod> = fc
  .record({
    cuts: fc.uniqueArray(anyMoment, { maxLength: 3 }),
    parts: fc.array(fc.record({ terms: anyTerms, used: anyUsed }), { minLength: 4, maxLength: 4 }),
    discounts,
  })
  .map(({ cuts, parts, discounts: taken }) => {
    const edges = [JANUARY.fromMs, ...cuts.toSorted((a, b) => a - b), JANUARY.toMs];
    const segments = parts.slice(0, edges.length - 1).map((part, at) => ({
      ...part,
      fromMs: edges[at] ?? JANUARY.fromMs,
      toMs: edges[at + 1] ?? JANUARY.toMs,
    }));
    return { period: JANUARY, segments, discounts: taken, untilMs: JANUARY.toMs };
  });
