import { invariant } from '@memory-api/contract';
import { OPERATIONS } from '@memory-api/contract/operations';
import { NO_AMOUNTS, type LedgerEntry } from '@memory-api/storage';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCheapEmbedder } from '../../abuse/cheap-embedder-fixture.js';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createClient, type TestAnswer, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 2, 12, 9, 30);
const SUMMED = [
  'api_calls',
  'tokens_input',
  'tokens_output',
  'memories_read',
  'memories_written',
  'embeddings_generated',
] as const;

type Sums = Readonly<Record<string, number>>;

describeOnEveryEngine('usage', (engine) => {
  let app: TestApp;
  let call: TestClient;
  let key: string;
  let orgId: string;
  const clock = { nowMs: NOW };

  beforeAll(async () => {
    const embedder = createCheapEmbedder();
    app = await createTestApp({ openStore: engine.open, embedder, nowMs: () => clock.nowMs });
    call = createClient(app.app);
    key = app.ownerKey;
    orgId = (await get('/v1/account')).json.data.org_id;
  });
  afterAll(() => app.close());

  const get = (url: string, sender = key): Promise<TestAnswer> => call(`GET ${url}`, { key: sender });

  async function makeKey(settings: object): Promise<string> {
    const { status, json } = await call('POST /v1/account/api-keys', { key, body: settings });
    invariant(status === 201, 'the key is made');
    return json.data.key;
  }

  it('tells what was used this month, itself not yet among it, and what the plan holds', async () => {
    const before = (await get('/v1/usage')).json.data.current;
    await call('POST /v1/memories', { key, body: { text: 'Ada keeps bees', memory_id: 'bees' } });
    await call('POST /v1/query', { key, body: { context: 'who keeps bees?', relevance_threshold: 0 } });
    clock.nowMs += 1;
    await call('DELETE /v1/memories/bees', { key });
    const { status, json } = await get('/v1/usage');
    expect(status).toBe(200);
    expect(json.data).toEqual({
      current: {
        period: '2026-03',
        api_calls: before.api_calls + 4,
        tokens_processed: before.tokens_processed + 6,
        tokens_input: before.tokens_input + 6,
        tokens_output: 0,
        memories_read: before.memories_read + 1,
        memories_written: before.memories_written + 2,
        embeddings_generated: before.embeddings_generated + 2,
        memories_stored: 0,
        memories_stored_peak: 1,
        estimated_cost_cents: 0,
      },
      limits: { api_calls: null, tokens: null, embeddings: null, memories_stored: null },
      percent_used: { api_calls: null, tokens: null, embeddings: null, memories_stored: null },
    });
  });

  it('keeps the sandbox apart, and shows a test key nothing else', async () => {
    const sandbox = await makeKey({ environment: 'test', name: 'Sandbox' });
    const live = (await get('/v1/usage')).json.data.current;
    await call('POST /v1/memories', { key: sandbox, body: { text: 'one two three' } });
    const own = (await get('/v1/usage', sandbox)).json.data.current;
    expect(own).toMatchObject({ api_calls: 1, tokens_input: 3, memories_stored: 1, estimated_cost_cents: 0 });
    const shown = (await get('/v1/usage?environment=test')).json.data.current;
    expect(shown).toMatchObject({ api_calls: 2, tokens_input: 3 });
    expect((await get('/v1/usage')).json.data.current.tokens_input).toBe(live.tokens_input);
    const refused = await get('/v1/usage?environment=live', sandbox);
    expect([refused.status, refused.json.error.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    expect((await get('/v1/usage/history?environment=live', sandbox)).status).toBe(403);
    expect((await get('/v1/usage/export?environment=live', sandbox)).status).toBe(403);
  });

  it('is read with the scope read', async () => {
    const writer = await makeKey({ scopes: ['write'] });
    const reader = await makeKey({ scopes: ['read'] });
    for (const path of ['', '/history', '/projection', '/export']) {
      expect((await get(`/v1/usage${path}`, writer)).status).toBe(403);
      expect((await get(`/v1/usage${path}`, reader)).status).toBe(200);
    }
  });

  it.each([
    '/v1/usage?environment=prod',
    '/v1/usage/history?days=0',
    '/v1/usage/history?days=91',
    '/v1/usage/history?group_by=memory',
    '/v1/usage/export?format=xls',
    '/v1/usage?days=3',
  ])('refuses %s', async (url) => {
    const { status, json } = await get(url);
    expect([status, json.error.code]).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('projects the month from what has passed of it', async () => {
    const { json } = await get('/v1/usage/projection');
    const { current, projected, ...days } = json.data;
    expect(days).toEqual({ period: '2026-03', days_elapsed: 12, days_remaining: 19 });
    const factor = (31 * DAY_MS) / (NOW - Date.UTC(2026, 2, 1));
    expect(projected.api_calls).toBe(Math.round(current.api_calls * factor));
    expect(projected.tokens_processed).toBe(projected.tokens_input + projected.tokens_output);
  });

  it('is sent as a file', async () => {
    await makeKey({ name: '=HYPERLINK("http://evil.test","here")', scopes: ['read'] }).then((named) =>
      get('/v1/usage', named),
    );
    const csv = await get('/v1/usage/export?days=2');
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="usage-2026-03-11-2026-03-12.csv"',
      'cache-control': 'no-store',
    });
    expect(csv.text).toContain(`,"'=HYPERLINK(""http://evil.test"",""here"")",`);
    expect(csv.text.split('\r\n')[0]).toBe(
      'date,endpoint,api_key_id,api_key_name,api_calls,tokens_input,tokens_output,memories_read,memories_written,embeddings_generated,cost_cents',
    );
    const list = await get('/v1/usage/export?days=2&format=json');
    expect(list.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(list.json[0]).toMatchObject({ date: '2026-03-12', endpoint: expect.stringContaining('/v1/') });
    const [documented] = OPERATIONS.exportUsage.response.otherContent.example;
    expect(Object.keys(list.json[0])).toEqual(Object.keys(documented));
  });

  it('agrees with itself, whatever was done when: summary, history, its groups and the file', async () => {
    const counter = { at: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(traffic, { minLength: 1, maxLength: 40 }), fc.boolean(), async (requests, isFolded) => {
        const entries = requests.map((request): LedgerEntry => {
          counter.at += 1;
          const requestId = `req_${counter.at}`;
          return {
            ...NO_AMOUNTS,
            ...request,
            tenant: { orgId, environment: 'live' },
            requestId,
            status: 200,
            calls: 1,
          };
        });
        await app.storage.write((tx) => app.storage.ledger.appendMany(tx, entries), { durability: 'process' });
        if (isFolded) await app.storage.usage.fold({ limit: 30, nowMs: Date.now() });
        const whole = await readHistory('');
        const file: Sums[] = (await get('/v1/usage/export?days=90&format=json')).json;
        const { current } = (await get('/v1/usage')).json.data;
        const byEndpoint = await readHistory('&group_by=endpoint');
        const byKey = await readHistory('&group_by=api_key');
        // Each finds the calls for those before it, which used nothing else; the file, read while it's sent, its own, too.
        const after = (sums: Sums, reads: number): Sums => ({ ...sums, api_calls: (sums['api_calls'] ?? 0) + reads });
        const month = sum(whole.filter(({ date }) => String(date).startsWith('2026-03')));
        expect([sum(file), sum(byEndpoint), sum(byKey)]).toEqual([2, 3, 4].map((reads) => after(sum(whole), reads)));
        expect(sum([current])).toEqual(after(month, 2));
        expect(whole).toHaveLength(90);
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  async function readHistory(grouping: string): Promise<Sums[]> {
    const { json } = await get(`/v1/usage/history?days=90${grouping}`);
    return json.data.history;
  }
});

const traffic = fc.record({
  keyId: fc.constantFrom('key_a', 'key_b', 'key_c'),
  operation: fc.constantFrom('getMemory', 'createMemory', 'queryMemories', 'forgotten'),
  atMs: fc.integer({ min: NOW - 100 * DAY_MS, max: NOW }),
  tokensInput: fc.nat({ max: 50_000 }),
  tokensOutput: fc.nat({ max: 900 }),
  memoriesRead: fc.nat({ max: 100 }),
  memoriesWritten: fc.nat({ max: 3 }),
  embeddings: fc.nat({ max: 2 }),
});

function sum(rows: readonly Sums[]): Sums {
  return Object.fromEntries(
    SUMMED.map((name) => [name, rows.reduce((total, row) => total + Number(row[name] ?? 0), 0)]),
  );
}
