import type { Operation } from '@memory-api/contract';
import { OPERATIONS } from '@memory-api/contract/operations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer, WireData } from './answer-fixture.js';
import { describeOnEveryEngine } from './engines-fixture.js';
import { parseRawAnswer, exchangeRaw } from './raw-socket-fixture.js';
import { createWorld, MEMORIES, type Account, type Call, type World } from './world-fixture.js';

type Needs = 'read' | 'write' | 'delete' | 'admin' | 'operator' | 'any' | null;

/** Contract 1.3, written down a second time: a slip in the one table shows. */
const NEEDS: Readonly<Record<string, Needs>> = {
  getHealth: null,
  getLiveness: null,
  getReadiness: null,
  getMetrics: null,
  getOpenApiDocument: null,
  getWelcome: null,
  getDocs: null,
  getErrorDocs: null,
  signUp: null,
  getAccount: 'read',
  updateAccount: 'admin',
  changePlan: 'admin',
  listAuditLog: 'admin',
  listApiKeys: 'admin',
  createApiKey: 'admin',
  getCurrentApiKey: 'any',
  getApiKey: 'admin',
  updateApiKey: 'admin',
  rotateApiKey: 'admin',
  revokeApiKey: 'admin',
  createMemory: 'write',
  listMemories: 'read',
  countMemories: 'read',
  getMemory: 'read',
  updateMemory: 'write',
  deleteMemory: 'delete',
  deleteAllMemories: 'delete',
  queryMemories: 'read',
  getUsage: 'read',
  getUsageHistory: 'read',
  getUsageProjection: 'read',
  exportUsage: 'read',
  listUsageAlerts: 'read',
  previewInvoice: 'read',
  listInvoices: 'read',
  getInvoice: 'read',
  listOrganizationInvoices: 'operator',
  markInvoicePaid: 'operator',
  voidInvoice: 'operator',
  reissueInvoice: 'operator',
  listOrganizations: 'operator',
  getOrganization: 'operator',
  updateOrganization: 'operator',
  addCredit: 'operator',
  addUsageCorrection: 'operator',
  getCosts: 'operator',
  createCheckout: 'admin',
  receiveStripeEvent: null,
};
const LIVE_ONLY = [
  'getAccount',
  'updateAccount',
  'changePlan',
  'listAuditLog',
  'previewInvoice',
  'listInvoices',
  'getInvoice',
  'createCheckout',
];
const HELD: Readonly<Record<string, readonly Needs[]>> = {
  read: ['read', 'any'],
  write: ['write', 'any'],
  delete: ['delete', 'any'],
  admin: ['read', 'write', 'delete', 'admin', 'any'],
  operator: ['any', 'operator'],
};

describeOnEveryEngine('abuse: rights of routes', (engine) => {
  const routes: { method: string; url: string; operationId: string | null; isPageFile: boolean }[] = [];
  let world: World;
  let account: Account;
  let port: number;

  beforeAll(async () => {
    world = await createWorld(engine, {
      config: { authFailuresPerMinute: 100_000, signupsPerHour: 100_000 },
      onRoute({ method, url, config }) {
        for (const each of [method].flat()) {
          routes.push({
            method: each,
            url,
            operationId: config?.operationId ?? null,
            isPageFile: config?.isPageFile ?? false,
          });
        }
      },
    });
    account = await world.signUp();
    await world.app.listen({ port: 0, host: '127.0.0.1' });
    const address = world.app.server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(() => world.close());

  /** A request of an operation that gets past every check but those of rights. */
  function toCall(operationId: string, route: { method: string; url: string }): Call {
    const operation = Object.entries<Operation>(OPERATIONS).find(([id]) => id === operationId)?.[1];
    const params = operation?.examples.params ?? {};
    const path = route.url.replaceAll(/:(\w+)/g, (_, name: string) =>
      name === 'org_id' ? account.orgId : (params[name] ?? name),
    );
    const [example] = Object.values(operation?.examples.bodies ?? {});
    const body = toBody(operationId, example?.value);
    const method = route.method as Call['method'] & string;
    return { method, url: path, ...(body === undefined ? {} : { body }) };
  }

  function toBody(operationId: string, example: unknown): unknown {
    if (operationId === 'signUp') return { name: 'x', email: `s${Math.random()}@example.com` };
    if (operationId === 'updateOrganization') return { is_active: true };
    // The plan that they are on: another one would limit the requests that follow.
    return operationId === 'changePlan' ? { plan_id: 'self-hosted' } : example;
  }

  /** The code of a refusal; an answer to HEAD has no body to say it, only the status. */
  function toCode({ method }: { method: string }, { status, code, text }: Answer): string | null {
    if (method !== 'HEAD') return code;
    expect(text).toBe('');
    return { 401: 'MISSING_API_KEY', 403: 'INSUFFICIENT_PERMISSIONS', 404: 'NOT_FOUND' }[status] ?? null;
  }

  it('39 every route that is registered has an entry, and every entry a route', () => {
    const bare = routes.filter(({ operationId, isPageFile }) => operationId === null && !isPageFile);
    expect(bare).toEqual([]);
    const registered = new Set(routes.flatMap(({ operationId }) => operationId ?? []));
    expect([...registered].toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
    expect(Object.keys(OPERATIONS).toSorted()).toEqual(Object.keys(NEEDS).toSorted());
    for (const [id, { scope }] of Object.entries<Operation>(OPERATIONS)) expect([id, scope]).toEqual([id, NEEDS[id]]);
    for (const { url, isPageFile } of routes) if (isPageFile) expect(url).toMatch(/^\/docs\//);
  });

  it('39 each route lets in the scopes of its entry, and no other', async () => {
    let refused = 0;
    for (const scope of Object.keys(HELD)) {
      const maker = scope === 'operator' ? world.ownerKey : account.key;
      for (const route of routes) {
        if (route.operationId === null) continue;
        const { key } = await world.makeKey(maker, { scopes: [scope] });
        const needed = NEEDS[route.operationId] ?? null;
        const isAllowed = needed === null || HELD[scope]?.includes(needed) === true;
        const answer = await world.call({ ...toCall(route.operationId, route), key });
        // What is for the operator isn't there for anybody else.
        const refusal = needed === 'operator' ? 'NOT_FOUND' : 'INSUFFICIENT_PERMISSIONS';
        const isMissing = answer.status === 404 && toCode(route, answer) === 'NOT_FOUND';
        const isRefused = [401, 403].includes(answer.status) || (needed === 'operator' && isMissing);
        const outcome = isRefused ? toCode(route, answer) : 'let in';
        const expected = isAllowed ? 'let in' : refusal;
        expect([scope, route.method, route.url, outcome]).toEqual([scope, route.method, route.url, expected]);
        if (!isAllowed) refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(50);
  });

  it('39 no route that needs a key answers without one, and account routes refuse test keys', async () => {
    const sandbox = await world.makeKey(account.key, { environment: 'test', scopes: ['admin'] });
    for (const route of routes) {
      if (route.operationId === null) continue;
      const call = toCall(route.operationId, route);
      const needed = NEEDS[route.operationId];
      const without = await world.call(call);
      const name = `${route.method} ${route.url}`;
      if (needed === null) expect([name, [401, 403].includes(without.status)]).toEqual([name, false]);
      else expect([name, toCode(route, without)]).toEqual([name, 'MISSING_API_KEY']);
      if (!LIVE_ONLY.includes(route.operationId)) continue;
      const withTestKey = await world.call({ ...call, key: sandbox.key });
      expect([name, toCode(route, withTestKey)]).toEqual([name, 'INSUFFICIENT_PERMISSIONS']);
    }
  });

  const TRICKS = [
    '//v1/memories',
    '/v1//memories',
    '/v1/memories/',
    '/v1/memories//',
    '/V1/memories',
    '/v1/MEMORIES',
    '/v1/%6demories',
    '/%76%31/memories',
    '/v1%2fmemories',
    '/v1/%2e/memories',
    '/v1/./memories',
    '/health/../v1/memories',
    '/health/%2e%2e/v1/memories',
    '/health%2f..%2fv1%2fmemories',
    '/docs/../v1/memories',
    '/docs/%2e%2e/v1/memories',
    '/docs/..%2f..%2fpackage.json',
    '/docs/%2e%2e%2f%2e%2e%2fpackage.json',
    '/docs/..%5c..%5cpackage.json',
    '/v1/signup/../memories',
    '/v1/signup/memories',
    '/v1/memories;x=/health',
    '/v1/memories%00',
    '/v1/memories%00/health',
    '/v1/memories%20',
    '/v1/memories.json',
    '/v1/memories?/health',
    '/v1/memories?path=/health',
    '/v1/memories#/health',
    '/v1/account/api-keys/current/',
    '/v1/account/api-keys/CURRENT',
    '/v1/account/api-keys/current%2f',
    '/healthXYZ',
    '/health/v1/memories',
    '/livezz',
    '/readyz/',
    '/metrics/v1/memories',
    '/openapi.json/../v1/memories',
    '/.env',
    '/%',
    '/%zz',
    '/v1/memories/%E0%A4%A',
    '\\v1\\memories',
    '/v1\\memories',
    'v1/memories',
    'http://localhost/v1/memories',
    'http://localhost/health/../v1/memories',
  ];

  it('40 no way of writing a path opens what needs a key', async () => {
    await world.remember(account.key, { text: 'behind the door' });
    const opened: string[] = [];
    for (const path of TRICKS) {
      for (const method of [
        'GET',
        'HEAD',
        'OPTIONS',
        'POST',
        'DELETE',
        'PUT',
        'PATCH',
        'TRACE',
        'PROPFIND',
        'get',
        'CONNECT',
      ]) {
        const text = await exchangeRaw({ port, chunks: [toRequest(`${method} ${path}`)] });
        const { status, body } = parseRawAnswer(text);
        // 0: the server hung up without a word, as on CONNECT.
        const isClosed = status === 0 || (status >= 400 && status < 500);
        if (!isClosed || body.includes('behind the door')) opened.push(`${method} ${path}: ${status}`);
      }
    }
    expect(opened).toEqual([]);
  });

  it('40 no header of a request changes its method, its path or its host', async () => {
    const memory = await world.remember(account.key, { text: 'stays' });
    const reader = await world.makeKey(account.key, { scopes: ['read', 'delete'] });
    const headers = {
      'x-http-method-override': 'DELETE',
      'x-http-method': 'DELETE',
      'x-method-override': 'DELETE',
      'x-original-url': '/health',
      'x-rewrite-url': '/health',
      'x-forwarded-path': '/health',
      'x-forwarded-prefix': '/health',
      'x-forwarded-user': account.keyId,
      'x-org-id': account.orgId,
      host: 'localhost:1/health?',
    };
    const url = `${MEMORIES}/${memory.id}`;
    const asked = await world.call({ url, key: reader.key, headers });
    expect([asked.status, asked.data.text]).toEqual([200, 'stays']);
    expect((await world.call({ url: `${url}?_method=DELETE`, key: reader.key })).status).toBeLessThan(500);
    expect((await world.call({ url: MEMORIES, headers })).code).toBe('MISSING_API_KEY');
    expect((await world.call({ url, key: account.key })).data.text).toBe('stays');
  });

  it('40 OPTIONS on what needs a key is 401 without one, and changes nothing with one', async () => {
    const memory: WireData = await world.remember(account.key, { text: 'stays' });
    const url = `${MEMORIES}/${memory.id}`;
    expect((await world.call({ method: 'OPTIONS', url })).status).toBe(401);
    const answer: Answer = await world.call({ method: 'OPTIONS', url, key: account.key });
    expect([answer.status, answer.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(answer.text).not.toContain('stays');
  });

  it('40 HEAD answers every key, and none, as GET does, without the body', async () => {
    const memory = await world.remember(account.key, { text: 'behind the door' });
    const reader = await world.makeKey(account.key, { scopes: ['read'] });
    const writer = await world.makeKey(account.key, { scopes: ['write'] });
    const narrow = await world.makeKey(account.key, { scopes: ['read'], namespaces: ['elsewhere'] });
    const gets = Object.values<Operation>(OPERATIONS).filter(({ method, scope }) => method === 'GET' && scope !== null);
    for (const { path } of gets) {
      const url = path.replace('{memory_id}', memory.id).replace('{key_id}', reader.id);
      for (const key of [undefined, 'nonsense', reader.key, writer.key, narrow.key, account.key]) {
        const call = { url, ...(key !== undefined && { key }) };
        const [get, head] = [await world.call(call), await world.call({ ...call, method: 'HEAD' })];
        expect([url, key, head.status, head.text]).toEqual([url, key, get.status, '']);
        if (key === undefined) expect(head.status).toBe(401);
        for (const name of ['content-type', 'etag', 'cache-control', 'www-authenticate']) {
          expect([url, key, name, head.headers[name]]).toEqual([url, key, name, get.headers[name]]);
        }
      }
    }
  });

  function toRequest(start: string): string {
    return `${start} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
  }
});
