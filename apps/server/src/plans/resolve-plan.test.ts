import { anOrganization } from '@memory-api/storage/conformance';
import { describe, expect, it } from 'vitest';
import type { PriceList } from '../pricing/price-list.js';
import { NO_AGREEMENT } from './apply-agreement.js';
import { createPlans } from './plans.js';
import { createResolvePlan } from './resolve-plan.js';

const NOW = Date.UTC(2026, 1, 10);
const plans = createPlans({ plansFile: null, defaultPlan: 'free' });
const starter = plans.get('starter');
const LIMITED = { planId: 'starter', basePriceCents: null, quotas: {}, limits: { perMinute: 7 }, overage: null };

describe('createResolvePlan', () => {
  const resolve = createResolvePlan(plans);
  const onStarter = anOrganization({ planId: 'starter' });
  const trying = anOrganization({ planId: 'starter', trialEndsAtMs: NOW });

  it('gives the plan as the file has it, and the default for one that is unknown', () => {
    expect(resolve(onStarter, NOW)).toBe(starter);
    expect(resolve({ ...onStarter, planId: 'gold' }, NOW)).toBe(plans.get('free'));
  });

  it('charges nothing beyond the quotas until the millisecond at which a trial ends', () => {
    expect(resolve(trying, NOW - 1)).toEqual({ ...starter, overage: null });
    expect(resolve(trying, NOW)).toBe(starter);
  });

  it('gives the same object each time, so that whoever made something of it needs to look no further', () => {
    expect(resolve(trying, NOW - 2)).toBe(resolve({ ...trying }, NOW - 1));
    expect(resolve({ ...trying, planId: 'free' }, NOW - 1)).toBe(plans.get('free'));
    const agreement = { ...NO_AGREEMENT, overrides: LIMITED };
    const agreed = { ...trying, agreement };
    expect(resolve(agreed, NOW - 1)).toBe(resolve({ ...agreed }, NOW - 2));
    expect(resolve(agreed, NOW - 1)).toEqual({
      ...starter,
      overage: null,
      limits: { ...starter.limits, perMinute: 7 },
    });
    expect(resolve(agreed, NOW).overage).toEqual(starter.overage);
  });

  it('ends a price lock at its millisecond', () => {
    const priceLock = { planId: 'starter', untilMs: NOW, basePriceCents: 3900, overage: null };
    const locked = { ...onStarter, agreement: { ...NO_AGREEMENT, priceLock } };
    expect([NOW - 1, NOW].map((nowMs) => resolve(locked, nowMs).basePriceCents)).toEqual([3900, 4900]);
  });

  it('follows the plans when they are read again', () => {
    let present = starter;
    const following = createResolvePlan({ ...plans, get: () => present });
    const agreed = { ...onStarter, agreement: { ...NO_AGREEMENT, overrides: LIMITED } };
    following(trying, NOW - 1);
    following(agreed, NOW);
    present = { ...present, trialDays: 3 };
    expect(following(trying, NOW - 1)).toEqual({ ...present, overage: null });
    expect(following(agreed, NOW)).toMatchObject({ trialDays: 3, limits: { perMinute: 7 } });
  });

  it('adds what add-ons hold to quotas that have an end, and takes the word of the operator over that of the file', () => {
    const quotas = { calls: 5, tokens: 1, embeddings: 0 };
    const list: PriceList = {
      ...plans.getPriceList(),
      addOns: new Map([['more', { id: 'more', name: 'More', priceCents: 1, quotas }]]),
      agreements: new Map([['org_a', { ...NO_AGREEMENT, overrides: LIMITED, addOnIds: ['more', 'gone'] }]]),
    };
    const listed = createResolvePlan({ ...plans, getPriceList: () => list });
    const unlimited = { ...LIMITED, quotas: { tokens: null } };
    expect(listed(onStarter, NOW)).toMatchObject({ quotas: { calls: 10_005, tokens: 1_000_001 } });
    const agreement = { ...NO_AGREEMENT, overrides: unlimited, addOnIds: ['more'] };
    expect(listed({ ...onStarter, agreement }, NOW)).toMatchObject({ quotas: { calls: 10_005, tokens: null } });
    expect(listed({ ...onStarter, agreement: NO_AGREEMENT }, NOW)).toEqual(starter);
  });
});
