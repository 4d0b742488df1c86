import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toVolumeDiscount } from './price-overage.js';
import { pricePeriod, type PricedPeriod } from './price-period.js';
import {
  anyMoment,
  anyPeriod,
  anyUsed,
  DISCOUNTS,
  JANUARY,
  PROFESSIONAL,
  STARTER,
  toPeriod,
  UNUSED,
} from './pricing-fixture.js';
import { addAll, compare, type Rational, toRational, ZERO } from './rational.js';
import type { Segment, Terms, Used } from './terms.js';

const totalOf = (period: PricedPeriod): Rational => addAll(pricePeriod(period).map(({ cents }) => cents));
const DAY_MS = 86_400_000;

/** The whole cents of a period that comes to just these. */
function centsOf(period: PricedPeriod): number {
  const { numerator, denominator } = totalOf(period);
  expect(denominator).toBe(1n);
  return Number(numerator);
}

/** January with a change of terms at a moment. */
function toChange(atMs: number, before: Segment['terms'], after: Segment['terms']): PricedPeriod {
  const segments = [
    { fromMs: JANUARY.fromMs, toMs: atMs, terms: before, used: UNUSED },
    { fromMs: atMs, toMs: JANUARY.toMs, terms: after, used: UNUSED },
  ];
  return { ...toPeriod(before), segments };
}

describe('a period', () => {
  it('costs the base price where no more than the quota was used', () => {
    const quota = { calls: 10_000, tokens: 1_000_000, embeddings: 10_000 };
    expect(centsOf(toPeriod(STARTER, quota))).toBe(4900);
  });

  it.each([
    [{ calls: 11_000 }, 50],
    [{ calls: 10_020 }, 1],
    [{ tokens: 3_000_000 }, 1000],
    [{ embeddings: 15_000 }, 100],
    // 100,000 at 50, 400,000 at 45, 500,000 at 40, 500,000 at 35 cents a thousand.
    [{ calls: 1_510_000 }, 5000 + 18_000 + 20_000 + 17_500],
    // 10M at 500, 40M at 450, 50M at 400, 20M at 350 cents a million.
    [{ tokens: 121_000_000 }, 5000 + 18_000 + 20_000 + 7000],
  ])('with %j on starter costs %d cents beyond it', (used, cents) => {
    expect(centsOf(toPeriod(STARTER, used))).toBe(4900 + cents);
  });

  it('charges a single unit its exact share', () => {
    const lines = pricePeriod(toPeriod(STARTER, { calls: 10_001 }));
    expect(lines.map(({ kind, quantity, cents }) => [kind, quantity, cents])).toEqual([
      ['base', null, toRational(4900)],
      ['overage', 1, toRational(1, 20)],
    ]);
  });

  it('costs nothing beyond the quota where that is refused, or where there is none', () => {
    expect(centsOf(toPeriod({ ...STARTER, overage: null }, { calls: 99_999 }))).toBe(4900);
    const quotas = { calls: null, tokens: null, embeddings: null };
    expect(centsOf(toPeriod({ ...STARTER, quotas }, { calls: 10 ** 9, tokens: 10 ** 12 }))).toBe(4900);
  });

  it('shares the price by the second where the plan was changed', () => {
    const at = JANUARY.fromMs + 10 * DAY_MS;
    expect(totalOf(toChange(at, STARTER, PROFESSIONAL))).toEqual(toRational(10 * 4900 + 21 * 29_900, 31));
    const second = totalOf(toChange(JANUARY.fromMs + 1000, STARTER, PROFESSIONAL));
    expect(second).toEqual(toRational(4900 + (31 * 86_400 - 1) * 29_900, 31 * 86_400));
    // Less than a second is nobody's.
    expect(totalOf(toChange(JANUARY.fromMs + 999, STARTER, PROFESSIONAL))).toEqual(toRational(29_900));
  });

  it('holds a unit against the quota that was there when it was used', () => {
    const upgrade = toChange(JANUARY.toMs - 1000, STARTER, PROFESSIONAL);
    const [before, after] = upgrade.segments as readonly [Segment, Segment];
    // 40,000 beyond starter's quota: an upgrade in the last second pays them back to nobody.
    const late = { ...upgrade, segments: [{ ...before, used: { ...UNUSED, calls: 50_000 } }, after] };
    expect(pricePeriod(late).find(({ kind }) => kind === 'overage')?.cents).toEqual(toRational(2000));
    // The next 50,000 are within professional's.
    const more = { ...late, segments: [late.segments[0] ?? before, { ...after, used: { ...UNUSED, calls: 60_000 } }] };
    const overage = pricePeriod(more).filter(({ kind }) => kind === 'overage');
    expect(overage.map(({ quantity, cents }) => [quantity, cents])).toEqual([
      [40_000, toRational(2000)],
      [10_000, toRational(300)],
    ]);
  });

  it('counts the volume of a whole period, whatever plans it was used on', () => {
    const change = toChange(JANUARY.fromMs + DAY_MS, STARTER, PROFESSIONAL);
    const segments = change.segments.map((each) => ({ ...each, used: { ...UNUSED, calls: 110_000 } }));
    const [discount] = pricePeriod({ ...change, segments }).filter(({ kind }) => kind === 'volume_discount');
    // 100,000 beyond starter's quota, then 110,000 beyond professional's: those are past the first 100,000.
    expect(discount?.cents).toEqual(toRational(-110 * 3));
  });

  it('sells add-ons with their quotas, and takes a promotion off both prices but not off overage', () => {
    const addOns = [
      { id: 'a', name: 'More calls', priceCents: 1000, quotas: { calls: 5000, tokens: 0, embeddings: 0 } },
    ];
    const promotion = { id: 'p', name: 'Spring', percentOff: 50 };
    const terms: Terms = { ...STARTER, addOns, promotion };
    expect(centsOf(toPeriod(terms, { calls: 15_000 }))).toBe(2950);
    expect(centsOf(toPeriod(terms, { calls: 16_000 }))).toBe(2950 + 50);
  });

  it('is not priced with a hole in it', () => {
    const { segments, ...parts } = toChange(JANUARY.fromMs + DAY_MS, STARTER, STARTER);
    const holed = segments.map((each, at) => (at === 0 ? { ...each, toMs: each.toMs - 1 } : each));
    expect(() => pricePeriod({ ...parts, segments: holed })).toThrow('without a gap');
  });
});

function useMore(segment: Segment, { calls, tokens, embeddings }: Used): Segment {
  const { used } = segment;
  return {
    ...segment,
    used: { calls: used.calls + calls, tokens: used.tokens + tokens, embeddings: used.embeddings + embeddings },
  };
}

describe('any period', () => {
  it('never costs less than nothing, and no line takes off more than there is', () => {
    fc.assert(
      fc.property(anyPeriod, anyMoment, (period, untilMs) => {
        expect(compare(totalOf({ ...period, untilMs }), ZERO)).toBeGreaterThanOrEqual(0);
        for (const { kind, cents } of pricePeriod(period)) {
          const sign = compare(cents, ZERO);
          if (kind === 'promotion' || kind === 'volume_discount') expect(sign).toBeLessThanOrEqual(0);
          else expect(sign).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('never costs less for more use or more time', () => {
    fc.assert(
      fc.property(anyPeriod, anyUsed, fc.nat(3), anyMoment, anyMoment, (period, extra, where, a, b) => {
        const segments = period.segments.map((each, at) =>
          at === where % period.segments.length ? useMore(each, extra) : each,
        );
        expect(compare(totalOf({ ...period, segments }), totalOf(period))).toBeGreaterThanOrEqual(0);
        const [earlier, later] = [Math.min(a, b), Math.max(a, b)];
        const until = (untilMs: number) => totalOf({ ...period, untilMs });
        expect(compare(until(later), until(earlier))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('never costs more with a discount or a promotion than without', () => {
    fc.assert(
      fc.property(anyPeriod, (period) => {
        const discounts = { calls: [], tokens: [], embeddings: [] };
        const segments = period.segments.map((each) => ({ ...each, terms: { ...each.terms, promotion: null } }));
        const full = totalOf({ ...period, discounts, segments });
        expect(compare(totalOf(period), full)).toBeLessThanOrEqual(0);
        expect(compare(totalOf({ ...period, segments }), full)).toBeLessThanOrEqual(0);
        expect(compare(totalOf({ ...period, discounts }), full)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('costs the same when a stretch of it is cut in two, wherever its use falls', () => {
    fc.assert(
      fc.property(anyPeriod, fc.nat({ max: 3 }), anyMoment, fc.nat({ max: 100 }), (period, which, cutMs, percent) => {
        const segments = period.segments.flatMap((each, at) => {
          if (at !== which % period.segments.length || cutMs <= each.fromMs || cutMs >= each.toMs) return [each];
          const partOf = (units: number): number => Math.floor((units * percent) / 100);
          const { calls, tokens, embeddings } = each.used;
          const first = { calls: partOf(calls), tokens: partOf(tokens), embeddings: partOf(embeddings) };
          const second = {
            calls: calls - first.calls,
            tokens: tokens - first.tokens,
            embeddings: embeddings - first.embeddings,
          };
          return [
            { ...each, toMs: cutMs, used: first },
            { ...each, fromMs: cutMs, used: second },
          ];
        });
        expect(totalOf({ ...period, segments })).toEqual(totalOf(period));
      }),
    );
  });
});

describe('the volume discount', () => {
  const price = { cents: 50, per: 1000 };

  it('takes off the same in pieces as at once', () => {
    const pieces = fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 5 });
    fc.assert(
      fc.property(pieces, (counts) => {
        const charged = counts.map((count) => ({ price, units: BigInt(count) }));
        const units = charged.reduce((sum, each) => sum + each.units, 0n);
        expect(toVolumeDiscount(charged, DISCOUNTS.calls)).toEqual(
          toVolumeDiscount([{ price, units }], DISCOUNTS.calls),
        );
      }),
    );
  });

  it('goes by the dearest units first, so that a cheap one more does not make it cheaper', () => {
    const steps = [{ beyond: 10, percentOff: 100 }];
    const dear = { price: { cents: 100, per: 1 }, units: 10n };
    const cheap = { price: { cents: 1, per: 1 }, units: 5n };
    expect(toVolumeDiscount([cheap, dear], steps)).toEqual(toRational(5));
  });

  it('is nothing up to the first step, and where there is none', () => {
    expect(toVolumeDiscount([{ price, units: 100_000n }], DISCOUNTS.calls)).toEqual(ZERO);
    expect(toVolumeDiscount([{ price, units: 10n ** 12n }], [])).toEqual(ZERO);
  });
});
