import { describe, expect, it } from 'vitest';
import { SELF_HOSTED_PLAN } from '../../plans/plan.js';
import { createPlans } from '../../plans/plans.js';
import { toTenantLimits } from './tenant-limits.js';

const plans = createPlans({ plansFile: null, defaultPlan: 'free' });
const limitsOf = (planId: string, environment: 'live' | 'test', isBillingOn: boolean) =>
  toTenantLimits(plans.get(planId), environment, { isBillingOn });

describe('toTenantLimits', () => {
  it('gives the limits of the plan, and no quota, while billing is off', () => {
    const free = { perMinute: 10, perDay: 100, atOnce: 2, perMonth: null, memoriesStored: null };
    expect(limitsOf('free', 'live', false)).toEqual(free);
    expect(limitsOf('free', 'test', false)).toEqual(free);
  });

  it("blocks by a month's quotas where nothing beyond them is charged, and by memories always", () => {
    expect(limitsOf('free', 'live', true)).toMatchObject({
      perMonth: { calls: 100, tokens: 10_000, embeddings: 100 },
      memoriesStored: 100,
    });
    expect(limitsOf('starter', 'live', true)).toMatchObject({ perMonth: null, memoriesStored: 10_000 });
    expect(limitsOf('enterprise', 'live', true)).toEqual({
      perMinute: 1000,
      perDay: null,
      atOnce: 100,
      perMonth: null,
      memoriesStored: null,
    });
  });

  it('gives the sandbox no quota, and at most sixty requests a minute while billing is on', () => {
    expect(limitsOf('free', 'test', true)).toMatchObject({ perMinute: 10, perMonth: null, memoriesStored: null });
    expect(limitsOf('professional', 'test', true)).toMatchObject({ perMinute: 60, perDay: 50_000, atOnce: 20 });
    expect(limitsOf('professional', 'test', false)).toMatchObject({ perMinute: 300 });
  });

  it('limits nothing of self-hosted but the sandbox of a server that bills', () => {
    for (const [environment, isBillingOn] of [
      ['live', false],
      ['live', true],
      ['test', false],
    ] as const) {
      expect(toTenantLimits(SELF_HOSTED_PLAN, environment, { isBillingOn })).toBeNull();
    }
    expect(toTenantLimits(SELF_HOSTED_PLAN, 'test', { isBillingOn: true })).toMatchObject({
      perMinute: 60,
      perDay: null,
    });
  });
});
