import { createApiKey } from '@memory-api/contract';
import type { Embedder } from '@memory-api/embedder';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClient, type TestClient } from '../testing/create-client.js';
import { createTestApp, type TestApp } from '../testing/create-test-app.js';

let app: TestApp;
let call: TestClient;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  app = await createTestApp({ logStream: { write: (line) => void lines.push(JSON.parse(line)) } });
  call = createClient(app.app);
});
beforeEach(() => {
  lines = [];
});
afterAll(() => app.close());
lines = [];

const INFO = 30;
const DEBUG = 20;

describe('the log of requests', () => {
  it('has a line for each, under the id that the caller was given', async () => {
    const headers = { 'x-request-id': 'trace-1' };
    const { json } = await call('GET /v1/account', { key: app.ownerKey, headers });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: DEBUG,
      msg: 'GET /v1/account 200',
      request_id: json.meta.request_id,
      client_request_id: 'trace-1',
      ip: '127.0.0.1',
      org_id: json.data.org_id,
      key_id: expect.stringMatching(/^key_/),
      ms: expect.any(Number),
    });
  });

  it('raises what fails and what writes to info', async () => {
    await call('GET /v1/account');
    await call('POST /v1/account/api-keys', { key: app.ownerKey });
    expect(lines.map(({ level, code, msg }) => [level, code, msg])).toEqual([
      [INFO, 'MISSING_API_KEY', 'GET /v1/account 401'],
      [INFO, undefined, 'POST /v1/account/api-keys 201'],
    ]);
  });

  it('holds no key, wherever one was sent', async () => {
    const canary = createApiKey('live');
    const [, secret] = canary.split('mem_live_');
    for (const target of [
      `GET /v1/memories/${canary}`,
      `GET /v1/memories?api_key=${canary}`,
      `GET /${canary}`,
      `POST /v1/account/api-keys?${canary}=1`,
    ]) {
      const headers = { 'x-request-id': canary, cookie: canary, 'idempotency-key': canary, 'user-agent': canary };
      await call(target, { key: canary, headers });
      await call(target, { key: app.ownerKey, headers });
    }
    expect(lines).toHaveLength(8);
    expect(JSON.stringify(lines)).not.toContain(secret);
  });
});

describe('a caller who leaves', () => {
  it('ends the work that he waited for, and is no error of ours', async () => {
    let aborted: unknown = null;
    const impatient = await createTestApp({
      logStream: { write: (line) => void lines.push(JSON.parse(line)) },
      embedder: createWaitingEmbedder((reason) => (aborted = reason)),
    });
    lines = [];
    const base = await impatient.app.listen({ host: '127.0.0.1', port: 0 });
    const leaving = new AbortController();
    const request = fetch(`${base}/v1/memories`, {
      method: 'POST',
      headers: { authorization: `Bearer ${impatient.ownerKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'left alone' }),
      signal: leaving.signal,
    });
    setTimeout(() => leaving.abort(), 100);
    await expect(request).rejects.toThrow('aborted');
    await expect.poll(() => aborted).not.toBeNull();
    await expect.poll(() => lines.map(({ msg }) => msg)).toContain('POST /v1/memories 499');
    expect(lines.filter(({ level }) => Number(level) > INFO)).toEqual([]);
    await impatient.close();
  });
});

/** An embedder that never answers, and tells when nobody waits any more. */
function createWaitingEmbedder(onAbort: (reason: unknown) => void): Embedder {
  const wait = async (signal: AbortSignal | undefined): Promise<never> =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        onAbort(signal.reason);
        reject(signal.reason as Error);
      });
    });
  return {
    model: 'waiting',
    dimensions: 4,
    backgroundTexts: 8,
    embedQuery: (_text, options) => wait(options?.signal),
    embedTexts: (_texts, options) => wait(options?.signal),
    stats: () => ({ queued: 0, embedded: 0, failed: 0, ready: true }),
    close: async () => {},
  };
}

describe('an error of ours', () => {
  it('is told to the caller by a fixed message, and to the log with its cause', async () => {
    const broken = await createTestApp({
      logStream: { write: (line) => void lines.push(JSON.parse(line)) },
      decorateStorage: (storage) => ({
        ...storage,
        audit: { ...storage.audit, list: async () => Promise.reject(new TypeError('secret detail')) },
        write: (body, options) => storage.write(body, options),
        health: () => storage.health(),
        stats: () => storage.stats(),
        close: () => storage.close(),
      }),
    });
    lines = [];
    const { status, json, text } = await createClient(broken.app)('GET /v1/account/audit-log', {
      key: broken.ownerKey,
    });
    expect([status, json.error.code]).toEqual([500, 'INTERNAL_ERROR']);
    expect(text).not.toContain('secret detail');
    const logged = lines.find(({ level }) => level === 50);
    expect(logged).toMatchObject({ request_id: json.meta.request_id, err: { message: 'secret detail' } });
    await broken.close();
  });
});
