import type { Agreement, AgreementChange, PlanChange } from '@memory-api/storage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_AGREEMENT } from '../plans/apply-agreement.js';
import type { Interval } from '../plans/billing-period.js';
import { createPlans } from '../plans/plans.js';
import { NO_RATES } from './price-costs.js';
import { toBilledTime } from './billed-time.js';
import type { PriceList } from './price-list.js';
import type { AddOn } from './terms.js';
import { DISCOUNTS, JANUARY } from './pricing-fixture.js';
import { toStretches } from './to-stretches.js';

const DAY_MS = 86_400_000;
const plans = createPlans({ plansFile: null, defaultPlan: 'free' });
const day = (number: number): number => JANUARY.fromMs + (number - 1) * DAY_MS;

const change = (planId: string, decided: number, fields: Partial<PlanChange> = {}): PlanChange => ({
  orgId: 'org_a',
  fromPlanId: 'free',
  planId,
  decidedAtMs: day(decided),
  startsAtMs: day(decided),
  trialEndsAtMs: null,
  keyId: null,
  ...fields,
});

function cut(
  changes: readonly PlanChange[],
  settings: {
    list?: Partial<PriceList>;
    agreement?: Partial<Agreement>;
    agreements?: readonly AgreementChange[];
    created?: number;
    billed?: readonly Interval[];
  } = {},
) {
  const { list = {}, agreement, agreements = [], created = -30, billed = toBilledTime([]) } = settings;
  const filed = new Map(agreement === undefined ? [] : [['org_a', { ...NO_AGREEMENT, ...agreement }] as const]);
  const stretches = toStretches({
    subscriber: {
      orgId: 'org_a',
      createdAtMs: day(created),
      planId: changes.at(-1)?.planId ?? 'starter',
      changes,
      agreements,
    },
    period: JANUARY,
    priceList: {
      discounts: DISCOUNTS,
      promotions: [],
      addOns: new Map(),
      costs: NO_RATES,
      agreements: filed,
      formerAgreements: [],
      ...list,
    },
    getPlan: plans.get,
    billed,
  });
  return stretches.map(({ fromMs, terms, isUnbilled }) => ({
    ...terms,
    ...(isUnbilled === true && { isUnbilled }),
    day: (fromMs - JANUARY.fromMs) / DAY_MS + 1,
  }));
}

describe('toStretches', () => {
  it('is one stretch where nothing changes, and begins when the organization did', () => {
    expect(cut([])).toMatchObject([{ day: 1, planId: 'starter', basePriceCents: 4900, promotion: null }]);
    expect(cut([], { created: 10 })).toMatchObject([{ day: 10 }]);
    expect(cut([], { created: 40 })).toEqual([]);
  });

  it('cuts where a plan takes effect', () => {
    expect(cut([change('starter', 5), change('professional', 20)])).toMatchObject([
      { day: 1, planId: 'free', basePriceCents: 0 },
      { day: 5, planId: 'starter', basePriceCents: 4900 },
      { day: 20, planId: 'professional', basePriceCents: 29_900 },
    ]);
  });

  it('knows no plan that was called off before it came', () => {
    const later = change('free', 3, { fromPlanId: 'starter', startsAtMs: day(10) });
    expect(cut([{ ...later }, change('professional', 9, { fromPlanId: 'starter' })])).toMatchObject([
      { day: 1, planId: 'starter' },
      { day: 9, planId: 'professional' },
    ]);
  });

  it('charges nothing in a trial, whatever plan it is spent on', () => {
    const trial = change('starter', 5, { trialEndsAtMs: day(19) });
    const addOn = { id: 'more', name: 'More calls', priceCents: 1900, quotas: {} } as unknown as AddOn;
    const settings = { list: { addOns: new Map([['more', addOn]]) }, agreement: { addOnIds: ['more'] } };
    expect(cut([trial, change('professional', 10, { fromPlanId: 'starter' })], settings)).toMatchObject([
      { day: 1, planId: 'free', addOns: [addOn] },
      { day: 5, planId: 'starter', basePriceCents: 0, overage: null, addOns: [] },
      { day: 10, planId: 'professional', basePriceCents: 0, overage: null, addOns: [] },
      { day: 19, planId: 'professional', basePriceCents: 29_900, addOns: [addOn] },
    ]);
  });

  it('ends promotions and price locks on their day, and takes the better of two promotions', () => {
    const promotion = (id: string, percentOff: number, from: number, to: number) => ({
      id,
      name: id,
      percentOff,
      planIds: ['starter'],
      fromMs: day(from),
      toMs: day(to),
    });
    const promotions = [promotion('small', 10, 1, 20), promotion('large', 50, 5, 10)];
    expect(cut([], { list: { promotions } }).map((terms) => [terms.day, terms.promotion?.id ?? null])).toEqual([
      [1, 'small'],
      [5, 'large'],
      [10, 'small'],
      [20, null],
    ]);
    const priceLock = { planId: 'starter', untilMs: day(15), basePriceCents: 3900, overage: null };
    expect(cut([], { agreement: { priceLock } })).toMatchObject([
      { day: 1, basePriceCents: 3900 },
      { day: 15, basePriceCents: 4900 },
    ]);
  });

  it('holds what was agreed from the moment on at which it was, with its add-ons, and the file until then', () => {
    const addOn = { id: 'a', name: 'A', priceCents: 1, quotas: { calls: 1, tokens: 0, embeddings: 0 } };
    const overrides = { planId: 'starter', basePriceCents: 1, quotas: { calls: 5 }, limits: {}, overage: null };
    const agree = (agreedOn: number, agreement: Agreement | null) => ({
      orgId: 'org_a',
      startsAtMs: day(agreedOn),
      agreement,
      keyId: null,
    });
    const agreements = [agree(5, { ...NO_AGREEMENT, overrides, addOnIds: ['a', 'gone'] }), agree(9, null)];
    const list = { addOns: new Map([['a', addOn]]) };
    const agreement = { overrides: { ...overrides, basePriceCents: 2 } };
    expect(cut([], { agreements, list, agreement })).toMatchObject([
      { day: 1, basePriceCents: 2, addOns: [] },
      { day: 5, basePriceCents: 1, quotas: { calls: 5, tokens: 1_000_000 }, addOns: [addOn] },
      { day: 9, basePriceCents: 2, addOns: [] },
    ]);
  });

  it('holds what files agreed until the one that no longer did was read, of this organization alone', () => {
    const agree = (basePriceCents: number, untilMs: number) => ({
      overrides: { planId: 'starter', basePriceCents, quotas: {}, limits: {}, overage: null },
      addOnIds: [],
      priceLock: { planId: 'starter', untilMs, basePriceCents: 7, overage: null },
    });
    const formerAgreements = [
      { orgId: 'org_a', agreement: agree(9, day(4)), toMs: day(6) },
      { orgId: 'org_b', agreement: agree(1, day(7)), toMs: day(8) },
      { orgId: 'org_a', agreement: agree(6, day(3)), toMs: day(10) },
    ];
    const agreement = { overrides: agree(5, 0).overrides };
    const prices = (settings: Parameters<typeof cut>[1]) =>
      cut([], settings).map(({ day: from, basePriceCents }) => [from, basePriceCents]);
    const first = [
      [1, 7],
      [3, 7],
      [4, 9],
      [6, 6],
    ];
    expect(prices({ list: { formerAgreements } })).toEqual([...first, [10, 4900]]);
    expect(prices({ list: { formerAgreements }, agreement })).toEqual([...first, [10, 5]]);
    const decided = { orgId: 'org_a', startsAtMs: day(5), agreement: { ...NO_AGREEMENT }, keyId: null };
    expect(prices({ list: { formerAgreements }, agreements: [decided] })).toContainEqual([5, 4900]);
  });

  it('cuts where billing is turned on and off', () => {
    const billed = [
      { fromMs: day(5), toMs: day(9) },
      { fromMs: day(12), toMs: Infinity },
    ];
    expect(cut([], { billed }).map(({ day: from, isUnbilled = false }) => [from, isUnbilled])).toEqual([
      [1, true],
      [5, false],
      [9, true],
      [12, false],
    ]);
  });

  it('covers the period once, from the first day to the last, whatever was decided', () => {
    const anyChange = fc.record({
      planId: fc.constantFrom('free', 'starter', 'professional'),
      decidedAtMs: fc.integer({ min: day(-20), max: day(40) }),
      laterMs: fc.nat({ max: 40 * DAY_MS }),
      trialMs: fc.option(fc.nat({ max: 20 * DAY_MS })),
    });
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 6 }), (wishes) => {
        const changes = wishes
          .toSorted((a, b) => a.decidedAtMs - b.decidedAtMs)
          .map(({ planId, decidedAtMs, laterMs, trialMs }) =>
            change(planId, 1, {
              decidedAtMs,
              startsAtMs: decidedAtMs + laterMs,
              trialEndsAtMs: trialMs === null ? null : decidedAtMs + trialMs,
            }),
          );
        const stretches = toStretches({
          subscriber: { orgId: 'org_a', createdAtMs: day(-30), planId: 'free', changes, agreements: [] },
          period: JANUARY,
          priceList: {
            discounts: DISCOUNTS,
            promotions: [],
            addOns: new Map(),
            costs: NO_RATES,
            agreements: new Map(),
            formerAgreements: [],
          },
          getPlan: plans.get,
          billed: toBilledTime([]),
        });
        expect([stretches[0]?.fromMs, stretches.at(-1)?.toMs]).toEqual([JANUARY.fromMs, JANUARY.toMs]);
        stretches.slice(1).forEach(({ fromMs }, at) => expect(stretches[at]?.toMs).toBe(fromMs));
      }),
    );
  });
});
