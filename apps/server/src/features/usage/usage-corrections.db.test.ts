import { toFirstId } from '@memory-api/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createClient, type TestAnswer, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';
import { writePlansFile } from '../../testing/plans-file-fixture.js';
import { openBillingWorld } from '../billing/billing-fixture.js';

const HOUR_MS = 3_600_000;
const FEBRUARY = Date.UTC(2026, 1);
const MARCH = Date.UTC(2026, 2);
const APRIL = Date.UTC(2026, 3);
const START = Date.UTC(2026, 1, 3, 9);
// A call beyond the first ten costs 0.05 cents.
const PLANS = writePlansFile({ free: {}, paid: { calls: 10, basePriceCents: 2800, hasOverage: true } });
const ENDPOINT = 'GET /v1/memories/count';

describeOnEveryEngine('corrections of usage', (engine) => {
  let app: TestApp;
  let call: TestClient;
  const clock = { nowMs: START };

  beforeAll(async () => {
    const config = { billing: 'on', signup: 'open', plansFile: PLANS, defaultPlan: 'paid' } as const;
    app = await createTestApp({ openStore: engine.open, config, nowMs: () => clock.nowMs });
    call = createClient(app.app);
  });
  afterAll(() => app.close());

  let signups = 0;
  /** Makes an organization that has counted its memories three times, on 3 February. */
  async function signUp(): Promise<{ readonly key: string; readonly keyId: string; readonly orgId: string }> {
    clock.nowMs = START;
    const body = { name: 'Harbour Travel', email: `late${(signups += 1)}@example.com` };
    const { key, id: keyId } = (await call('POST /v1/signup', { body })).json.data;
    for (let time = 0; time < 3; time += 1) await call(`GET /v1/memories/count`, { key });
    clock.nowMs = START + HOUR_MS;
    return { key, keyId, orgId: (await call('GET /v1/account', { key })).json.data.org_id };
  }
  const correct = (
    orgId: string,
    fields: object = {},
    { key = app.ownerKey, headers = {} }: { readonly key?: string; readonly headers?: Record<string, string> } = {},
  ): Promise<TestAnswer> => {
    const at = new Date(START).toISOString();
    const body = { at, endpoint: ENDPOINT, quantities: { api_calls: 5 }, reason: 'Lost with a disk', ...fields };
    return call(`POST /v1/operator/organizations/${orgId}/usage-corrections`, { key, headers, body });
  };
  /** What each key is said to have used of the endpoint, by every way that shows it. */
  async function read(key: string) {
    const get = async (path: string) => (await call(`GET ${path}`, { key })).json;
    type Line = { readonly endpoint?: string; readonly api_key_id?: string | null; readonly api_calls: number };
    const file: Line[] = await get('/v1/usage/export?days=90&format=json');
    const history: Line[] = (await get('/v1/usage/history?days=90&group_by=endpoint')).data.history;
    const ofEndpoint = ({ endpoint }: Line): boolean => endpoint === ENDPOINT;
    return {
      history: history.filter(ofEndpoint).map(({ api_calls: calls }) => calls),
      file: file.filter(ofEndpoint).map(({ api_key_id: id, api_calls: calls }): [unknown, number] => [id, calls]),
    };
  }

  it('show in usage, history and file at their time, with the sums of the ledger right, and in the audit log', async () => {
    const { key, keyId, orgId } = await signUp();
    const before = (await call('GET /v1/usage', { key })).json.data.current;
    const { status, json } = await correct(orgId, { quantities: { api_calls: 5, tokens_input: 70 } });
    expect([status, json.data]).toEqual([
      201,
      {
        id: expect.stringMatching(/^req_/),
        org_id: orgId,
        at: new Date(START).toISOString(),
        endpoint: ENDPOINT,
        api_key_id: null,
        quantities: { api_calls: 5, tokens_input: 70 },
        reason: 'Lost with a disk',
        created_at: new Date(clock.nowMs).toISOString(),
      },
    ]);
    expect((await correct(orgId, { api_key_id: keyId, quantities: { api_calls: -2 } })).status).toBe(201);
    const after = (await call('GET /v1/usage', { key })).json.data.current;
    // The request for usage before this one is a call, too.
    expect([after.api_calls - before.api_calls, after.tokens_input - before.tokens_input]).toEqual([5 - 2 + 1, 70]);
    const { history, file } = await read(key);
    expect([history, file]).toEqual([
      [6],
      [
        [null, 5],
        [keyId, 1],
      ],
    ]);
    const tenant = { orgId, environment: 'live' } as const;
    await app.storage.usage.fold({ limit: 100, nowMs: clock.nowMs });
    expect(await app.storage.usage.compare(tenant)).toEqual([]);
    const rows = await app.storage.ledger.list(tenant, { afterId: toFirstId('req', START), limit: 50 });
    expect(rows.find(({ requestId }) => requestId === json.data.id)).toMatchObject({
      calls: 5,
      tokensInput: 70,
      keyId: '',
      operation: 'countMemories',
      atMs: START,
      status: 0,
    });
    const log = (await call('GET /v1/account/audit-log', { key })).json.data;
    expect(log.filter(({ action }: { action: string }) => action === 'usage.corrected')).toMatchObject([
      { details: { api_key_id: keyId, quantities: { api_calls: -2 }, by: 'operator' }, ip: null },
      { details: { correction_id: json.data.id, endpoint: ENDPOINT, reason: 'Lost with a disk' }, ip: null },
    ]);
  });

  it('count to the side of a moment that their time says, whenever they are written', async () => {
    const { orgId } = await signUp();
    await correct(orgId, { quantities: { api_calls: 4 } });
    const tenant = { orgId, environment: 'live' } as const;
    const used = async (atMs: number) => (await app.storage.usage.dayUntil(tenant, atMs)).calls;
    expect((await used(START + 1)) - (await used(START))).toBe(3 + 4);
  });

  it('take away no more than the day has of the endpoint, or of the key: two at a time, too', async () => {
    const { key, keyId, orgId } = await signUp();
    const other = await call('POST /v1/account/api-keys', { key, body: { name: 'other' } });
    const otherId: string = other.json.data.id;
    await correct(orgId, { api_key_id: otherId, quantities: { api_calls: 4 } });
    const refused = await correct(orgId, { api_key_id: keyId, quantities: { api_calls: -4, tokens_output: -1 } });
    expect([refused.status, refused.json.error]).toMatchObject([
      409,
      {
        code: 'CORRECTION_BELOW_ZERO',
        details: {
          below_zero: [
            { quantity: 'api_calls', counted: 3, correction: -4 },
            { quantity: 'tokens_output', counted: 0, correction: -1 },
          ],
        },
      },
    ]);
    // Of no key in particular: of all seven.
    const wishes = Array.from({ length: 5 }, () => correct(orgId, { quantities: { api_calls: -3 } }));
    const statuses = (await Promise.all(wishes)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 201, 409, 409, 409]);
    // One is left, whosever it is.
    expect((await correct(orgId, { api_key_id: keyId, quantities: { api_calls: -2 } })).status).toBe(409);
    expect((await correct(orgId, { api_key_id: keyId, quantities: { api_calls: -1 } })).status).toBe(201);
    expect((await read(key)).history).toEqual([0]);
  });

  it('are written once under an idempotency key, and refused where they make no sense', async () => {
    const { key, keyId, orgId } = await signUp();
    const headers = { 'idempotency-key': 'correction-1' };
    const [first, again] = [await correct(orgId, {}, { headers }), await correct(orgId, {}, { headers })];
    expect([again.json.data, again.headers['idempotency-replayed']]).toEqual([first.json.data, 'true']);
    expect((await read(key)).history).toEqual([8]);
    const sandbox = { name: 'sandbox', environment: 'test', scopes: ['read'] };
    const test: string = (await call('POST /v1/account/api-keys', { key, body: sandbox })).json.data.id;
    const foreign = (await signUp()).keyId;
    const faults: readonly (readonly [string, object])[] = [
      ['at', { at: new Date(clock.nowMs + 1).toISOString() }],
      ['at', { at: new Date(START - 1).toISOString() }],
      ['endpoint', { endpoint: 'GET /v1/nothing' }],
      ['endpoint', { endpoint: 'GET /health' }],
      ['endpoint', { endpoint: 'GET /v1/operator/organizations' }],
      ['api_key_id', { api_key_id: test }],
      ['api_key_id', { api_key_id: foreign }],
      ['quantities', { quantities: { api_calls: 0 } }],
    ];
    for (const [field, fault] of faults) {
      const { status, json } = await correct(orgId, fault);
      expect([status, json.error.code, json.error.details.field], field).toEqual([400, 'VALIDATION_ERROR', field]);
    }
    expect((await correct('org_nobody')).status).toBe(404);
    expect((await correct(orgId, { api_key_id: keyId }, { key })).status).toBe(404);
    expect((await read(key)).history).toEqual([8]);
  });

  it('of a month before the last are refused: no invoice would ask for them', async () => {
    const { orgId } = await signUp();
    clock.nowMs = MARCH + 31 * 24 * HOUR_MS;
    expect((await correct(orgId)).status).toBe(400);
    clock.nowMs = MARCH + 31 * 24 * HOUR_MS - 1;
    expect((await correct(orgId)).status).toBe(201);
  });

  it('are a line of the next invoice where that of their month was issued, and come back as a credit', async () => {
    const { key, orgId } = await signUp();
    const world = await openBillingWorld(
      async () => ({
        storage: app.storage,
        source: { engine: 'sqlite' as const, dataDir: '' },
        drop: async () => {},
      }),
      PLANS,
    );
    const issueAt = async (nowMs: number): Promise<void> => {
      world.clock.nowMs = nowMs;
      await world.billing.invoicer?.issueAll();
    };
    const invoices = async () => (await app.storage.invoices.list(orgId, { perPage: 9 })).items.toReversed();
    await issueAt(FEBRUARY);
    // Written before its invoice, a correction is part of it.
    await correct(orgId, { quantities: { api_calls: 2000 } });
    await issueAt(MARCH + HOUR_MS);
    const [first] = await invoices();
    const calls = (await call('GET /v1/usage', { key })).json.data.current.api_calls;
    expect(first?.lines.find(({ kind }) => kind === 'overage')).toMatchObject({ quantity: calls - 10 });
    clock.nowMs = MARCH + 2 * HOUR_MS;
    expect((await correct(orgId, { quantities: { api_calls: 4000 } })).status).toBe(201);
    const preview = (await call('GET /v1/billing/preview', { key })).json.data;
    expect(preview.corrections_cents).toBe(200);
    const tooMany = { at: '2026-03-02T00:00:00Z', quantities: { api_calls: 100_010 } };
    clock.nowMs = MARCH + 48 * HOUR_MS;
    expect((await correct(orgId, tooMany)).status).toBe(201);
    await issueAt(APRIL + HOUR_MS);
    const [same, second] = await invoices();
    expect(same).toEqual(first);
    expect(second?.lines.at(-1)).toMatchObject({
      kind: 'correction',
      description: 'Counted late in 2026-02',
      amountCents: 200,
    });
    expect(second).toMatchObject({ periodCents: 2800 + 5000, totalCents: 2800 + 5000 + 200 });
    // The other way round, of March.
    clock.nowMs = APRIL + 2 * HOUR_MS;
    expect((await correct(orgId, { ...tooMany, quantities: { api_calls: -100_010 } })).status).toBe(201);
    await issueAt(Date.UTC(2026, 4) + HOUR_MS);
    const [, alsoSame, third] = await invoices();
    expect(alsoSame).toEqual(second);
    expect(third).toMatchObject({ status: 'paid', periodCents: 2800, totalCents: 0 });
    expect(await app.storage.credits.list(orgId)).toMatchObject([
      { note: 'Counted too much in 2026-03', amountCents: 5000, leftCents: 5000 - 2800 },
    ]);
    await world.billing.invoicer?.close();
  });
});
