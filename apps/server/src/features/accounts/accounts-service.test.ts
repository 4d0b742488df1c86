import { isApiError } from '@memory-api/contract';
import type { Storage } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { createAddressLimiter } from '../../http/address-limiter.js';
import { createPlans } from '../../plans/plans.js';
import { createAccountsService, type Signup } from './accounts-service.js';

const HOUR_MS = 3_600_000;
const signup: Signup = { name: 'Harbour Travel', email: 'dana@example.com', planId: null };

function createSubject(state: 'open' | 'closed' = 'open', defaultPlan = 'self-hosted') {
  return createAccountsService({
    storage: {} as Storage,
    signup: state,
    signups: createAddressLimiter({ limit: 2, windowMs: HOUR_MS }),
    plans: createPlans({ plansFile: null, defaultPlan }),
    issueKey: async () => ({ record: { id: 'key_1' } }),
  });
}

function refusalOf(
  service: ReturnType<typeof createSubject>,
  change: Partial<Signup> = {},
  nowMs = 0,
  ip = '10.0.0.1',
) {
  try {
    service.admitSignup({ ...signup, ...change }, { ip, nowMs });
    return null;
  } catch (error) {
    expect(isApiError(error)).toBe(true);
    return isApiError(error) ? error : null;
  }
}

describe('admitSignup', () => {
  it('lets a signup in', () => {
    expect(refusalOf(createSubject())).toBeNull();
    expect(refusalOf(createSubject(), { planId: 'self-hosted' })).toBeNull();
  });

  it('takes the plans that are for signups, and the one that names none gets', () => {
    for (const planId of ['free', 'self-hosted']) expect(refusalOf(createSubject(), { planId })).toBeNull();
    expect(refusalOf(createSubject('open', 'starter'), { planId: 'starter' })).toBeNull();
  });

  it.each(['starter', 'professional', 'enterprise', 'gold'])(
    'does not give %s away, and says what it has',
    (planId) => {
      const refusal = refusalOf(createSubject(), { planId });
      expect(refusal?.details).toEqual({
        field: 'plan_id',
        errors: [{ field: 'plan_id', message: 'must be free or self-hosted, or left out' }],
      });
      expect(refusalOf(createSubject('open', 'free'), { planId: 'self-hosted' })?.message).toContain(
        'must be free, or',
      );
    },
  );

  it('refuses the one after the limit, and says how long to wait', () => {
    const service = createSubject();
    for (let times = 0; times < 2; times += 1) expect(refusalOf(service)).toBeNull();
    const refusal = refusalOf(service, {}, 1_000);
    expect(refusal?.code).toBe('RATE_LIMIT_EXCEEDED');
    expect(refusal?.headers).toEqual({ 'retry-after': '3599' });
    expect(refusalOf(service, {}, HOUR_MS)).toBeNull();
  });

  it('counts no signup for a plan that is not here', () => {
    const service = createSubject();
    for (let times = 0; times < 5; times += 1) {
      expect(refusalOf(service, { planId: 'enterprise' })?.code).toBe('VALIDATION_ERROR');
    }
    expect(refusalOf(service)).toBeNull();
  });

  it('tells no more than that it is closed where it is', () => {
    const service = createSubject('closed');
    expect(refusalOf(service)?.code).toBe('SIGNUP_CLOSED');
    expect(refusalOf(service, { planId: 'enterprise' })?.code).toBe('SIGNUP_CLOSED');
  });
});
