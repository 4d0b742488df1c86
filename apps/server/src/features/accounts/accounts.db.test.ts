import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';

let app: TestApp;
let call: TestClient;
let nowMs = Date.parse('2026-03-01T12:00:00.000Z');

beforeAll(async () => {
  app = await createTestApp({ nowMs: () => nowMs, config: { signupsPerHour: 5 } });
  call = createClient(app.app);
});
afterAll(() => app.close());

let signups = 0;
const nextEmail = (): string => `dana${(signups += 1)}@example.com`;
/** Each from an address of its own, unless it says which. */
const signUp = (body: object = {}, ip = `10.0.0.${signups + 1}`, path = '/v1/signup') =>
  call(`POST ${path}`, { body: { name: 'Harbour Travel', email: nextEmail(), ...body }, ip });

describe('signing up', () => {
  it.each(['/v1/signup', '/signup'])('makes an organization and its first key at %s', async (path) => {
    const { status, headers, json } = await signUp({}, '10.1.0.1', path);
    expect([status, headers['cache-control']]).toEqual([201, 'no-store']);
    expect(json.data).toMatchObject({
      name: 'Default Key',
      environment: 'live',
      scopes: ['read', 'write', 'delete', 'admin'],
      expires_at: null,
    });
    const account = await call('GET /v1/account', { key: json.data.key });
    expect(account.json.data).toMatchObject({ name: 'Harbour Travel', is_active: true, plan: { id: 'self-hosted' } });
  });

  it.each([
    [{}, 'self-hosted'],
    [{ plan_id: null }, 'self-hosted'],
    [{ plan_id: 'free' }, 'free'],
  ])('with %j is on the plan %s', async (body, id) => {
    const { key } = (await signUp(body, '10.1.0.5')).json.data;
    const { plan } = (await call('GET /v1/account', { key })).json.data;
    expect(plan).toMatchObject({ id, base_price_cents: 0, billing_period: 'monthly' });
    const current = await call('GET /v1/account/api-keys/current', { key });
    expect(current.json.data.plan).toEqual({ id, name: plan.name });
  });

  it('reads the body as JSON when curl sends it as a form', async () => {
    const payload = JSON.stringify({ name: 'Curl', email: nextEmail() });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await call('POST /v1/signup', { payload, headers, ip: '10.1.0.2' })).status).toBe(201);
  });

  it('refuses an address that is taken, in upper case too, and tells nothing more', async () => {
    const email = nextEmail();
    await signUp({ email }, '10.1.0.3');
    const { status, json, text } = await signUp({ name: 'Other', email: email.toUpperCase() }, '10.1.0.3');
    expect([status, json.error.code]).toEqual([409, 'EMAIL_EXISTS']);
    expect(text).not.toContain('Harbour');
    expect(json.error.details).toBeUndefined();
  });

  it.each([
    [{ email: 'nobody' }, 'email'],
    [{ email: '' }, 'email'],
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(256) }, 'name'],
    [{ plan_id: 'enterprise' }, 'plan_id'],
    [{ plan_id: 'starter' }, 'plan_id'],
    [{ is_active: true }, 'is_active'],
    [{ org_id: 'org_1' }, 'org_id'],
  ])('refuses %j', async (body, field) => {
    const { status, json } = await signUp(body, '10.1.0.4');
    expect([status, json.error.details.field]).toEqual([400, field]);
  });

  it('is allowed five times an hour from one address', async () => {
    const ip = '10.2.0.1';
    for (let times = 0; times < 5; times += 1) expect((await signUp({}, ip)).status).toBe(201);
    const { status, headers, json } = await signUp({}, ip);
    expect([status, json.error.code, headers['retry-after']]).toEqual([429, 'RATE_LIMIT_EXCEEDED', '3600']);
    expect((await signUp({}, '10.2.0.2')).status).toBe(201);
    nowMs += 3_600_000;
    expect((await signUp({}, ip)).status).toBe(201);
  });

  it('counts a /64 of IPv6 as one address, and believes no X-Forwarded-For', async () => {
    for (let times = 0; times < 5; times += 1) await signUp({}, `2001:db8:1:1::${times}`);
    expect((await signUp({}, '2001:db8:1:1:9::9')).status).toBe(429);
    const body = { name: 'Forwarded', email: nextEmail() };
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    expect((await call('POST /v1/signup', { body, headers, ip: '2001:db8:1:1::1' })).status).toBe(429);
  });

  it('counts no signup that was refused for its form', async () => {
    for (let times = 0; times < 9; times += 1) await signUp({ email: 'nobody' }, '10.3.0.1');
    expect((await signUp({}, '10.3.0.1')).status).toBe(201);
  });

  it('is refused where it is closed', async () => {
    const closed = await createTestApp({ config: { signup: 'closed' } });
    const body = { name: 'Late', email: 'late@example.com' };
    const { status, json } = await createClient(closed.app)('POST /v1/signup', { body });
    expect([status, json.error.code]).toEqual([403, 'SIGNUP_CLOSED']);
    await closed.close();
  });
});

describe('the account', () => {
  it('changes its name and its address, at once', async () => {
    const { key } = (await signUp({}, '10.4.0.1')).json.data;
    const email = nextEmail();
    const { status, json } = await call('PATCH /v1/account', { key, body: { name: 'Renamed', email } });
    expect([status, json.data.name, json.data.email]).toEqual([200, 'Renamed', email]);
    const current = await call('GET /v1/account/api-keys/current', { key });
    expect(current.json.data.organization.name).toBe('Renamed');
  });

  it("doesn't take another organization's address", async () => {
    const email = nextEmail();
    await signUp({ email }, '10.4.0.2');
    const { key } = (await signUp({}, '10.4.0.2')).json.data;
    const { status, json } = await call('PATCH /v1/account', { key, body: { email } });
    expect([status, json.error.code]).toEqual([409, 'EMAIL_EXISTS']);
  });

  it.each([{}, { plan: 'enterprise' }, { is_active: false }, { email: 'nobody' }])('refuses %j', async (body) => {
    const { status, json } = await call('PATCH /v1/account', { key: app.ownerKey, body });
    expect([status, json.error.code]).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('is not for test keys', async () => {
    const made = await call('POST /v1/account/api-keys', {
      key: app.ownerKey,
      body: { environment: 'test', scopes: ['admin'] },
    });
    for (const target of ['GET /v1/account', 'GET /v1/account/audit-log']) {
      expect((await call(target, { key: made.json.data.key })).json.error.code).toBe('INSUFFICIENT_PERMISSIONS');
    }
  });
});
