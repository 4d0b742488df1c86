import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createCheapEmbedder } from '../../abuse/cheap-embedder-fixture.js';
import { createClient, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';
import { writePlansFile } from '../../testing/plans-file-fixture.js';

const COSTS = '/v1/operator/costs';
const START = Date.parse('2026-02-01T00:00:00.000Z');
const MARCH = Date.parse('2026-03-01T00:00:00.000Z');
const HOUR_US = 3_600_000_000;
const RATES = {
  compute_hours: { cents: 100, per: 1 },
  memory_months: { cents: 28, per: 1 },
  model_calls: { cents: 1, per: 2 },
};

describeOnEveryEngine('what organizations bring and cost', (engine) => {
  let app: TestApp;
  let call: TestClient;
  let nowMs = START;

  beforeAll(async () => {
    const plansFile = writePlansFile({ paid: { basePriceCents: 2800 } }, { costs: RATES });
    app = await createTestApp({
      nowMs: () => nowMs,
      openStore: engine.open,
      embedder: createCheapEmbedder(),
      config: { billing: 'on', defaultPlan: 'paid', plansFile },
    });
    call = createClient(app.app);
  });
  afterAll(() => app.close());

  async function signUp(name: string): Promise<{ readonly key: string; readonly orgId: string }> {
    const body = { name, email: `${name.length}costs@example.com` };
    const { key } = (await call('POST /v1/signup', { body })).json.data;
    return { key, orgId: (await call('GET /v1/account/api-keys/current', { key })).json.data.organization.id };
  }
  const costsOf = async (orgId: string, query = '') => {
    const rows = (await call(`GET ${COSTS}${query}`, { key: app.ownerKey })).json;
    return rows.find((row: { org_id: string }) => row.org_id === orgId);
  };

  it('adds up what requests took, in the sandbox too, and what the plan brought so far', async () => {
    const { key, orgId } = await signUp('Harbour');
    const { append } = app.storage.ledger;
    const anEntry = (requestId: string, environment: 'live' | 'test') => ({
      tenant: { orgId, environment },
      requestId,
      keyId: 'key_1',
      operation: 'queryMemories',
      atMs: nowMs,
      status: 200,
      calls: 1,
      tokensInput: 0,
      tokensOutput: 0,
      memoriesRead: 0,
      memoriesWritten: 0,
      embeddings: 1,
      modelCalls: 10,
      modelTokensInput: 0,
      processingUs: HOUR_US,
    });
    await app.storage.write(async (tx) => {
      await append(tx, anEntry('req_1', 'live'));
      await append(tx, anEntry('req_2', 'test'));
    });
    await call('POST /v1/memories', { key, body: { text: 'the customer likes tea' } });
    nowMs += 14 * 86_400_000;
    const row = await costsOf(orgId);
    expect(row).toMatchObject({
      name: 'Harbour',
      plan_id: 'paid',
      memories_stored_peak: 1,
      // Half of February is over.
      revenue_cents: 1400,
      revenue_from: 'usage',
      storage_cents: 14,
    });
    expect(row.processing_ms).toBeGreaterThanOrEqual(7_200_000);
    expect(row.compute_cents).toBe(200);
    expect(row.model_calls).toBeGreaterThanOrEqual(20);
    expect(row.cost_cents).toBe(row.compute_cents + row.storage_cents + row.model_cents);
    expect(row.margin_cents).toBe(row.revenue_cents - row.cost_cents);
  });

  it('goes by the invoice where there is one, and by nothing where that is void', async () => {
    const { orgId } = await signUp('Invoiced');
    const draft = {
      id: 'inv_1',
      orgId,
      periodFromMs: START,
      periodToMs: MARCH,
      lines: [],
      periodCents: 900,
      totalCents: 700,
      basis: { stretches: [], discounts: { calls: [], tokens: [], embeddings: [] } },
      issuedAtMs: MARCH,
    };
    await app.storage.write((tx) => app.storage.invoices.issue(tx, draft));
    expect(await costsOf(orgId, '?month=2026-02')).toMatchObject({ revenue_cents: 700, revenue_from: 'invoice' });
    await app.storage.write((tx) => app.storage.invoices.settle(tx, orgId, 'inv_1', { status: 'void', atMs: MARCH }));
    expect(await costsOf(orgId, '?month=2026-02')).toMatchObject({ revenue_cents: 0, margin_cents: 0 });
  });

  it('knows only organizations that were there, and no month that has not begun', async () => {
    const { orgId } = await signUp('Latecomer');
    expect(await costsOf(orgId, '?month=2026-01')).toBeUndefined();
    expect(await costsOf(orgId)).toMatchObject({ revenue_cents: 0, cost_cents: 0 });
    const { status, json } = await call(`GET ${COSTS}?month=2026-03`, { key: app.ownerKey });
    expect([status, json.error.message]).toEqual([400, 'month must have begun.']);
  });

  it('comes as CSV, too, whose cells are no formulas', async () => {
    await signUp('=HYPERLINK("http://x")');
    const { headers, text } = await call(`GET ${COSTS}?format=csv`, { key: app.ownerKey });
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe('attachment; filename="costs-2026-02.csv"');
    const [header, ...lines] = text.trimEnd().split('\r\n');
    expect(header).toMatch(/^org_id,name,plan_id,api_calls,.*,cost_cents,margin_cents$/);
    expect(lines.length).toBe((await call(`GET ${COSTS}`, { key: app.ownerKey })).json.length);
    expect(text).toContain(`,"'=HYPERLINK(""http://x"")",paid,`);
  });

  it('is not there for anybody else', async () => {
    const { key } = await signUp('Curious neighbour');
    expect((await call(`GET ${COSTS}`, { key })).json.error.code).toBe('NOT_FOUND');
  });
});
