import type { Organization } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { toWireAccount } from './account-mapper.js';
import { findPlan, planNameOf, SELF_HOSTED_PLAN } from './plans.js';

const organization: Organization = {
  id: 'org_1',
  name: 'Harbour Travel',
  email: 'dana@example.com',
  planId: 'self-hosted',
  isActive: true,
  isOwner: true,
  createdAtMs: Date.parse('2026-03-01T12:00:00.000Z'),
};

describe('toWireAccount', () => {
  it('shows an organization with its whole plan', () => {
    expect(toWireAccount(organization)).toEqual({
      org_id: 'org_1',
      name: 'Harbour Travel',
      email: 'dana@example.com',
      plan: SELF_HOSTED_PLAN,
      is_active: true,
      created_at: '2026-03-01T12:00:00.000Z',
    });
  });

  it('keeps to itself who runs the server', () => {
    expect(JSON.stringify(toWireAccount(organization))).not.toContain('owner');
  });

  it('shows a plan that is gone by its id, without a price', () => {
    const { plan } = toWireAccount({ ...organization, planId: 'gold' });
    expect(plan).toMatchObject({ id: 'gold', name: 'gold', base_price_cents: null });
  });
});

describe('plans', () => {
  it('know the one that costs nothing', () => {
    expect(findPlan('self-hosted')).toMatchObject({ base_price_cents: 0 });
    expect(planNameOf('self-hosted')).toBe('Self-hosted');
  });

  it.each(['free', 'enterprise', '', 'constructor'])('know no %j', (planId) => {
    expect(findPlan(planId)).toBeNull();
    expect(planNameOf(planId)).toBe(planId);
  });
});
