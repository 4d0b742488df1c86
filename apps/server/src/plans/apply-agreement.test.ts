import type { Agreement } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { applyAgreement, NO_AGREEMENT } from './apply-agreement.js';
import { createPlans } from './plans.js';

const NOW = Date.UTC(2026, 1, 10);
const plans = createPlans({ plansFile: null, defaultPlan: 'free' });
const starter = plans.get('starter');

const NOTHING = { planId: 'starter', basePriceCents: null, quotas: {}, limits: {}, overage: null };
const override = (fields: Partial<NonNullable<Agreement['overrides']>>): Agreement => ({
  ...NO_AGREEMENT,
  overrides: { ...NOTHING, ...fields },
});
const lock = (fields: Partial<NonNullable<Agreement['priceLock']>>): Agreement => ({
  ...NO_AGREEMENT,
  priceLock: { planId: 'starter', untilMs: NOW, basePriceCents: 3900, overage: null, ...fields },
});

describe('applyAgreement', () => {
  it('leaves a plan as it is where nothing was agreed', () => {
    expect(applyAgreement(starter, NO_AGREEMENT, NOW)).toBe(starter);
    expect(applyAgreement(starter, override({}), NOW)).toEqual(starter);
  });

  it('holds what was agreed against what the plan says, field by field; null is unlimited', () => {
    const agreed = override({
      basePriceCents: 0,
      quotas: { calls: null, memoriesStored: 5 },
      limits: { perDay: null },
    });
    expect(applyAgreement(starter, agreed, NOW)).toEqual({
      ...starter,
      basePriceCents: 0,
      quotas: { ...starter.quotas, calls: null, memoriesStored: 5 },
      limits: { ...starter.limits, perDay: null },
    });
  });

  it('charges overage where the plan would refuse it', () => {
    const price = { cents: 1, per: 1 };
    const overage = { calls: price, tokens: price, embeddings: price };
    const free = plans.get('free');
    expect(applyAgreement(free, override({ planId: 'free', overage }), NOW).overage).toEqual(overage);
  });

  it('holds nothing that was agreed for another plan', () => {
    const professional = plans.get('professional');
    expect(applyAgreement(professional, override({ basePriceCents: 1, limits: { perMinute: 1 } }), NOW)).toBe(
      professional,
    );
    expect(applyAgreement(professional, lock({}), NOW - 1)).toBe(professional);
  });

  it('locks a price until a millisecond, and never raises one', () => {
    expect(applyAgreement(starter, lock({}), NOW - 1).basePriceCents).toBe(3900);
    expect(applyAgreement(starter, lock({}), NOW).basePriceCents).toBe(4900);
    const dear = { cents: 1, per: 1 };
    const cheap = { cents: 1, per: 1_000_000 };
    const overage = { calls: dear, tokens: cheap, embeddings: dear };
    expect(applyAgreement(starter, lock({ basePriceCents: 9900, overage }), NOW - 1)).toEqual({
      ...starter,
      overage: { calls: { cents: 50, per: 1000 }, tokens: cheap, embeddings: { cents: 20, per: 1000 } },
    });
  });

  it('locks the price of what was negotiated', () => {
    const enterprise = plans.get('enterprise');
    expect(applyAgreement(enterprise, lock({ planId: 'enterprise' }), NOW - 1).basePriceCents).toBe(3900);
  });
});
