import { describe, expect, it } from 'vitest';
import type { Caller } from '../../http/request-context.js';
import { createPlans } from '../../plans/plans.js';
import { createFindCallerLimits } from './caller-limits.js';

const NOW = Date.UTC(2026, 1, 28, 23, 59);
const plans = createPlans({ plansFile: null, defaultPlan: 'free' });

function aCaller(planId: string, environment: 'live' | 'test' = 'live'): Caller {
  return { plan: plans.get(planId), tenant: { orgId: 'org_a', environment } } as unknown as Caller;
}

describe('createFindCallerLimits', () => {
  const find = createFindCallerLimits({ isBillingOn: true });

  it('finds nothing for a plan without limits', () => {
    expect(find(aCaller('self-hosted'), NOW)).toBeNull();
  });

  it('finds limits, day and month, the same ones until the day is over', () => {
    const caller = aCaller('free');
    const found = find(caller, NOW);
    expect(found).toMatchObject({
      tenantKey: 'org_a live',
      day: { period: { id: 'day:2026-02-28' }, requests: 100 },
      month: { period: { id: 'month:2026-02' }, requests: 100, tokens: 10_000, embeddings: 100 },
      quota: { perMinute: 10 },
    });
    expect(find(caller, NOW + 59_999)).toBe(found);
    expect(find(caller, NOW + 60_000)).toMatchObject({
      day: { period: { id: 'day:2026-03-01' } },
      month: { period: { id: 'month:2026-03' } },
    });
  });

  it('asks no quota of a plan that has none', () => {
    expect(find(aCaller('enterprise'), NOW)).toMatchObject({ quota: null, day: null, month: null });
    expect(find(aCaller('starter'), NOW)?.quota?.periods).toHaveLength(1);
  });

  it('blocks at the quota of a plan with overage while nothing is charged', () => {
    const onTrial = { ...aCaller('starter'), plan: { ...plans.get('starter'), overage: null } };
    expect(find(onTrial, NOW)?.month).toMatchObject({ requests: 10_000, tokens: 1_000_000 });
  });
});
