import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';

const LOG = '/v1/account/audit-log';

let app: TestApp;
let call: TestClient;
let signups = 0;

beforeAll(async () => {
  app = await createTestApp();
  call = createClient(app.app);
});
afterAll(() => app.close());

async function signUp(): Promise<string> {
  signups += 1;
  const body = { name: `Org ${signups}`, email: `org${signups}@example.com` };
  return (await call('POST /v1/signup', { body })).json.data.key;
}

async function makeKeys(key: string, names: readonly string[]): Promise<void> {
  for (const name of names) await call('POST /v1/account/api-keys', { key, body: { name } });
}

describe('the audit log', () => {
  it('begins with the account and its first key, made by nobody', async () => {
    const key = await signUp();
    const { json } = await call(`GET ${LOG}`, { key });
    expect(json.data).toMatchObject([
      { action: 'api_key.created', key_id: null, environment: 'live', details: { name: 'Default Key' } },
      { action: 'account.created', key_id: null, environment: null, target_id: expect.stringMatching(/^org_/) },
    ]);
    for (const entry of json.data) {
      expect(entry.id).toMatch(/^aud_/);
      expect(entry.request_id).toMatch(/^req_/);
      expect(entry.ip).toBe('127.0.0.1');
    }
  });

  it('comes in pages, newest first, by number and by cursor alike', async () => {
    const key = await signUp();
    await makeKeys(key, ['a', 'b', 'c']);
    const whole = (await call(`GET ${LOG}`, { key })).json;
    expect(whole.pagination).toMatchObject({ total: 5, total_pages: 1, has_next: false, next_cursor: null });
    const byNumber = [];
    for (const page of [1, 2, 3])
      byNumber.push(...(await call(`GET ${LOG}?per_page=2&page=${page}`, { key })).json.data);
    expect(byNumber).toEqual(whole.data);
    const byCursor = [];
    let query = '?per_page=2';
    for (let pages = 0; pages < 3; pages += 1) {
      const { data, pagination } = (await call(`GET ${LOG}${query}`, { key })).json;
      byCursor.push(...data);
      query = `?per_page=2&cursor=${pagination.next_cursor}`;
    }
    expect(byCursor).toEqual(whole.data);
  });

  it('refuses a cursor that it never gave', async () => {
    const { status, json } = await call(`GET ${LOG}?cursor=nonsense`, { key: await signUp() });
    expect([status, json.error.code]).toEqual([400, 'VALIDATION_ERROR']);
  });

  it("is each organization's own", async () => {
    const [one, two] = [await signUp(), await signUp()];
    await makeKeys(one, ['secret project']);
    const { json, text } = await call(`GET ${LOG}`, { key: two });
    expect(json.pagination.total).toBe(2);
    expect(text).not.toContain('secret project');
  });

  it('notes a change of the account by what was changed, not by its values', async () => {
    const key = await signUp();
    await call('PATCH /v1/account', { key, body: { email: 'moved@example.com' } });
    const { json, text } = await call(`GET ${LOG}?per_page=1`, { key });
    expect(json.data[0]).toMatchObject({ action: 'account.updated', details: { changed: ['email'] } });
    expect(text).not.toContain('moved@example.com');
  });

  it('notes a replayed request once', async () => {
    const key = await signUp();
    const request = { key, body: { name: 'once' }, headers: { 'idempotency-key': 'audit-once' } };
    for (let times = 0; times < 3; times += 1) await call('POST /v1/account/api-keys', request);
    expect((await call(`GET ${LOG}`, { key })).json.pagination.total).toBe(3);
  });

  it('wants admin', async () => {
    const key = await signUp();
    const reader = await call('POST /v1/account/api-keys', { key, body: { scopes: ['read', 'write', 'delete'] } });
    const { status, json } = await call(`GET ${LOG}`, { key: reader.json.data.key });
    expect([status, json.error.details.required_scopes]).toEqual([403, ['admin']]);
  });
});
