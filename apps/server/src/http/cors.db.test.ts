import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../testing/create-client.js';
import { createTestApp, type TestApp } from '../testing/create-test-app.js';

const ORIGIN = 'https://app.example.com';
const preflight = { origin: ORIGIN, 'access-control-request-method': 'POST' };

describe('with no origin allowed', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it('answers a preflight like any other request', async () => {
    const { status, headers } = await createClient(app.app)('OPTIONS /v1/memories', { headers: preflight });
    expect(status).toBe(401);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('with one origin allowed', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ config: { corsOrigins: [ORIGIN] } });
  });
  afterAll(() => app.close());

  it('lets its pages ask beforehand, without a key', async () => {
    const { status, headers, text } = await createClient(app.app)('OPTIONS /v1/memories', { headers: preflight });
    expect([status, text]).toEqual([204, '']);
    expect(headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(headers['access-control-allow-headers']).toContain('Authorization');
    expect(headers['access-control-allow-methods']).toContain('DELETE');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('lets its pages read answers, refusals included', async () => {
    const { status, headers } = await createClient(app.app)('GET /v1/memories', { headers: { origin: ORIGIN } });
    expect(status).toBe(401);
    expect(headers['access-control-allow-origin']).toBe(ORIGIN);
    for (const name of ['X-Request-ID', 'X-RateLimit-Remaining', 'RateLimit', 'RateLimit-Policy', 'Retry-After']) {
      expect(String(headers['access-control-expose-headers']).split(', ')).toContain(name);
    }
    expect(headers['vary']).toBe('Origin');
  });

  it.each(['https://evil.example.com', 'null', `${ORIGIN}.evil.example`])('lets no page of %s', async (origin) => {
    const { headers } = await createClient(app.app)('OPTIONS /v1/memories', { headers: { ...preflight, origin } });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('opens nothing by an OPTIONS that is no preflight', async () => {
    const { status } = await createClient(app.app)('OPTIONS /v1/memories', { headers: { origin: ORIGIN } });
    expect(status).toBe(401);
  });
});

describe('with every origin allowed', () => {
  it('says so, and needs no Vary', async () => {
    const app = await createTestApp({ config: { corsOrigins: ['*'] } });
    const { headers } = await createClient(app.app)('GET /health', { headers: { origin: ORIGIN } });
    expect([headers['access-control-allow-origin'], headers['vary']]).toEqual(['*', undefined]);
    await app.close();
  });
});
