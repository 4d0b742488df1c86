import { gunzipSync } from 'node:zlib';
import { ERROR_CODES } from '@memory-api/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';

let app: TestApp;
let call: TestClient;

beforeAll(async () => {
  app = await createTestApp({ config: { metricsToken: 'a-long-enough-token' } });
  call = createClient(app.app);
});
afterAll(() => app.close());

describe('the state of the server', () => {
  it.each(['/health', '/v1/health'])('is told at %s, without an envelope and without a key', async (path) => {
    const { status, json } = await call(`GET ${path}`);
    expect(status).toBe(200);
    expect(Object.keys(json).toSorted()).toEqual(['cache', 'database', 'embedder', 'reembedding', 'status', 'version']);
    expect(json).toMatchObject({ status: 'healthy', database: 'ok' });
  });

  it('is told to process managers and load balancers', async () => {
    expect((await call('GET /livez')).json).toEqual({ status: 'ok' });
    expect((await call('GET /readyz')).json).toEqual({ status: 'ready' });
  });
});

describe('metrics', () => {
  it('are open to the loopback interface, and hold nothing of a tenant', async () => {
    await call('POST /v1/signup', { body: { name: 'Harbour Travel', email: 'dana@example.com' } });
    const { status, text, headers } = await call('GET /metrics');
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(text).toContain('http_requests_total{method="POST",route="/v1/signup",status="201"} 1');
    expect(text).not.toMatch(/Harbour|dana|org_|key_|mem_(live|test)_/);
  });

  it('want their token from elsewhere', async () => {
    const refused = await call('GET /metrics', { ip: '192.0.2.1' });
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="memory-api"']);
    const headers = { authorization: 'Bearer a-long-enough-token' };
    expect((await call('GET /metrics', { ip: '192.0.2.1', headers })).status).toBe(200);
  });

  it('are no business of an API key', async () => {
    expect((await call('GET /metrics', { ip: '192.0.2.1', key: app.ownerKey })).json.error.code).toBe(
      'INVALID_API_KEY',
    );
  });
});

describe('documentation', () => {
  it('is a document of OpenAPI that names this server', async () => {
    const { status, json } = await call('GET /openapi.json', { headers: { host: 'memory.example.com' } });
    expect([status, json.openapi]).toEqual([200, '3.1.1']);
    expect(json.servers).toEqual([{ url: 'http://memory.example.com' }]);
    expect(Object.keys(json.paths)).toContain('/v1/query');
  });

  it('is a page that explains every error', async () => {
    const { text } = await call('GET /docs/errors');
    for (const code of ERROR_CODES) expect(text).toContain(`id="${code}"`);
  });

  it('is an explorer whose script this server brings', async () => {
    const page = await call('GET /docs');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("connect-src 'self'");
    const script = await app.app.inject('/docs/scalar.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(gunzipSync(script.rawPayload).toString()).toContain('createApiReference');
  });

  it('tells at / where in the answer the key of a signup is', async () => {
    const { text } = await call('GET /', { headers: { accept: 'text/html' } });
    const [, field] = /Sign up: it is data\.(\w+) of the answer/.exec(text) ?? [];
    const { json } = await call('POST /v1/signup', { body: { name: 'Quay', email: 'q@example.com' } });
    expect(json.data[field ?? '']).toMatch(/^mem_live_/);
  });

  it.each([
    ['a browser', 'text/html', 'text/html; charset=utf-8', '<h1>Memory API</h1>'],
    ['a program', 'application/json', 'application/json; charset=utf-8', '"documentation":"http://localhost'],
  ])('greets %s at /', async (_who, accept, type, content) => {
    const { headers, text } = await call('GET /', { headers: { accept } });
    expect(headers['content-type']).toBe(type);
    expect(text).toContain(content);
  });
});
