import { describe, expect, it } from 'vitest';
import { createPlans } from './plans.js';
import { createResolvePlan } from './resolve-plan.js';

const NOW = Date.UTC(2026, 1, 10);
const plans = createPlans({ plansFile: null, defaultPlan: 'free' });

describe('createResolvePlan', () => {
  const resolve = createResolvePlan(plans);
  const onStarter = { planId: 'starter', trialEndsAtMs: NOW };

  it('gives the plan as the file has it, and the default for one that is unknown', () => {
    expect(resolve({ planId: 'starter', trialEndsAtMs: null }, NOW)).toBe(plans.get('starter'));
    expect(resolve({ planId: 'gold', trialEndsAtMs: null }, NOW)).toBe(plans.get('free'));
  });

  it('charges nothing beyond the quotas until the millisecond at which a trial ends', () => {
    expect(resolve(onStarter, NOW - 1)).toEqual({ ...plans.get('starter'), overage: null });
    expect(resolve(onStarter, NOW)).toBe(plans.get('starter'));
  });

  it('gives the same object each time, so that whoever made something of it needs to look no further', () => {
    expect(resolve(onStarter, NOW - 2)).toBe(resolve({ ...onStarter }, NOW - 1));
    expect(resolve({ planId: 'free', trialEndsAtMs: NOW }, NOW - 1)).toBe(plans.get('free'));
  });

  it('follows the plans when they are read again', () => {
    let present = plans.get('starter');
    const following = createResolvePlan({ get: () => present });
    following(onStarter, NOW - 1);
    present = { ...present, trialDays: 3 };
    expect(following(onStarter, NOW - 1)).toEqual({ ...present, overage: null });
  });
});
