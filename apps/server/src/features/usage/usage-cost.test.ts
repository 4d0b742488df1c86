import { expect, it } from 'vitest';
import { SELF_HOSTED_PLAN } from '../../plans/plan.js';
import { toCostCents } from './usage-cost.js';

const PRICE = { cents: 50, per: 1000 };
const OVERAGE = { calls: PRICE, tokens: PRICE, embeddings: PRICE };

it('is nothing where the plan has no price', () => {
  expect(toCostCents(SELF_HOSTED_PLAN, 'live')).toBe(0);
});

it.each([
  ['a base price', { basePriceCents: 4900, overage: null }],
  ['a negotiated price', { basePriceCents: null, overage: null }],
  ['a price beyond its quotas', { basePriceCents: 0, overage: OVERAGE }],
])('is not known where the plan has %s, and nothing in the sandbox', (_which, plan) => {
  expect(toCostCents(plan, 'live')).toBeNull();
  expect(toCostCents(plan, 'test')).toBe(0);
});
