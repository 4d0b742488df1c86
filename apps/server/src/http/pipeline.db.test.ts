import { OPERATION_LIST } from '@memory-api/contract/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type TestClient } from '../testing/create-client.js';
import { createTestApp, type TestApp } from '../testing/create-test-app.js';

let app: TestApp;
let call: TestClient;
let key: string;

beforeAll(async () => {
  app = await createTestApp();
  call = createClient(app.app);
  key = app.ownerKey;
});
afterAll(() => app.close());

const KEYS = '/v1/account/api-keys';

describe('request ids', () => {
  it('are made by the server, for every answer, and stand in the envelope', async () => {
    for (const target of ['GET /health', 'GET /v1/account', 'GET /nowhere', `GET ${KEYS}/current`]) {
      const { headers, json } = await call(target, { key });
      expect(headers['x-request-id']).toMatch(/^req_[0-9a-z]{26}$/);
      if (target !== 'GET /health') expect(json.meta.request_id).toBe(headers['x-request-id']);
    }
  });

  it("repeat the caller's own beside it", async () => {
    const { headers } = await call('GET /livez', { headers: { 'x-request-id': 'trace-1' } });
    expect(headers['x-client-request-id']).toBe('trace-1');
    expect(headers['x-request-id']).not.toBe('trace-1');
  });

  it('are not what a caller wants them to be', async () => {
    const { headers } = await call('GET /livez', { headers: { 'x-request-id': 'two words' } });
    expect(headers['x-client-request-id']).toBeUndefined();
  });
});

describe('the routes', () => {
  it('are all there, each under its method and path', () => {
    for (const { method, path, aliases = [] } of OPERATION_LIST) {
      for (const each of [path, ...aliases]) {
        const url = each.replaceAll(/\{(\w+)\}/g, ':$1');
        expect(app.app.hasRoute({ method, url }), `${method} ${url}`).toBe(true);
      }
    }
  });

  it.each([
    'GET /nowhere',
    'GET /healthXYZ',
    'GET /health/',
    'GET //health',
    'GET /HEALTH',
    'GET /V1/memories',
    'POST /',
  ])('end at 404 or 405 for %s', async (target) => {
    const { status, json } = await call(target);
    expect([404, 405]).toContain(status);
    expect(['NOT_FOUND', 'METHOD_NOT_ALLOWED']).toContain(json.error.code);
  });

  it.each([
    'GET /v1/nowhere',
    'GET /v1',
    'GET /v1/',
    'GET /v1/memories/',
    'GET /v1/%zz',
    'OPTIONS /v1/memories',
    'DELETE /v1/signup',
  ])('ask for a key before they say anything of %s', async (target) => {
    expect((await call(target)).json.error.code).toBe('MISSING_API_KEY');
    const answer = await call(target, { key });
    expect([404, 405]).toContain(answer.status);
  });

  it('say which methods a path takes', async () => {
    const { status, headers, json } = await call('PUT /v1/memories', { key });
    expect(status).toBe(405);
    expect(headers['allow']).toBe('DELETE, GET, HEAD, POST');
    expect(json.error.code).toBe('METHOD_NOT_ALLOWED');
  });

  it.each(['/health', '/', '/docs', '/docs/scalar.js', '/openapi.json', '/metrics'])(
    'answer HEAD %s as GET without the body',
    async (path) => {
      const [get, head] = await Promise.all([call(`GET ${path}`), call(`HEAD ${path}`)]);
      expect([head.status, head.text]).toEqual([200, '']);
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
      expect(head.headers['content-security-policy']).toBe(get.headers['content-security-policy']);
    },
  );

  it('answer no HEAD where there is no GET, and no method-override', async () => {
    const { status, headers: answered } = await call('HEAD /v1/query', { key });
    expect([status, answered['allow']]).toEqual([405, 'POST']);
    const headers = { 'x-http-method-override': 'GET' };
    expect((await call('POST /v1/account', { key, headers })).status).toBe(405);
  });
});

describe('bodies', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/x-www-form-urlencoded'])(
    'are read as JSON when they come as %s',
    async (type) => {
      const answer = await call(`POST ${KEYS}`, { key, payload: '{"name":"a"}', headers: { 'content-type': type } });
      expect(answer.status).toBe(201);
    },
  );

  it('of another type are refused before they are read', async () => {
    const headers = { 'content-type': 'text/plain' };
    const answer = await call(`POST ${KEYS}`, { key, payload: 'x'.repeat(11 * 1024 * 1024), headers });
    expect(answer.status).toBe(415);
  });

  it('over ten megabytes are 413', async () => {
    const payload = JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024) });
    const answer = await call(`POST ${KEYS}`, { key, payload, headers: { 'content-type': 'application/json' } });
    expect([answer.status, answer.json.error.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('may be left out where every field may', async () => {
    const { status, json } = await call(`POST ${KEYS}`, { key });
    expect([status, json.data.name, json.data.scopes]).toEqual([201, 'Default Key', ['read', 'write']]);
  });

  it.each(['text/plain', 'application/json', 'nonsense'])('that are empty may be of type %s', async (type) => {
    const made = await call(`POST ${KEYS}`, { key });
    const headers = { 'content-type': type };
    expect((await call(`DELETE ${KEYS}/${made.json.data.id}`, { key, headers })).status).toBe(200);
  });

  it('where none is taken are refused', async () => {
    const answer = await call(`DELETE ${KEYS}/key_1`, { key, body: {} });
    expect(answer.json.error.code).toBe('VALIDATION_ERROR');
  });

  it('are told every fault they have', async () => {
    const body = { name: 7, scopes: ['read', 'sing'], org_id: 'org_1', expires_in_days: 0 };
    const { status, json } = await call(`POST ${KEYS}`, { key, body });
    expect(status).toBe(400);
    expect(json.error.code).toBe('VALIDATION_ERROR');
    expect(json.error.details.errors.map(({ field }: { field: string }) => field).toSorted()).toEqual([
      'expires_in_days',
      'name',
      'org_id',
      'scopes[1]',
    ]);
    expect(json.error.details.field).toBe(json.error.details.errors[0].field);
  });

  it.each(['[]', '"text"', '7', 'null', '{'])('that are %s are refused', async (payload) => {
    const answer = await call(`POST ${KEYS}`, { key, payload, headers: { 'content-type': 'application/json' } });
    expect(answer.json.error.code).toBe('VALIDATION_ERROR');
  });

  it('with a hundred thousand unknown fields are refused at once', async () => {
    const body = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`f${at}`, 0]));
    const { json } = await call(`POST ${KEYS}`, { key, body });
    expect(json.error.details.errors).toEqual([{ field: '', message: 'the body has too many fields or items' }]);
  });

  it('are not read before the key is known', async () => {
    const answer = await call(`POST ${KEYS}`, { payload: '{', headers: { 'content-type': 'application/json' } });
    expect(answer.json.error.code).toBe('MISSING_API_KEY');
  });
});

describe('query strings', () => {
  it.each([
    ['page=x', 'page'],
    ['page=0', 'page'],
    ['page=1&page=2', 'page'],
    ['per_page=101', 'per_page'],
    ['api_key=1', 'api_key'],
    ['cursor=%00', 'cursor'],
    ['environment=prod', 'environment'],
  ])('with %s are refused by the name of the parameter', async (query, field) => {
    const { status, json } = await call(`GET ${KEYS}?${query}`, { key });
    expect([status, json.error.details.field]).toEqual([400, field]);
  });

  it('are refused where an operation takes none', async () => {
    const { status, json } = await call(`GET ${KEYS}/current?x=1`, { key });
    expect([status, json.error.details.errors]).toEqual([400, [{ field: 'x', message: 'is not a known parameter' }]]);
  });

  it('get the types of their schema', async () => {
    const { json } = await call(`GET ${KEYS}?page=1&per_page=1`, { key });
    expect(json.pagination).toMatchObject({ page: 1, per_page: 1, has_prev: false });
  });
});

describe('answers', () => {
  it('to a caller with a key are kept by no cache', async () => {
    expect((await call('GET /v1/account', { key })).headers['cache-control']).toBe('no-store');
  });

  it('with an error point to the page that explains it', async () => {
    const { json } = await call('GET /v1/account', { headers: { host: 'memory.example.com' } });
    expect(json.error.doc_url).toBe('http://memory.example.com/docs/errors#MISSING_API_KEY');
  });
});
