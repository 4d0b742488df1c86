import { setTimeout as pause } from 'node:timers/promises';
import type { Embedder } from '@memory-api/embedder';
import type { Storage } from '@memory-api/storage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCheapEmbedder } from '../abuse/cheap-embedder-fixture.js';
import { describeOnEveryEngine } from '../abuse/engines-fixture.js';
import { createClient, type TestAnswer, type TestClient, type TestRequest } from '../testing/create-client.js';
import { createTestApp, type TestApp } from '../testing/create-test-app.js';

const JSON_TYPE = 'application/json';

type Row = Readonly<Record<string, unknown>>;

/** Wraps a store so that every row of the ledger is seen once it is committed. */
function watchLedger(rows: Row[]) {
  return (storage: Storage): Storage => {
    const taken = new WeakMap<object, Row[]>();
    const note = (tx: object, added: readonly object[]): void => {
      taken.set(tx, [...(taken.get(tx) ?? []), ...added.map((entry) => ({ ...entry }))]);
    };
    return {
      ...storage,
      // As slow as a database at the end of a connection: many that come at once find no answer kept.
      idempotency: {
        ...storage.idempotency,
        find: (...args) => pause(15).then(() => storage.idempotency.find(...args)),
      },
      ledger: {
        ...storage.ledger,
        append: async (tx, entry) => {
          note(tx, [entry]);
          await storage.ledger.append(tx, entry);
        },
        appendMany: async (tx, entries, options) => {
          note(tx, entries);
          await storage.ledger.appendMany(tx, entries, options);
        },
      },
      write: async (body, options) => {
        let last: object | null = null;
        const result = await storage.write((tx) => {
          last = tx;
          return body(tx);
        }, options);
        if (last !== null) rows.push(...(taken.get(last) ?? []));
        return result;
      },
    };
  };
}

describeOnEveryEngine('the ledger', (engine) => {
  const rows: Row[] = [];
  let app: TestApp;
  let call: TestClient;
  let key: string;

  beforeAll(async () => {
    const embedder = createCheapEmbedder();
    app = await createTestApp({ openStore: engine.open, decorateStorage: watchLedger(rows), embedder });
    call = createClient(app.app);
    key = app.ownerKey;
  });
  beforeEach(() => {
    rows.length = 0;
  });
  afterAll(() => app.close());

  const send = (target: string, request: TestRequest = {}): Promise<TestAnswer> => call(target, { key, ...request });

  it('has one row of each answered request, under the id that the caller was given', async () => {
    const created = await send('POST /v1/memories', { body: { text: 'Ada keeps bees', memory_id: 'bees' } });
    const read = await send('GET /v1/memories/bees');
    const { json: account } = await send('GET /v1/account');
    const common = { tenant: { orgId: account.data.org_id, environment: 'live' }, calls: 1, tokensOutput: 0 };
    const nothing = { tokensInput: 0, memoriesRead: 0, memoriesWritten: 0, embeddings: 0 };
    expect(rows).toEqual([
      expect.objectContaining({
        ...common,
        requestId: created.json.meta.request_id,
        operation: 'createMemory',
        status: 201,
        tokensInput: 3,
        memoriesRead: 0,
        memoriesWritten: 1,
        embeddings: 1,
      }),
      expect.objectContaining({
        ...common,
        ...nothing,
        requestId: read.json.meta.request_id,
        operation: 'getMemory',
        status: 200,
        memoriesRead: 1,
      }),
      expect.objectContaining({ ...common, ...nothing, operation: 'getAccount', status: 200 }),
    ]);
    expect(new Set(rows.map(({ keyId }) => keyId)).size).toBe(1);
  });

  it('counts what was answered, with the status that it was answered with', async () => {
    const body = { text: 'taken', memory_id: 'taken' };
    const answers = [
      await send('POST /v1/memories', { body }),
      await send('POST /v1/memories', { body }),
      await send('GET /v1/memories/none'),
      await send('DELETE /v1/memories'),
      await send('PUT /v1/memories/taken', { body: { text: 'x' }, headers: { 'if-match': '"9"' } }),
      await send('POST /v1/query', { body: { context: 'x', metadata_filter: { a: { $near: 1 } } } }),
      await send('HEAD /v1/memories/taken'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 409, 404, 400, 412, 400, 200]);
    expect(rows.map(({ status }) => status)).toEqual([201, 409, 404, 400, 412, 400, 200]);
  });

  it('has no row of what is free', async () => {
    const { json } = await send('POST /v1/account/api-keys', { body: { scopes: ['read'] } });
    rows.length = 0;
    const free = [
      await call('GET /v1/memories'),
      await call('GET /v1/memories', { key: 'mem_live_x' }),
      await call('POST /v1/memories', { key: json.data.key, body: { text: 'x' } }),
      await send('POST /v1/memories', { payload: 'x', headers: { 'content-type': 'text/plain' } }),
      await send('POST /v1/memories', { payload: 'x'.repeat(11_000_000), headers: { 'content-type': JSON_TYPE } }),
      // Of what the schema refuses, no handler has heard.
      await send('POST /v1/memories', { body: { text: 7 } }),
      await send('GET /v1/unknown'),
      await call('GET /health'),
    ];
    expect(free.map(({ status }) => status)).toEqual([401, 401, 403, 415, 413, 400, 404, 200]);
    expect(rows).toEqual([]);
  });

  it('counts a repeated write once: a replay is free', async () => {
    const headers = { 'idempotency-key': 'once' };
    const request = { body: { text: 'once' }, headers };
    await send('POST /v1/memories', request);
    expect((await send('POST /v1/memories', request)).headers['idempotency-replayed']).toBe('true');
    expect((await send('POST /v1/memories', request)).headers['idempotency-replayed']).toBe('true');
    expect(rows.map(({ operation, status }) => [operation, status])).toEqual([['createMemory', 201]]);
  });

  it('counts one of a hundred that are sent at once under one idempotency key', async () => {
    const request = { body: { text: 'together' }, headers: { 'idempotency-key': 'together' } };
    const answers = await Promise.all(Array.from({ length: 100 }, () => send('POST /v1/memories', request)));
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    expect(rows.map(({ operation, status }) => [operation, status])).toEqual([['createMemory', 201]]);
  });

  it('has a row of a refused write, which has written nothing', async () => {
    const taken = { body: { text: 'refused', memory_id: 'refused' } };
    await send('POST /v1/memories', taken);
    await send('POST /v1/memories', taken);
    expect(rows.map(({ status, memoriesWritten }) => [status, memoriesWritten])).toEqual([
      [201, 1],
      [409, 0],
    ]);
  });

  it('keeps what a test key does in the sandbox', async () => {
    const { json } = await send('POST /v1/account/api-keys', { body: { environment: 'test' } });
    await send('POST /v1/memories', { key: json.data.key, body: { text: 'a trial' } });
    await send('GET /v1/memories', { key: json.data.key });
    expect(rows.map(({ tenant }) => tenant)).toMatchObject([
      { environment: 'live' },
      { environment: 'test' },
      { environment: 'test' },
    ]);
  });

  it('counts tokens of questions and texts as the embedder counts them', async () => {
    await send('POST /v1/query', { body: { context: 'who keeps the bees?', relevance_threshold: 0 } });
    const [row] = rows;
    expect(row).toMatchObject({ operation: 'queryMemories', tokensInput: 4, embeddings: 1 });
    expect(row?.['memoriesRead']).toBeGreaterThan(0);
  });

  it('has two sums of the same rows', async () => {
    await send('GET /v1/memories');
    for (const tenant of await app.storage.usage.tenants()) {
      expect(await app.storage.usage.compare(tenant)).toEqual([]);
    }
  });
});

describe('a caller who does not wait', () => {
  it('has had what was done, and it counts; what his leaving ended does not', async () => {
    const rows: Row[] = [];
    const gate: Gate = { open: null };
    const embedder = createGatedEmbedder(gate);
    const app = await createTestApp({ decorateStorage: watchLedger(rows), embedder });
    const base = await app.app.listen({ host: '127.0.0.1', port: 0 });
    const leave = async (context: string, isFinished: boolean): Promise<void> => {
      const leaving = new AbortController();
      const request = fetch(`${base}/v1/memories`, {
        method: 'POST',
        headers: { authorization: `Bearer ${app.ownerKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ text: context, memory_id: context }),
        signal: leaving.signal,
      });
      const left = request.then(
        () => 'answered',
        (error: unknown) => String(error),
      );
      // Not before his text has come to the embedder.
      await expect.poll(() => gate.open, { timeout: 60_000 }).not.toBeNull();
      leaving.abort();
      expect(await left).toContain('abort');
      if (isFinished) gate.open?.();
      gate.open = null;
    };
    await leave('ignores-the-signal', true);
    await expect.poll(() => rows, { timeout: 60_000 }).toHaveLength(1);
    expect(rows[0]).toMatchObject({ operation: 'createMemory', status: 201 });
    await leave('heeds-the-signal', false);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(rows).toHaveLength(1);
    await app.close();
  });
});

/** What lets the text go that waits; null: none has come yet. */
type Gate = { open: (() => void) | null };

/** An embedder that answers the one text when it is let, whoever has left, and never the other. */
function createGatedEmbedder(gate: Gate): Embedder {
  const cheap = createCheapEmbedder();
  return {
    ...cheap,
    embedTexts: async (texts, options) => {
      await new Promise<void>((resolve, reject) => {
        gate.open = resolve;
        if (texts[0] !== 'heeds-the-signal') return;
        options?.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error));
      });
      return cheap.embedTexts(texts);
    },
  };
}

describe('a ledger that can not be written', () => {
  it('lets reads be answered, free, and says so in the log', async () => {
    const lines: string[] = [];
    const app = await createTestApp({
      logStream: { write: (line) => void lines.push(line) },
      decorateStorage: (storage) => ({
        ...storage,
        ledger: { ...storage.ledger, appendMany: () => Promise.reject(new TypeError('the disk is full')) },
      }),
    });
    const call = createClient(app.app);
    for (let times = 0; times < 5; times += 1) {
      expect((await call('GET /v1/account', { key: app.ownerKey })).status).toBe(200);
    }
    const told = lines.filter((line) => line.includes('the ledger could not take'));
    expect(told.map((line) => JSON.parse(line).level)).toEqual([50]);
    await app.close();
  });
});

describe('metering', () => {
  it('is made before the answer: who was answered has his row', async () => {
    const order: string[] = [];
    const app = await createTestApp({
      logStream: { write: (line) => void (line.includes('GET /v1/account') && order.push('answer')) },
      decorateStorage: (storage) => ({
        ...storage,
        write: async (body, options) => {
          const result = await storage.write(body, options);
          if (options?.durability === 'process') order.push('row');
          return result;
        },
      }),
    });
    await createClient(app.app)('GET /v1/account', { key: app.ownerKey });
    await expect.poll(() => order).toEqual(['row', 'answer']);
    await app.close();
  });
});
