import type { Organization } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { toWireAccount } from './account-mapper.js';
import { SELF_HOSTED_PLAN } from '../../plans/plan.js';

const organization: Organization = {
  id: 'org_1',
  name: 'Harbour Travel',
  email: 'dana@example.com',
  planId: 'self-hosted',
  isActive: true,
  isOwner: true,
  createdAtMs: Date.parse('2026-03-01T12:00:00.000Z'),
  nextPlan: null,
  trialEndsAtMs: null,
  agreement: null,
  isPaymentApproved: false,
};

const findPlan = (planId: string) => (planId === SELF_HOSTED_PLAN.id ? SELF_HOSTED_PLAN : null);

describe('toWireAccount', () => {
  it('shows an organization with its whole plan', () => {
    expect(toWireAccount(organization, findPlan)).toEqual({
      org_id: 'org_1',
      name: 'Harbour Travel',
      email: 'dana@example.com',
      plan: {
        id: 'self-hosted',
        name: 'Self-hosted',
        description: SELF_HOSTED_PLAN.description,
        base_price_cents: 0,
        billing_period: 'monthly',
      },
      next_plan: null,
      trial_ends_at: null,
      is_active: true,
      created_at: '2026-03-01T12:00:00.000Z',
    });
  });

  it('keeps to itself who runs the server', () => {
    expect(JSON.stringify(toWireAccount(organization, findPlan))).not.toContain('owner');
  });

  it('shows what is to come, and when a trial ends', () => {
    const startsAtMs = Date.parse('2026-04-01T00:00:00.000Z');
    const next = (planId: string) =>
      toWireAccount({ ...organization, nextPlan: { planId, startsAtMs }, trialEndsAtMs: startsAtMs }, findPlan);
    expect(next('self-hosted')).toMatchObject({
      next_plan: { id: 'self-hosted', name: 'Self-hosted', starts_at: '2026-04-01T00:00:00.000Z' },
      trial_ends_at: '2026-04-01T00:00:00.000Z',
    });
    expect(next('gold').next_plan?.name).toBe('gold');
  });

  it('shows a plan that this server does not know by its id, without a price', () => {
    const { plan } = toWireAccount({ ...organization, planId: 'gold' }, findPlan);
    expect(plan).toMatchObject({ id: 'gold', name: 'gold', base_price_cents: null });
  });
});
