import { expect, it } from 'vitest';
import { createPlans } from '../plans/plans.js';
import type { PlansFile } from '../plans/plans-schema.js';
import { NO_RATES } from './price-costs.js';
import { DISCOUNTS } from './pricing-fixture.js';
import { toPriceList } from './to-price-list.js';

it('reads the volume discounts that come with the server', () => {
  const list = createPlans({ plansFile: null, defaultPlan: 'free' }).getPriceList();
  expect(list).toEqual({
    discounts: DISCOUNTS,
    promotions: [],
    addOns: new Map(),
    agreements: new Map(),
    formerAgreements: [],
    costs: NO_RATES,
  });
});

it('takes a file without prices beside its plans', () => {
  const none = { calls: [], tokens: [], embeddings: [] };
  expect(toPriceList({ plans: {} })).toEqual({
    discounts: none,
    promotions: [],
    addOns: new Map(),
    agreements: new Map(),
    formerAgreements: [],
    costs: NO_RATES,
  });
});

it('reads add-ons, agreements and times', () => {
  const quotas = { calls: 5, tokens: 0, embeddings: 0 };
  const file: PlansFile = {
    plans: {},
    costs: { memory_months: { cents: 10, per: 1000 } },
    add_ons: { seats: { name: 'Seats', price_cents: 100, quotas } },
    promotions: {
      spring: {
        name: 'Spring',
        percent_off: 20,
        plans: ['a'],
        from: '2026-03-01T00:00:00Z',
        until: '2026-06-01T00:00:00Z',
      },
    },
    agreements: {
      org_a: { plan: 'a', add_ons: ['seats'], price_lock: { until: '2027-01-01T00:00:00Z', base_price_cents: 7 } },
      org_b: { plan: 'a', base_price_cents: 0, quotas: { ...quotas, tokens: null }, limits: { per_day: null } },
    },
  };
  const { promotions, addOns, agreements, costs } = toPriceList(file);
  expect(costs).toEqual({ ...NO_RATES, memoryMonths: { cents: 10, per: 1000 } });
  expect(promotions).toEqual([
    {
      id: 'spring',
      name: 'Spring',
      percentOff: 20,
      planIds: ['a'],
      fromMs: Date.UTC(2026, 2),
      toMs: Date.UTC(2026, 5),
    },
  ]);
  expect(agreements.get('org_a')).toEqual({
    overrides: { planId: 'a', basePriceCents: null, quotas: {}, limits: {}, overage: null },
    addOnIds: ['seats'],
    priceLock: { planId: 'a', untilMs: Date.UTC(2027, 0), basePriceCents: 7, overage: null },
  });
  expect(agreements.get('org_b')).toMatchObject({
    overrides: { basePriceCents: 0, quotas: { calls: 5, tokens: null }, limits: { perDay: null } },
    priceLock: null,
  });
  expect([...addOns]).toEqual([['seats', { id: 'seats', name: 'Seats', priceCents: 100, quotas }]]);
});
