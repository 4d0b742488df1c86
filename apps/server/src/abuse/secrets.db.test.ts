import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApiKey, type Operation } from '@memory-api/contract';
import { OPERATIONS } from '@memory-api/contract/operations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cleanUp, readOwnerKey, startServer, type RunningServer } from '../end-to-end/server-process-fixture.js';
import type { Answer, WireData } from './answer-fixture.js';
import { describeOnEveryEngine } from './engines-fixture.js';
import { exchangeRaw } from './raw-socket-fixture.js';

const KEYS = '/v1/account/api-keys';
const MEMORIES = '/v1/memories';

/** A key that must show up nowhere, and what a reader of logs would know it by. */
interface Canary {
  readonly name: string;
  readonly key: string;
  /** For what it is; undefined where it may be refused in several ways. */
  readonly code: string | null;
}

describeOnEveryEngine('abuse: secrets', () => {
  let server: RunningServer;
  let owner: string;
  let canaries: readonly Canary[];
  const bodies: string[] = [];
  const statuses = new Set<number>();

  beforeAll(async () => {
    server = await startServer({
      env: { LOG_LEVEL: 'debug', AUTH_FAILURES_PER_MINUTE: '1000000', SIGNUPS_PER_HOUR: '1000' },
    });
    owner = readOwnerKey(server.dataDir);
    canaries = await makeCanaries();
  });
  afterAll(cleanUp);

  async function makeCanaries(): Promise<readonly Canary[]> {
    const make = async (settings: object = {}): Promise<WireData> => {
      const scopes = ['read', 'write', 'delete', 'admin'];
      const made = await send({ method: 'POST', path: KEYS, key: owner, body: { scopes, ...settings } }, true);
      return made.data;
    };
    const revoked = await make();
    await send({ method: 'DELETE', path: `${KEYS}/${revoked.id}`, key: owner });
    const ended = await make();
    const rotate = { method: 'POST', path: `${KEYS}/${ended.id}/rotate`, key: owner, body: { grace_period_hours: 0 } };
    const rotated = await send({ ...rotate, headers: { 'idempotency-key': 'rotate-once' } }, true);
    const replayed = await send({ ...rotate, headers: { 'idempotency-key': 'rotate-once' } }, true);
    expect(replayed.data.key).toBe(rotated.data.key);
    const foreign = await send(
      { method: 'POST', path: '/v1/signup', body: { name: 'Foreign', email: 'foreign@example.com' } },
      true,
    );
    const valid = (await make()).key;
    return [
      { name: 'valid', key: valid, code: null },
      { name: 'replayed', key: rotated.data.key, code: null },
      { name: 'of the sandbox', key: (await make({ environment: 'test' })).key, code: null },
      { name: 'of another organization', key: foreign.data.key, code: null },
      { name: 'from elsewhere', key: (await make({ ip_allowlist: ['192.0.2.1'] })).key, code: 'IP_NOT_ALLOWED' },
      { name: 'unknown', key: createApiKey('live'), code: 'INVALID_API_KEY' },
      { name: 'mistyped', key: toMistyped(createApiKey('live')), code: 'INVALID_API_KEY_FORMAT' },
      { name: 'revoked', key: revoked.key, code: 'API_KEY_DISABLED' },
      { name: 'ended', key: ended.key, code: 'API_KEY_EXPIRED' },
    ];
  }

  async function send(call: Parameters<RunningServer['call']>[0], makesKey = false): Promise<Answer> {
    const answer = await server.call(call);
    if (!makesKey) bodies.push(answer.text);
    statuses.add(answer.status);
    return answer;
  }

  /** A request of an operation, with the canary in the place of every id. */
  function toRequest(operation: Operation, canary: string): { method: string; path: string; body?: unknown } {
    const path = operation.path.replaceAll(/\{\w+\}/g, canary);
    const [example] = Object.values(operation.examples.bodies ?? {});
    return { method: operation.method, path, ...(example === undefined ? {} : { body: example.value }) };
  }

  it('a key is what it is before it is looked for', async () => {
    for (const { name, key, code } of canaries) {
      const answer = await send({ path: `${KEYS}/current`, key });
      expect([name, answer.code]).toEqual([name, code]);
    }
  });

  it('is sent as a credential, in the URL, in headers and cookies through every route', async () => {
    for (const { key } of canaries) {
      for (const operation of Object.values<Operation>(OPERATIONS)) {
        // What makes a key shows one, and what deletes or revokes with a right would end the canaries.
        const isDestructive = operation.method === 'DELETE' || operation.path.endsWith('/rotate');
        const makesKey = operation.response.headers?.includes('Cache-Control') === true;
        const request = toRequest(operation, key);
        const { path } = request;
        const hidden = hide(key);
        if (!makesKey && !isDestructive) await send({ ...request, key });
        await send({ ...request, key: owner, headers: hidden }, makesKey);
        await send({ ...request, headers: { ...hidden, authorization: `Basic ${toBase64(`${key}:`)}` } }, makesKey);
        await send({ ...request, path: `${path}?api_key=${key}&cursor=${key}&confirm=${key}` }, makesKey);
        await send({ ...request, path: `${path}?${key}=1`, key: `${key}x` }, makesKey);
      }
    }
    expect([...statuses].filter((status) => status >= 500)).toEqual([]);
    expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 400, 401, 403, 404]));
  });

  it('is sent with every kind of failure', async () => {
    for (const { key } of canaries) {
      // An answer that is kept would come instead of the failure.
      const { 'idempotency-key': _, ...hidden } = hide(key);
      const json = { 'content-type': 'application/json' };
      const failures = [
        { method: 'POST', path: MEMORIES, body: `{"text": ${key}` },
        { method: 'POST', path: MEMORIES, body: { text: '' } },
        { method: 'POST', path: MEMORIES, body: { text: 'x', namespace: `${key}!` } },
        { method: 'POST', path: MEMORIES, body: { text: 'x', memory_id: key } },
        { method: 'POST', path: MEMORIES, body: { text: 'x', occurred_at: key } },
        { method: 'POST', path: MEMORIES, body: { text: 'x', metadata: key } },
        { method: 'POST', path: MEMORIES, body: 'x', headers: { 'content-type': `text/${key}` } },
        {
          method: 'POST',
          path: MEMORIES,
          body: `"${'x'.repeat(1_000)}`,
          headers: { ...json, 'content-encoding': key },
        },
        { method: 'POST', path: '/v1/query', body: { context: key.slice(0, 3), metadata_filter: { [`$${key}`]: 1 } } },
        { method: 'POST', path: KEYS, body: { scopes: [key], ip_allowlist: [key] } },
        { method: 'PATCH', path: '/v1/account', body: { email: key } },
        { method: 'PUT', path: `${MEMORIES}/none`, body: { text: 'x' }, headers: { 'if-match': key } },
        { method: 'GET', path: `${MEMORIES}?metadata_filter=${key}` },
        { method: 'GET', path: `${MEMORIES}?metadata_filter={"$${key}":1}` },
        { method: 'GET', path: `${MEMORIES}?page=${key}&per_page=${key}` },
        { method: 'GET', path: `/v1/${key}` },
        { method: 'GET', path: `/${key}` },
        { method: 'PUT', path: `${MEMORIES}?${key}` },
        { method: 'GET', path: `/docs/${key}` },
        { method: 'GET', path: `${MEMORIES}/${key}%00` },
        { method: 'GET', path: `${MEMORIES}/${encodeAll(key)}` },
        { method: 'DELETE', path: MEMORIES },
      ];
      for (const failure of failures) {
        await send({ ...failure, key });
        const { status } = await send({ ...failure, key: owner, headers: { ...hidden, ...failure.headers } });
        expect([failure.path, status >= 400 && status < 500]).toEqual([failure.path, true]);
      }
      await send({ path: MEMORIES, key, headers: { 'x-api-key': owner } });
    }
  });

  it('is sent in bytes that are no request', async () => {
    for (const { key } of canaries) {
      for (const bytes of [
        `GET /${key} HTTP/9.9\r\n\r\n`,
        `${key}\r\n\r\n`,
        `GET /v1/memories HTTP/1.1\r\nHost: ${key}\r\nAuthorization: Bearer ${key}\r\nBroken ${key}\r\n\r\n`,
        `POST /v1/memories HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Length: z\r\n\r\n`,
        `GET /v1/memories HTTP/1.1\r\nHost: x\r\nX-API-Key: ${key}\r\nX-Filler: ${'f'.repeat(20_000)}\r\n\r\n`,
        `GET /${key.repeat(400)} HTTP/1.1\r\nHost: x\r\n\r\n`,
        `POST /v1/memories HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"text":"${key}`,
      ]) {
        const text = await exchangeRaw({ port: server.port, chunks: [bytes], end: true });
        expect(text).not.toMatch(/^HTTP\/1\.1 [25]/);
        bodies.push(text);
      }
    }
  });

  it('is in no answer, but the one that made it', async () => {
    const metrics = await fetch(`${server.base}/metrics`);
    const text = await metrics.text();
    expect(text).toContain('http_requests_total');
    expect(text).not.toMatch(/\b(?:org|key|mem|req)_[0-9a-z]{10}/);
    bodies.push(text);
    for (const canary of canaries) {
      const found = bodies.filter((body) => isIn(Buffer.from(body), canary.key)).map((body) => body.slice(0, 300));
      expect([canary.name, [...new Set(found)].slice(0, 3)]).toEqual([canary.name, []]);
    }
  });

  it('is in no file of the server: database, write-ahead log, log', async () => {
    const searched = searchFiles();
    expect(searched.length).toBeGreaterThanOrEqual(3);
    expectNowhere(searched);
    await server.stop();
    expectNowhere(searchFiles());
  });

  it('of the whole run only its beginning is kept, so that people can tell keys apart', () => {
    const [database] = searchFiles().filter(({ name }) => name.endsWith('.db'));
    expect(database?.bytes.includes(canaries[0]?.key.slice(0, 15) ?? 'none')).toBe(true);
  });

  function searchFiles(): { name: string; bytes: Buffer }[] {
    const files = readdirSync(server.dataDir)
      .filter((name) => name !== 'owner-key')
      .map((name) => ({ name, bytes: readFileSync(join(server.dataDir, name)) }));
    return [...files, { name: 'log', bytes: Buffer.from(server.log()) }];
  }

  function expectNowhere(files: readonly { name: string; bytes: Buffer }[]): void {
    for (const { name, bytes } of files) {
      const found = [...canaries, { name: 'the owner', key: owner }].filter(({ key }) => isIn(bytes, key));
      expect([name, found.map((canary) => canary.name)]).toEqual([name, []]);
    }
  }
});

describeOnEveryEngine('abuse: a key in a text', () => {
  afterAll(cleanUp);

  it('is content: it is stored and given back, and in no log', async () => {
    const server = await startServer({ env: { LOG_LEVEL: 'debug' } });
    const owner = readOwnerKey(server.dataDir);
    const key = createApiKey('live');
    const body = { text: `the key is ${key}`, metadata: { key }, session_id: key, namespace: key };
    const made = await server.call({ method: 'POST', path: MEMORIES, key: owner, body });
    expect([made.status, made.data.text]).toEqual([201, body.text]);
    const query = { context: `whose key is ${key}`, namespace: key, relevance_threshold: 0 };
    const found = await server.call({ method: 'POST', path: '/v1/query', key: owner, body: query });
    expect(found.data.memories[0]?.text).toBe(body.text);
    await server.stop();
    expect(server.log().length).toBeGreaterThan(100);
    expect(isIn(Buffer.from(server.log()), key)).toBe(false);
  });
});

/** Headers that carry a key where none belongs. */
function hide(key: string): Record<string, string> {
  return {
    cookie: `session=${key}; api_key=${key}`,
    referer: `https://example.com/?key=${key}`,
    'user-agent': `client/${key}`,
    origin: `https://${key}.example.com`,
    'x-request-id': key,
    'idempotency-key': key,
    'x-forwarded-for': key,
    'x-auth-token': key,
    'proxy-authorization': `Bearer ${key}`,
    accept: `text/${key}`,
    traceparent: `00-${key}-01`,
  };
}

/** The forms in which a key could be written down: as it is, its random part, coded. */
function isIn(bytes: Buffer, key: string): boolean {
  const secret = key.slice(15, 41);
  const coded = [0, 1, 2].map((shift) => toBase64(key.slice(shift + 9)).slice(0, 32));
  const forms = [secret, secret.toLowerCase(), Buffer.from(secret).toString('hex'), encodeAll(secret), ...coded];
  return forms.some((form) => bytes.includes(form));
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function encodeAll(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');
}

function toMistyped(key: string): string {
  return `${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`;
}
