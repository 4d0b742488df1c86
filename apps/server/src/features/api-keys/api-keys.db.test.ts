import { hashApiKey } from '@memory-api/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type TestAnswer, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';

const KEYS = '/v1/account/api-keys';
const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

let app: TestApp;
let call: TestClient;
let owner: string;
let nowMs = Date.parse('2026-03-01T12:00:00.000Z');

beforeAll(async () => {
  app = await createTestApp({ nowMs: () => nowMs });
  call = createClient(app.app);
  owner = app.ownerKey;
});
afterAll(() => app.close());

async function make(settings: object = {}, key = owner): Promise<TestAnswer['json']> {
  const answer = await call(`POST ${KEYS}`, { key, body: settings });
  expect(answer.text).toContain('"success":true');
  return answer.json.data;
}

async function codeOf(answer: Promise<TestAnswer>): Promise<readonly [number, string]> {
  const { status, json } = await answer;
  return [status, json.success === true ? 'OK' : json.error.code];
}

const probe = (key: string, ip?: string) =>
  codeOf(call(`GET ${KEYS}/current`, ip === undefined ? { key } : { key, ip }));

let signups = 0;
async function signUp(): Promise<{ key: string; id: string }> {
  signups += 1;
  const { json } = await call('POST /v1/signup', { body: { name: 'Org', email: `org${signups}@example.com` } });
  return json.data;
}

describe('making a key', () => {
  it('shows the whole key once, and stores its hash', async () => {
    const answer = await call(`POST ${KEYS}`, { key: owner, body: { name: 'Server', environment: 'live' } });
    const { id, key, key_prefix: prefix } = answer.json.data;
    expect(answer.status).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(key).toMatch(/^mem_live_[0-9A-Za-z]{38}$/);
    expect(prefix).toBe(`${key.slice(0, 15)}…`);
    const again = await call(`GET ${KEYS}/${id}`, { key: owner });
    expect(again.text).not.toContain(key);
    expect((await app.storage.apiKeys.findByHash(hashApiKey(key)))?.key.id).toBe(id);
    expect(await probe(key)).toEqual([200, 'OK']);
  });

  it('takes the environment, the expiry and the addresses of its maker by default', async () => {
    const maker = await make({
      scopes: ['admin'],
      environment: 'test',
      expires_in_days: 5,
      ip_allowlist: ['127.0.0.0/8'],
    });
    const made = await make({}, maker.key);
    expect(made).toMatchObject({
      environment: 'test',
      expires_at: maker.expires_at,
      ip_allowlist: ['127.0.0.0/8'],
      scopes: ['read', 'write'],
    });
  });

  it.each([0, -1, 1.5, 366, 1e9, '30', true])('refuses expires_in_days %j', async (days) => {
    expect(await codeOf(call(`POST ${KEYS}`, { key: owner, body: { expires_in_days: days } }))).toEqual([
      400,
      'VALIDATION_ERROR',
    ]);
  });

  it('takes expires_in_days null for none', async () => {
    expect((await make({ expires_in_days: null })).expires_at).toBeNull();
  });

  it.each([['sing'], [], ['read', 'read'], 'read', null])('refuses the scopes %j', async (...scopes) => {
    const body = { scopes: scopes.length === 1 && !Array.isArray(scopes[0]) ? scopes[0] : scopes };
    const wanted = JSON.stringify(body) === '{"scopes":"sing"}' ? { scopes: ['sing'] } : body;
    expect(await codeOf(call(`POST ${KEYS}`, { key: owner, body: wanted }))).toEqual([400, 'VALIDATION_ERROR']);
  });

  it.each(['org_id', 'is_active', 'key_hash', 'id', 'plan', 'created_at'])('refuses the field %s', async (field) => {
    expect(await codeOf(call(`POST ${KEYS}`, { key: owner, body: { [field]: 'x' } }))).toEqual([
      400,
      'VALIDATION_ERROR',
    ]);
  });

  it('refuses namespaces with admin, and addresses that are none', async () => {
    for (const body of [{ scopes: ['admin'], namespaces: ['a'] }, { ip_allowlist: ['example.com'] }]) {
      expect(await codeOf(call(`POST ${KEYS}`, { key: owner, body }))).toEqual([400, 'VALIDATION_ERROR']);
    }
  });

  it('makes nothing wider than the maker', async () => {
    const admin = await make({ scopes: ['admin'], expires_in_days: 10, ip_allowlist: ['127.0.0.0/8'] });
    for (const body of [
      { scopes: ['operator'] },
      { expires_in_days: 11 },
      { ip_allowlist: ['10.0.0.0/8'] },
      { ip_allowlist: null },
    ]) {
      expect(await codeOf(call(`POST ${KEYS}`, { key: admin.key, body }))).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    }
    const test = await make({ scopes: ['admin'], environment: 'test' });
    const live = call(`POST ${KEYS}`, { key: test.key, body: { environment: 'live' } });
    expect(await codeOf(live)).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
  });

  it('grants operator by a live key that holds it alone', async () => {
    expect((await make({ scopes: ['operator', 'read'] })).scopes).toEqual(['operator', 'read']);
    const test = call(`POST ${KEYS}`, { key: owner, body: { scopes: ['operator'], environment: 'test' } });
    expect(await codeOf(test)).toEqual([400, 'VALIDATION_ERROR']);
  });
});

describe('seeing keys', () => {
  it('lists them newest first, the revoked ones too', async () => {
    const { key } = await signUp();
    const made = [await make({ name: 'first' }, key), await make({ name: 'second' }, key)];
    await call(`DELETE ${KEYS}/${made[0].id}`, { key });
    const { json } = await call(`GET ${KEYS}`, { key });
    expect(json.data.map(({ name }: { name: string }) => name)).toEqual(['second', 'first', 'Default Key']);
    expect(json.data[1]).toMatchObject({ is_active: false, revoked_at: expect.any(String) });
    expect(json.pagination).toMatchObject({ total: 3, page: 1, total_pages: 1, has_next: false });
  });

  it('walks by cursor', async () => {
    const { key } = await signUp();
    for (const name of ['a', 'b', 'c']) await make({ name }, key);
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { json } = await call(`GET ${KEYS}?per_page=3${query}`, { key });
      names.push(...json.data.map(({ name }: { name: string }) => name));
      cursor = json.pagination.next_cursor;
    } while (cursor !== null);
    expect(names).toEqual(['c', 'b', 'a', 'Default Key']);
  });

  it('shows a test key the sandbox only', async () => {
    const { key, id } = await signUp();
    const test = await make({ environment: 'test', scopes: ['admin'] }, key);
    const { json } = await call(`GET ${KEYS}`, { key: test.key });
    expect(json.data.map((each: { id: string }) => each.id)).toEqual([test.id]);
    expect((await call(`GET ${KEYS}?environment=live`, { key: test.key })).json.data).toEqual([]);
    for (const target of [`GET ${KEYS}/${id}`, `DELETE ${KEYS}/${id}`, `POST ${KEYS}/${id}/rotate`]) {
      expect(await codeOf(call(target, { key: test.key }))).toEqual([404, 'API_KEY_NOT_FOUND']);
    }
  });

  it("answers a foreign key's id like a missing one", async () => {
    const stranger = await signUp();
    const { key } = await signUp();
    const foreign = await call(`GET ${KEYS}/${stranger.id}`, { key });
    const missing = await call(`GET ${KEYS}/key_missing`, { key });
    expect(foreign.status).toBe(404);
    const plain = ({ text, json }: TestAnswer, id: string) =>
      text.replaceAll(id, '').replaceAll(json.meta.request_id, '');
    expect(plain(foreign, stranger.id)).toBe(plain(missing, 'key_missing'));
  });

  it('tells any key what it is', async () => {
    const made = await make({ scopes: ['delete'], namespaces: ['a'], expires_in_days: 1 });
    const { json } = await call(`GET ${KEYS}/current`, { key: made.key });
    expect(json.data).toMatchObject({
      id: made.id,
      environment: 'live',
      scopes: ['delete'],
      namespaces: ['a'],
      expires_at: made.expires_at,
      plan: { id: 'self-hosted' },
    });
  });
});

describe('changing a key', () => {
  it('takes effect at once', async () => {
    const made = await make({ scopes: ['read'] });
    expect(await codeOf(call('GET /v1/memories', { key: made.key }))).toEqual([200, 'OK']);
    const changed = await call(`PATCH ${KEYS}/${made.id}`, { key: owner, body: { scopes: ['write'], name: 'Writer' } });
    expect(changed.json.data).toMatchObject({ scopes: ['write'], name: 'Writer' });
    expect(await codeOf(call('GET /v1/memories', { key: made.key }))).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
  });

  it('lets no admin widen itself, nor change a wider key', async () => {
    const admin = await make({ scopes: ['admin'], expires_in_days: 10 });
    const itself = call(`PATCH ${KEYS}/${admin.id}`, { key: admin.key, body: { scopes: ['admin', 'operator'] } });
    expect(await codeOf(itself)).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    const current = await call(`GET ${KEYS}/current`, { key: owner });
    const { id } = current.json.data;
    for (const target of [`PATCH ${KEYS}/${id}`, `POST ${KEYS}/${id}/rotate`]) {
      const body = target.startsWith('PATCH') ? { name: 'mine' } : {};
      expect(await codeOf(call(target, { key: admin.key, body }))).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    }
    expect(await codeOf(call(`DELETE ${KEYS}/${id}`, { key: admin.key }))).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
  });

  it('refuses a key that is not active any more', async () => {
    const made = await make();
    await call(`DELETE ${KEYS}/${made.id}`, { key: owner });
    const change = call(`PATCH ${KEYS}/${made.id}`, { key: owner, body: { name: 'x' } });
    expect(await codeOf(change)).toEqual([409, 'API_KEY_NOT_ACTIVE']);
    expect(await codeOf(call(`POST ${KEYS}/${made.id}/rotate`, { key: owner }))).toEqual([409, 'API_KEY_NOT_ACTIVE']);
  });

  it('refuses a change of nothing', async () => {
    const made = await make();
    expect(await codeOf(call(`PATCH ${KEYS}/${made.id}`, { key: owner, body: {} }))).toEqual([400, 'VALIDATION_ERROR']);
  });
});

describe('rotating a key', () => {
  it('lets the old one work for its grace period and not after', async () => {
    const old = await make({ name: 'Server', scopes: ['read'], ip_allowlist: ['127.0.0.0/8'] });
    const rotated = await call(`POST ${KEYS}/${old.id}/rotate`, { key: owner, body: { grace_period_hours: 2 } });
    const { key, id, name, scopes, ip_allowlist: addresses, expires_at: expiry } = rotated.json.data;
    expect(rotated.status).toBe(201);
    expect([name, scopes, addresses, expiry]).toEqual(['Server', ['read'], ['127.0.0.0/8'], null]);
    const shown = (await call(`GET ${KEYS}/${old.id}`, { key: owner })).json.data;
    expect(shown).toMatchObject({ rotated_to: id, is_active: true });
    nowMs += 2 * HOUR_MS - 1;
    expect(await probe(old.key)).toEqual([200, 'OK']);
    nowMs += 1;
    expect(await probe(old.key)).toEqual([401, 'API_KEY_EXPIRED']);
    expect(await probe(key)).toEqual([200, 'OK']);
  });

  it('ends the old one at once with a grace of 0', async () => {
    const old = await make();
    await call(`POST ${KEYS}/${old.id}/rotate`, { key: owner, body: { grace_period_hours: 0 } });
    expect(await probe(old.key)).toEqual([401, 'API_KEY_EXPIRED']);
  });

  it('never lets the grace outlive the old expiry, which the new key keeps', async () => {
    const old = await make({ expires_in_days: 1 });
    const { json } = await call(`POST ${KEYS}/${old.id}/rotate`, { key: owner, body: { grace_period_hours: 168 } });
    expect(json.data.expires_at).toBe(old.expires_at);
    expect((await call(`GET ${KEYS}/${old.id}`, { key: owner })).json.data.grace_until).toBe(old.expires_at);
  });

  it('lets no key outlive itself by rotating itself', async () => {
    const admin = await make({ scopes: ['admin'], expires_in_days: 2 });
    const longer = call(`POST ${KEYS}/${admin.id}/rotate`, { key: admin.key, body: { expires_in_days: 3 } });
    expect(await codeOf(longer)).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    await call(`POST ${KEYS}/${admin.id}/rotate`, { key: admin.key, body: { grace_period_hours: 1 } });
    expect((await make({}, admin.key)).expires_at).toBe(new Date(nowMs + HOUR_MS).toISOString());
  });

  it('happens once to a key', async () => {
    const old = await make();
    await call(`POST ${KEYS}/${old.id}/rotate`, { key: owner });
    expect(await codeOf(call(`POST ${KEYS}/${old.id}/rotate`, { key: owner }))).toEqual([409, 'API_KEY_NOT_ACTIVE']);
  });

  it.each([-1, 1.5, 169, '24'])('refuses a grace of %j hours', async (hours) => {
    const made = await make();
    const body = { grace_period_hours: hours };
    expect(await codeOf(call(`POST ${KEYS}/${made.id}/rotate`, { key: owner, body }))).toEqual([
      400,
      'VALIDATION_ERROR',
    ]);
  });
});

describe('revoking a key', () => {
  it('ends it at once, and answers the same a second time', async () => {
    const made = await make();
    expect(await probe(made.key)).toEqual([200, 'OK']);
    for (let times = 0; times < 2; times += 1) {
      const { status, json } = await call(`DELETE ${KEYS}/${made.id}`, { key: owner });
      expect([status, json.data]).toEqual([200, { revoked: true, key_id: made.id }]);
    }
    expect(await probe(made.key)).toEqual([401, 'API_KEY_DISABLED']);
  });

  it('spares the key in use', async () => {
    const { key, id } = await signUp();
    expect(await codeOf(call(`DELETE ${KEYS}/${id}`, { key }))).toEqual([400, 'CANNOT_REVOKE_CURRENT_KEY']);
  });

  it('spares the last lasting admin key, whatever is done to it', async () => {
    const { key, id } = await signUp();
    const helper = await make({ scopes: ['admin'], expires_in_days: 300 }, key);
    expect(await codeOf(call(`PATCH ${KEYS}/${id}`, { key, body: { scopes: ['read'] } }))).toEqual([
      409,
      'LAST_ADMIN_KEY',
    ]);
    const shorter = call(`POST ${KEYS}/${id}/rotate`, { key, body: { expires_in_days: 5 } });
    expect(await codeOf(shorter)).toEqual([409, 'LAST_ADMIN_KEY']);
    expect(await codeOf(call(`DELETE ${KEYS}/${id}`, { key: helper.key }))).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    expect(await codeOf(call(`POST ${KEYS}/${id}/rotate`, { key }))).toEqual([201, 'OK']);
  });

  it('leaves one of two that revoke each other at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const one = await signUp();
      const two = await make({ scopes: ['admin', 'read', 'write', 'delete'] }, one.key);
      const answers = await Promise.all([
        codeOf(call(`DELETE ${KEYS}/${two.id}`, { key: one.key })),
        codeOf(call(`DELETE ${KEYS}/${one.id}`, { key: two.key })),
      ]);
      expect(answers.map(([status]) => status).toSorted()).toEqual([200, 401]);
    }
  });
});

describe('addresses and expiry of a key', () => {
  it('hold at every request', async () => {
    const made = await make({ ip_allowlist: ['192.0.2.0/24', '2001:db8::/32'] });
    expect(await probe(made.key, '192.0.2.9')).toEqual([200, 'OK']);
    expect(await probe(made.key, '::ffff:192.0.2.9')).toEqual([200, 'OK']);
    expect(await probe(made.key, '2001:db8::9')).toEqual([200, 'OK']);
    expect(await probe(made.key, '198.51.100.9')).toEqual([403, 'IP_NOT_ALLOWED']);
  });

  it('end a key at its second, also where it is cached', async () => {
    const made = await make({ expires_in_days: 1 });
    nowMs = Date.parse(made.expires_at) - 1;
    expect(await probe(made.key)).toEqual([200, 'OK']);
    nowMs += 1;
    expect(await probe(made.key)).toEqual([401, 'API_KEY_EXPIRED']);
    expect((await call(`GET ${KEYS}/${made.id}`, { key: owner })).json.data.is_active).toBe(false);
    nowMs += DAY_MS;
  });
});

describe('the audit log', () => {
  it('tells who did what, when, from where', async () => {
    const { key, id } = await signUp();
    const made = await make({ name: 'Kiosk' }, key);
    await call(`PATCH ${KEYS}/${made.id}`, { key, body: { scopes: ['read'] }, ip: '192.0.2.7' });
    await call(`POST ${KEYS}/${made.id}/rotate`, { key });
    const revoked = await call(`DELETE ${KEYS}/${made.id}`, { key });
    const { json, text } = await call('GET /v1/account/audit-log', { key });
    expect(json.data.map(({ action }: { action: string }) => action)).toEqual([
      'api_key.revoked',
      'api_key.created',
      'api_key.rotated',
      'api_key.updated',
      'api_key.created',
      'api_key.created',
      'account.created',
    ]);
    expect(json.data[0]).toMatchObject({
      target_id: made.id,
      key_id: id,
      ip: '127.0.0.1',
      request_id: revoked.json.meta.request_id,
      created_at: new Date(nowMs).toISOString(),
    });
    expect(json.data[3]).toMatchObject({ ip: '192.0.2.7', details: { changed: ['scopes'], scopes: ['read'] } });
    expect(text).not.toContain(made.key);
  });

  it('says nothing of what was refused', async () => {
    const { key } = await signUp();
    await call(`POST ${KEYS}`, { key, body: { scopes: ['operator'] } });
    expect((await call('GET /v1/account/audit-log', { key })).json.pagination.total).toBe(2);
  });
});

describe('last_used_at', () => {
  it('is written when it was gathered, not at the request', async () => {
    const other = await createTestApp();
    const ask = createClient(other.app);
    const made = await ask(`POST ${KEYS}`, { key: other.ownerKey });
    await ask(`GET ${KEYS}/current`, { key: made.json.data.key });
    const shown = await ask(`GET ${KEYS}/${made.json.data.id}`, { key: other.ownerKey });
    expect(shown.json.data.last_used_at).toBeNull();
    await other.close();
  });
});
