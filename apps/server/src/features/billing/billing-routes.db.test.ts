import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { composeBilling } from '../../compose-billing.js';
import { createLogger } from '../../log.js';
import { createPlans } from '../../plans/plans.js';
import { createClient, type TestAnswer, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';
import { writePlansFile } from '../../testing/plans-file-fixture.js';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const PLANS = writePlansFile({ free: {}, paid: { calls: 0, basePriceCents: 3100, hasOverage: true } });

describeOnEveryEngine('billing', (engine) => {
  let app: TestApp;
  let call: TestClient;
  const clock = { nowMs: START };

  beforeAll(async () => {
    app = await createTestApp({
      openStore: engine.open,
      nowMs: () => clock.nowMs,
      config: { billing: 'on', defaultPlan: 'free', plansFile: PLANS },
    });
    call = createClient(app.app);
  });
  afterAll(() => app.close());

  const get = (path: string, key: string): Promise<TestAnswer> => call(`GET /v1/billing/${path}`, { key });

  let signups = 0;
  async function signUp(planId: string): Promise<string> {
    const body = { name: 'Harbour Travel', email: `dana${(signups += 1)}@example.com`, plan_id: planId };
    return (await call('POST /v1/signup', { body })).json.data.key;
  }

  /** What the server does every five minutes. */
  async function issueAll(): Promise<void> {
    const logger = createLogger('silent', { write: () => {} });
    const parts = { config: app.config, storage: app.storage, plans: createPlans(app.config) };
    const { invoicer } = composeBilling({ ...parts, now: () => clock.nowMs, logger });
    await invoicer?.issueAll();
    await invoicer?.close();
  }

  it('shows the invoice in the making, and the ones that were issued', async () => {
    clock.nowMs = START;
    await issueAll();
    const key = await signUp('paid');
    clock.nowMs = START + 10 * DAY_MS;
    const preview = await get('preview', key);
    expect(preview.status).toBe(200);
    expect(preview.json.data).toMatchObject({
      id: null,
      status: 'draft',
      period: '2026-01',
      base_price_cents: 1000,
      overage_cents: 0,
      total_cents: 1000,
    });
    const { current } = (await call('GET /v1/usage', { key })).json.data;
    expect([current.api_calls, current.estimated_cost_cents]).toEqual([1, 1000]);
    expect((await get('invoices', key)).json).toMatchObject({ data: [], pagination: { total: 0 } });

    clock.nowMs = Date.UTC(2026, 1, 1, 1);
    await issueAll();
    clock.nowMs = Date.UTC(2026, 2, 1, 1);
    await issueAll();
    const list = await get('invoices?per_page=1', key);
    expect(list.json.data).toMatchObject([{ number: 2, period: '2026-02', status: 'issued', total_cents: 3100 }]);
    expect(list.json.pagination).toMatchObject({ total: 2, has_next: true });
    const { next_cursor: cursor } = list.json.pagination;
    const [first] = (await get(`invoices?per_page=1&cursor=${cursor}`, key)).json.data;
    expect(first).toMatchObject({ number: 1, period: '2026-01', issued_at: '2026-02-01T01:00:00.000Z' });
    expect((await get(`invoices/${first.id}`, key)).json.data).toEqual(first);
  });

  it('issues another invoice in the place of one, by the word of whoever runs the server', async () => {
    const key = await signUp('paid');
    const { org_id: orgId } = (await call('GET /v1/account', { key })).json.data;
    clock.nowMs += 35 * DAY_MS;
    await issueAll();
    const [invoice] = (await get('invoices', key)).json.data;
    const path = `POST /v1/operator/organizations/${orgId}/invoices/${invoice.id}/reissue`;
    expect((await call(path, { key })).json.error.code).toBe('NOT_FOUND');
    clock.nowMs += 1;
    const headers = { 'idempotency-key': 'again-1' };
    const { status, json } = await call(path, { key: app.ownerKey, headers });
    expect([status, json.data]).toEqual([
      201,
      {
        voided: expect.objectContaining({ id: invoice.id, number: 1, status: 'void' }),
        invoice: expect.objectContaining({ number: 2, status: 'issued', period: invoice.period }),
      },
    ]);
    const replayed = await call(path, { key: app.ownerKey, headers });
    expect([replayed.headers['idempotency-replayed'], replayed.json.data]).toEqual(['true', json.data]);
    const again = await call(path, { key: app.ownerKey });
    expect([again.status, again.json.error.details]).toEqual([
      409,
      { reason: 'replaced', invoice_id: json.data.invoice.id },
    ]);
    expect((await get('invoices', key)).json.data).toMatchObject([{ status: 'issued' }, { status: 'void' }]);
  });

  it('41 answers for the invoice of another organization as for one that never was', async () => {
    const [own, other] = [await signUp('paid'), await signUp('paid')];
    clock.nowMs += 35 * DAY_MS;
    await issueAll();
    const [invoice] = (await get('invoices', own)).json.data;
    const foreign = await get(`invoices/${invoice.id}`, other);
    const missing = await get('invoices/inv_00000000000000000000000000', other);
    for (const { status, json } of [foreign, missing]) {
      expect([status, json.error.code]).toEqual([404, 'INVOICE_NOT_FOUND']);
    }
    expect(foreign.json.error).toEqual(missing.json.error);
    expect((await get('invoices', other)).json.data.map(({ id }: { id: string }) => id)).not.toContain(invoice.id);
  });

  it('is for live keys that may read', async () => {
    const key = await signUp('free');
    const make = async (body: object): Promise<string> =>
      (await call('POST /v1/account/api-keys', { key, body })).json.data.key;
    const [reader, writer] = [await make({ scopes: ['read'] }), await make({ scopes: ['write'] })];
    const test = await make({ environment: 'test', scopes: ['admin'] });
    for (const path of ['preview', 'invoices', 'invoices/inv_1']) {
      expect([path, (await get(path, reader)).status]).toEqual([path, path === 'invoices/inv_1' ? 404 : 200]);
      for (const refused of [writer, test]) {
        expect((await get(path, refused)).json.error.code).toBe('INSUFFICIENT_PERMISSIONS');
      }
    }
  });
});

describeOnEveryEngine('billing that is off', (engine) => {
  it('costs nobody anything, whatever plan he is on', async () => {
    const app = await createTestApp({
      openStore: engine.open,
      nowMs: () => START + DAY_MS,
      config: { defaultPlan: 'paid', plansFile: PLANS },
    });
    const call = createClient(app.app);
    const body = { name: 'Harbour Travel', email: 'dana@example.com' };
    const { key } = (await call('POST /v1/signup', { body })).json.data;
    const { data } = (await call('GET /v1/billing/preview', { key })).json;
    expect(data).toMatchObject({ status: 'draft', lines: [], total_cents: 0 });
    expect((await call('GET /v1/usage', { key })).json.data.current.estimated_cost_cents).toBe(0);
    expect(await app.storage.settings.get('billing_open_periods')).toBeNull();
    await app.close();
  });
});
