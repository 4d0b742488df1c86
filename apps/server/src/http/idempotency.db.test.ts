import { hashApiKey } from '@memory-api/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type TestClient } from '../testing/create-client.js';
import { createTestApp, type TestApp } from '../testing/create-test-app.js';

let app: TestApp;
let call: TestClient;
let key: string;
let nowMs = Date.parse('2026-03-01T12:00:00.000Z');

beforeAll(async () => {
  app = await createTestApp({ nowMs: () => nowMs });
  call = createClient(app.app);
  key = app.ownerKey;
});
afterAll(() => app.close());

const KEYS = '/v1/account/api-keys';

let uses = 0;
/** An idempotency key that no other test has used. */
const nextKey = (): Record<string, string> => ({ 'idempotency-key': `use-${(uses += 1)}` });

async function countKeys(): Promise<number> {
  return (await call(`GET ${KEYS}?per_page=1`, { key })).json.pagination.total;
}

describe('Idempotency-Key', () => {
  it('replays the first answer, and says so', async () => {
    const headers = nextKey();
    const first = await call(`POST ${KEYS}`, { key, body: { name: 'once' }, headers });
    const before = await countKeys();
    const second = await call(`POST ${KEYS}`, { key, body: { name: 'once' }, headers });
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.status).toBe(201);
    expect(second.json.data).toEqual(first.json.data);
    expect(second.headers['location']).toBe(first.headers['location']);
    expect(second.headers['cache-control']).toBe('no-store');
    expect(second.json.meta.request_id).toBe(second.headers['x-request-id']);
    expect(await countKeys()).toBe(before);
  });

  it.each([
    ['another body', `POST ${KEYS}`, { name: 'other' }],
    ['another path', `POST ${KEYS}?x=1`, { name: 'first' }],
  ])('refuses %s under the same key', async (_what, target, body) => {
    const headers = nextKey();
    await call(`POST ${KEYS}`, { key, body: { name: 'first' }, headers });
    const { status, json } = await call(target, { key, body, headers });
    expect([status, json.error.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('keeps no refused request: it can be sent again', async () => {
    const headers = nextKey();
    const refused = await call(`POST ${KEYS}`, { key, body: { name: '' }, headers });
    expect(refused.status).toBe(400);
    expect((await call(`POST ${KEYS}`, { key, body: { name: 'mended' }, headers })).status).toBe(201);
  });

  it('has one effect however often it is sent at once', async () => {
    const headers = nextKey();
    const before = await countKeys();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => call(`POST ${KEYS}`, { key, body: { name: 'together' }, headers })),
    );
    expect(await countKeys()).toBe(before + 1);
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].toSorted()).toEqual([201, 409]);
    const refusals = answers.filter(({ status }) => status === 409);
    expect(new Set(refusals.map(({ json }) => json.error.code))).toEqual(new Set(['IDEMPOTENCY_IN_PROGRESS']));
  });

  it('is forgotten after a day', async () => {
    const headers = nextKey();
    await call(`POST ${KEYS}`, { key, body: { name: 'yesterday' }, headers });
    nowMs += 24 * 3_600_000 + 1;
    const second = await call(`POST ${KEYS}`, { key, body: { name: 'yesterday' }, headers });
    expect([second.status, second.headers['idempotency-replayed']]).toEqual([201, undefined]);
  });

  it("is each environment's own", async () => {
    const headers = nextKey();
    const test = await call(`POST ${KEYS}`, { key, body: { environment: 'test', scopes: ['admin'] } });
    const live = await call(`POST ${KEYS}`, { key, body: { name: 'a' }, headers });
    const sandbox = await call(`POST ${KEYS}`, { key: test.json.data.key, body: { name: 'a' }, headers });
    expect(sandbox.status).toBe(201);
    expect(sandbox.json.data.id).not.toBe(live.json.data.id);
  });

  it('shows a new API key to nobody but the key that it was made with', async () => {
    const headers = nextKey();
    const other = await call(`POST ${KEYS}`, { key, body: { scopes: ['admin'] } });
    await call(`POST ${KEYS}`, { key, body: { name: 'mine' }, headers });
    const { status, json } = await call(`POST ${KEYS}`, { key: other.json.data.key, body: { name: 'mine' }, headers });
    expect([status, json.error.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('keeps neither itself nor the new API key in the database', async () => {
    const headers = { 'idempotency-key': `secret-${nextKey()['idempotency-key']}` };
    const made = await call(`POST ${KEYS}`, { key, body: { name: 'hidden' }, headers });
    const owner = await app.storage.apiKeys.findByHash(hashApiKey(key));
    const tenant = { orgId: owner?.key.orgId ?? '', environment: 'live' } as const;
    expect(await app.storage.idempotency.find(tenant, headers['idempotency-key'], nowMs)).toBeNull();
    expect(made.status).toBe(201);
  });

  it('gives no answer again to a key whose rights were taken', async () => {
    const headers = nextKey();
    const made = await call(`POST ${KEYS}`, { key, body: { scopes: ['admin', 'read'] } });
    const first = { key: made.json.data.key, body: { name: 'b' }, headers };
    expect((await call(`POST ${KEYS}`, first)).status).toBe(201);
    await call(`PATCH ${KEYS}/${made.json.data.id}`, { key, body: { scopes: ['read'] } });
    const replay = await call(`POST ${KEYS}`, first);
    expect([replay.status, replay.json.error.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
  });

  it.each(['two words', 'x'.repeat(256)])('refuses %j', async (header) => {
    const { status, json } = await call(`POST ${KEYS}`, { key, headers: { 'idempotency-key': header } });
    expect([status, json.error.details.field]).toEqual([400, 'Idempotency-Key']);
  });
});
