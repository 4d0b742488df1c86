import { ApiError, createApiKey, hashApiKey, type ErrorCode } from '@memory-api/contract';
import type { ApiKeyRecord, Organization } from '@memory-api/storage';
import { anApiKey } from '@memory-api/storage/conformance';
import { describe, expect, it } from 'vitest';
import { createAddressLimiter } from './address-limiter.js';
import { createAuthenticator } from './authenticator.js';
import { createPlans } from '../plans/plans.js';
import { createResolvePlan } from '../plans/resolve-plan.js';
import type { Credential } from './credentials.js';
import { createKeyCache } from './key-cache.js';
import { createToPresentCaller } from './present-caller.js';
import type { Caller } from './request-context.js';

const NOW_MS = 1_000_000;
const IP = '192.0.2.1';
const secret = createApiKey('live');
const PLANS = createPlans({ plansFile: null, defaultPlan: 'self-hosted' });

const organization: Organization = {
  id: 'org_1',
  name: 'Harbour Travel',
  email: 'dana@example.com',
  planId: 'self-hosted',
  isActive: true,
  isOwner: false,
  createdAtMs: 0,
  nextPlan: null,
  trialEndsAtMs: null,
  agreement: null,
  isPaymentApproved: false,
};

const record = anApiKey({ orgId: 'org_1', keyHash: hashApiKey(secret), scopes: ['read'] });

function createSubject(key: Partial<ApiKeyRecord> = {}, org: Partial<Organization> = {}, failuresPerMinute = 60) {
  const lookups: string[] = [];
  const uses: string[] = [];
  const authenticator = createAuthenticator({
    cache: createKeyCache({
      findByHash: async (keyHash) => {
        lookups.push(keyHash);
        const isKnown = keyHash === record.keyHash;
        return isKnown ? { key: { ...record, ...key }, organization: { ...organization, ...org } } : null;
      },
    }),
    failures: createAddressLimiter({ limit: failuresPerMinute, windowMs: 60_000 }),
    toPresentCaller: createToPresentCaller(createResolvePlan(PLANS)),
    onUse: ({ key: used }) => uses.push(used.id),
  });
  const ask = async (credential: Credential, nowMs = NOW_MS, ip = IP): Promise<Caller> =>
    authenticator.authenticate(credential, ip, nowMs);
  return { ask, lookups, uses, authenticator };
}

const sent = (text: string): Credential => ({ kind: 'key', text });

async function expectRefusal(answer: Promise<Caller>, code: ErrorCode): Promise<ApiError> {
  const error: unknown = await answer.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code });
  return error as ApiError;
}

describe('createAuthenticator', () => {
  it('knows the caller of a good key, and tells of its use', async () => {
    const { ask, uses } = createSubject();
    const caller = await ask(sent(secret));
    expect(caller.tenant).toEqual({ orgId: 'org_1', environment: 'live' });
    expect(uses).toEqual(['key_1']);
  });

  it('answers a known key without a promise and without a second look-up', async () => {
    const { ask, authenticator, lookups } = createSubject();
    await ask(sent(secret));
    expect(authenticator.authenticate(sent(secret), IP, NOW_MS)).not.toBeInstanceOf(Promise);
    expect(lookups).toHaveLength(1);
  });

  it('takes the plan that was decided for later from its millisecond on, also where the key was cached before', async () => {
    const { ask, lookups } = createSubject({}, { nextPlan: { planId: 'free', startsAtMs: NOW_MS + 10 } });
    const planAt = async (nowMs: number) => (await ask(sent(secret), nowMs)).organization.planId;
    expect(await planAt(NOW_MS + 9)).toBe('self-hosted');
    expect(await planAt(NOW_MS + 10)).toBe('free');
    expect(await planAt(NOW_MS + 9)).toBe('self-hosted');
    expect(lookups).toHaveLength(1);
  });

  it('challenges without an error where no key was sent', async () => {
    const error = await expectRefusal(createSubject().ask({ kind: 'none' }), 'MISSING_API_KEY');
    expect(error.headers).toEqual({ 'www-authenticate': 'Bearer realm="memory-api"' });
  });

  it('challenges with invalid_token where a key was sent', async () => {
    const error = await expectRefusal(createSubject().ask(sent('nonsense')), 'INVALID_API_KEY_FORMAT');
    expect(error.headers).toEqual({ 'www-authenticate': 'Bearer realm="memory-api", error="invalid_token"' });
  });

  it('refuses several keys', async () => {
    await expectRefusal(createSubject().ask({ kind: 'ambiguous' }), 'AMBIGUOUS_CREDENTIALS');
  });

  it.each([
    ['a wrong prefix', secret.replace('mem_', 'sk_m')],
    ['a wrong checksum', secret.slice(0, -1) + (secret.endsWith('0') ? '1' : '0')],
    ['live edited to test', secret.replace('live', 'test')],
  ])('looks nothing up for %s', async (_what, text) => {
    const { ask, lookups } = createSubject();
    await expectRefusal(ask(sent(text)), 'INVALID_API_KEY_FORMAT');
    expect(lookups).toEqual([]);
  });

  it('looks an unknown key up once a request, and remembers nothing of it', async () => {
    const { ask, lookups } = createSubject();
    const unknown = createApiKey('live');
    await expectRefusal(ask(sent(unknown)), 'INVALID_API_KEY');
    await expectRefusal(ask(sent(unknown)), 'INVALID_API_KEY');
    expect(lookups).toHaveLength(2);
  });

  it('refuses a revoked key', async () => {
    await expectRefusal(createSubject({ revokedAtMs: 5 }).ask(sent(secret)), 'API_KEY_DISABLED');
  });

  it('refuses a key from its expiry on, also where it was cached before', async () => {
    const { ask } = createSubject({ expiresAtMs: NOW_MS });
    await expect(ask(sent(secret), NOW_MS - 1)).resolves.toBeDefined();
    await expectRefusal(ask(sent(secret), NOW_MS), 'API_KEY_EXPIRED');
  });

  it('refuses a rotated key after its grace period', async () => {
    const { ask } = createSubject({ graceUntilMs: NOW_MS, expiresAtMs: NOW_MS + 1_000 });
    await expect(ask(sent(secret), NOW_MS - 1)).resolves.toBeDefined();
    await expectRefusal(ask(sent(secret), NOW_MS), 'API_KEY_EXPIRED');
  });

  it('refuses a key from outside its allow-list', async () => {
    const { ask } = createSubject({ ipAllowlist: ['192.0.2.0/24'] });
    await expect(ask(sent(secret))).resolves.toBeDefined();
    await expectRefusal(ask(sent(secret), NOW_MS, '198.51.100.1'), 'IP_NOT_ALLOWED');
  });

  it('refuses the keys of an organization that is switched off', async () => {
    await expectRefusal(createSubject({}, { isActive: false }).ask(sent(secret)), 'ORGANIZATION_DISABLED');
  });

  it('limits failures by address, with a time to wait', async () => {
    const { ask } = createSubject({}, {}, 2);
    for (let tries = 0; tries < 2; tries += 1) await expectRefusal(ask(sent('nonsense')), 'INVALID_API_KEY_FORMAT');
    const error = await expectRefusal(ask(sent('nonsense')), 'RATE_LIMIT_EXCEEDED');
    expect(error.headers['retry-after']).toBe('60');
    await expectRefusal(ask(sent('nonsense'), NOW_MS, '192.0.2.2'), 'INVALID_API_KEY_FORMAT');
  });

  it('never refuses a valid key for the failures of its neighbours', async () => {
    const { ask } = createSubject({}, {}, 1);
    for (let tries = 0; tries < 5; tries += 1) await ask(sent('nonsense')).catch(() => null);
    await expect(ask(sent(secret))).resolves.toBeDefined();
  });

  it('counts a request without a key as no failure', async () => {
    const { ask } = createSubject({}, {}, 1);
    for (let tries = 0; tries < 3; tries += 1) await expectRefusal(ask({ kind: 'none' }), 'MISSING_API_KEY');
  });
});
