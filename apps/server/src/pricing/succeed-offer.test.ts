import type { Agreement } from '@memory-api/storage';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SELF_HOSTED_PLAN } from '../plans/plan.js';
import type { Offer } from '../plans/to-offer.js';
import { NO_RATES } from './price-costs.js';
import type { DatedPromotion } from './price-list.js';
import { succeedOffer } from './succeed-offer.js';

const NO_DISCOUNTS = { calls: [], tokens: [], embeddings: [] };

interface Offered {
  readonly plans?: Readonly<Record<string, number>>;
  readonly addOns?: Readonly<Record<string, number>>;
  readonly promotions?: readonly DatedPromotion[];
}

function toOffer({ plans = {}, addOns = {}, promotions = [] }: Offered): Offer {
  const quotas = { calls: 0, tokens: 0, embeddings: 0 };
  return {
    plans: new Map(
      Object.entries(plans).map(([id, basePriceCents]) => [id, { ...SELF_HOSTED_PLAN, id, basePriceCents }]),
    ),
    priceList: {
      discounts: NO_DISCOUNTS,
      promotions,
      addOns: new Map(Object.entries(addOns).map(([id, priceCents]) => [id, { id, name: id, priceCents, quotas }])),
      costs: NO_RATES,
      agreements: new Map(),
      formerAgreements: [],
    },
  };
}

const promotion = (id: string, percentOff: number, fields: Partial<DatedPromotion> = {}): DatedPromotion => ({
  id,
  name: id,
  percentOff,
  planIds: ['paid'],
  fromMs: 10,
  toMs: 90,
  ...fields,
});

/** The promotions that are left of files, each with the moment at which it was read. */
function succeed(...files: readonly (readonly [fromMs: number, promotions: readonly DatedPromotion[]])[]) {
  const [first, ...later] = files.map(([fromMs, promotions]) => ({ fromMs, offer: toOffer({ promotions }) }));
  const start = first?.offer ?? toOffer({});
  return later.reduce((before, { fromMs, offer }) => succeedOffer(before, offer, fromMs), start).priceList.promotions;
}

it('has plans and add-ons of the new file, and of the last one that had them what it lacks', () => {
  const first = toOffer({ plans: { a: 1, gone: 2 }, addOns: { seats: 3, calls: 4 } });
  const second = toOffer({ plans: { a: 5, gone: 6 }, addOns: { seats: 7 } });
  const third = toOffer({ plans: { a: 8 }, addOns: { calls: 9 } });
  const { plans, priceList } = succeedOffer(succeedOffer(first, second, 1), third, 2);
  expect([...plans].map(([id, { basePriceCents }]) => [id, basePriceCents])).toEqual([
    ['a', 8],
    ['gone', 6],
  ]);
  expect([...priceList.addOns].map(([id, { priceCents }]) => [id, priceCents])).toEqual([
    ['seats', 7],
    ['calls', 9],
  ]);
});

it('takes discounts, and what is agreed now, from the new file alone', () => {
  const steps = [{ beyond: 1, percentOff: 2 }];
  const agreement = { overrides: null, addOnIds: [], priceLock: null };
  const { plans, priceList } = toOffer({});
  const agreed = {
    ...priceList,
    discounts: { ...NO_DISCOUNTS, calls: steps },
    agreements: new Map([['org_a', agreement]]),
  };
  const after = succeedOffer({ plans, priceList: agreed }, { plans, priceList }, 1);
  expect([after.priceList.discounts, after.priceList.agreements.size]).toEqual([NO_DISCOUNTS, 0]);
});

it('ends an agreement when a file is read that has it no more, has another plan, or lacks an add-on of it', () => {
  const agree = (planId: string, basePriceCents: number, addOnIds: readonly string[] = []): Agreement => ({
    overrides: { planId, basePriceCents, quotas: {}, limits: {}, overage: null },
    addOnIds,
    priceLock: null,
  });
  const { plans, priceList } = toOffer({});
  const files = [
    { org_a: agree('big', 1), org_b: agree('big', 2, ['seats']), org_c: agree('big', 3) },
    // Of the same plan and all that it had, or more: another price.
    { org_a: agree('big', 4), org_b: agree('big', 5, ['seats', 'calls']), org_c: agree('small', 6) },
    { org_b: agree('big', 7, ['calls']), org_c: agree('big', 8) },
    { org_a: agree('big', 9), org_b: agree('big', 10, ['calls']), org_c: agree('big', 11) },
  ].map((agreed): Offer => ({ plans, priceList: { ...priceList, agreements: new Map(Object.entries(agreed)) } }));
  const last = files.reduce((before, next, at) => succeedOffer(before, next, at * 10)).priceList;
  expect(last.formerAgreements).toEqual([
    { orgId: 'org_c', agreement: agree('big', 3), toMs: 10 },
    { orgId: 'org_a', agreement: agree('big', 4), toMs: 20 },
    { orgId: 'org_b', agreement: agree('big', 5, ['seats', 'calls']), toMs: 20 },
    { orgId: 'org_c', agreement: agree('small', 6), toMs: 20 },
  ]);
  expect([...last.agreements.values()].map(({ overrides }) => overrides?.basePriceCents)).toEqual([9, 10, 11]);
});

it('ends a promotion that is taken out when the file without it is read, unless it had ended', () => {
  const spring = promotion('spring', 20);
  expect(succeed([0, [spring]], [50, []], [60, []])).toEqual([{ ...spring, toMs: 50 }]);
  expect(succeed([0, [spring]], [95, []])).toEqual([spring]);
});

it('forgets a promotion that is taken out before it has begun', () => {
  expect(succeed([0, [promotion('spring', 20)]], [10, []])).toEqual([]);
});

it('has a promotion as the last file has it, whatever those before said, also where it was out in between', () => {
  const changed = promotion('spring', 30, { toMs: 40 });
  expect(succeed([0, [promotion('spring', 20)]], [50, [changed]])).toEqual([changed]);
  expect(succeed([0, [promotion('spring', 20)]], [50, []], [60, [changed]])).toEqual([changed]);
});

it('ends a promotion for the plans that it is taken from', () => {
  const both = promotion('spring', 20, { planIds: ['paid', 'gone'] });
  const one = promotion('spring', 25);
  expect(succeed([0, [both]], [50, [one]])).toEqual([one, { ...both, planIds: ['gone'], toMs: 50 }]);
});

const promotions = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b'),
    name: fc.constant('Spring'),
    percentOff: fc.nat({ max: 100 }),
    planIds: fc.uniqueArray(fc.constantFrom('free', 'paid'), { minLength: 1 }),
    fromMs: fc.nat({ max: 50 }),
    toMs: fc.integer({ min: 51, max: 100 }),
  }),
  { selector: ({ id }) => id, maxLength: 2 },
);
const files = fc
  .array(promotions, { minLength: 1, maxLength: 5 })
  .map((all) => all.map((each, at) => [at * 20, each] as const));

it('gives each plan, of each promotion, what the last file that had it said, until the one that took it away', () => {
  fc.assert(
    fc.property(
      files,
      fc.constantFrom('a', 'b'),
      fc.constantFrom('free', 'paid'),
      fc.nat({ max: 100 }),
      (all, id, planId, atMs) => {
        const isOf = (each: DatedPromotion): boolean => each.id === id && each.planIds.includes(planId);
        const isRunning = ({ fromMs, toMs }: DatedPromotion): boolean => fromMs <= atMs && atMs < toMs;
        const last = all.findLastIndex(([, each]) => each.some(isOf));
        const said = all[last]?.[1].find(isOf);
        const [takenMs] = all[last + 1] ?? [Infinity];
        const expected = said !== undefined && isRunning(said) && atMs < takenMs ? [said.percentOff] : [];
        const found = succeed(...all).filter((each) => isOf(each) && isRunning(each));
        expect(found.map(({ percentOff }) => percentOff)).toEqual(expected);
      },
    ),
  );
});
