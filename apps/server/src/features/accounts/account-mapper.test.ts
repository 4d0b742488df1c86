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
};

describe('toWireAccount', () => {
  it('shows an organization with its whole plan', () => {
    expect(toWireAccount(organization, SELF_HOSTED_PLAN)).toEqual({
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
      is_active: true,
      created_at: '2026-03-01T12:00:00.000Z',
    });
  });

  it('keeps to itself who runs the server', () => {
    expect(JSON.stringify(toWireAccount(organization, SELF_HOSTED_PLAN))).not.toContain('owner');
  });

  it('shows a plan that this server does not know by its id, without a price', () => {
    const { plan } = toWireAccount({ ...organization, planId: 'gold' }, null);
    expect(plan).toMatchObject({ id: 'gold', name: 'gold', base_price_cents: null });
  });
});
