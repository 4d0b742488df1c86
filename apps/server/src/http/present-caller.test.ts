import type { Organization } from '@memory-api/storage';
import { anApiKey, anOrganization } from '@memory-api/storage/conformance';
import { describe, expect, it } from 'vitest';
import { createPlans } from '../plans/plans.js';
import { createResolvePlan } from '../plans/resolve-plan.js';
import { createToPresentCaller } from './present-caller.js';

const NOW = 1_000_000;
const plans = createPlans({ plansFile: null, defaultPlan: 'free' });

function known(organization: Partial<Organization>) {
  return {
    key: anApiKey(),
    organization: anOrganization(organization),
    tenant: { orgId: 'org_a', environment: 'live' as const },
    namespaces: null,
  };
}

describe('createToPresentCaller', () => {
  const toPresent = createToPresentCaller(createResolvePlan(plans));

  it('adds the plan, and gives the same caller as long as he has it', () => {
    const caller = known({ planId: 'starter' });
    const present = toPresent(caller, NOW);
    expect(present).toEqual({ ...caller, plan: plans.get('starter') });
    expect(toPresent(caller, NOW + 1)).toBe(present);
  });

  it('takes the plan that was decided for later from its millisecond on, and the one before it until then', () => {
    const caller = known({ planId: 'starter', nextPlan: { planId: 'free', startsAtMs: NOW } });
    expect(toPresent(caller, NOW - 1)).toMatchObject({ plan: { id: 'starter' }, organization: { planId: 'starter' } });
    const after = toPresent(caller, NOW);
    expect(after).toMatchObject({ plan: { id: 'free' }, organization: { planId: 'free', nextPlan: null } });
    expect(toPresent(caller, NOW + 9)).toBe(after);
    expect(toPresent(caller, NOW - 1).organization.nextPlan).toEqual({ planId: 'free', startsAtMs: NOW });
  });

  it('tells a plan that is to come from the present one where both are the same to limits', () => {
    const caller = known({ planId: 'gone', nextPlan: { planId: 'free', startsAtMs: NOW } });
    expect(toPresent(caller, NOW - 1).organization.planId).toBe('gone');
    expect(toPresent(caller, NOW).organization.planId).toBe('free');
  });

  it('charges again when the trial is over', () => {
    const caller = known({ planId: 'starter', trialEndsAtMs: NOW });
    expect(toPresent(caller, NOW - 1).plan.overage).toBeNull();
    expect(toPresent(caller, NOW).plan.overage).not.toBeNull();
  });
});
