import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createClient, type TestAnswer, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';
import { writePlansFile } from '../../testing/plans-file-fixture.js';
import { startFakeStripe, type FakeStripe } from './stripe-fixture.js';

const NOW = Date.UTC(2026, 1, 3, 12);
const SECRET = 'whsec_of_a_test';
const stripeSdk = new Stripe('sk_test_1');

describeOnEveryEngine('payments', (engine) => {
  let stripe: FakeStripe;
  let app: TestApp;
  let call: TestClient;
  let key: string;
  let orgId: string;
  let events = 0;

  beforeAll(async () => {
    stripe = await startFakeStripe(() => NOW);
    app = await createTestApp({
      openStore: engine.open,
      nowMs: () => NOW,
      config: {
        billing: 'on',
        payments: { apiKey: 'sk_test_1', webhookSecret: SECRET, apiBase: stripe.url },
      },
    });
    call = createClient(app.app);
  });
  afterAll(async () => {
    await app.close();
    await stripe.close();
  });
  beforeEach(async () => {
    const body = { name: 'Harbour Travel', email: `dana${(events += 1)}@example.com` };
    key = (await call('POST /v1/signup', { body })).json.data.key;
    orgId = (await call('GET /v1/account', { key })).json.data.org_id;
  });

  /** Sends an event as Stripe does; `how` may spoil it. */
  function send(type: string, object: object, how: { id?: string; atMs?: number; secret?: string } = {}) {
    const id = how.id ?? `evt_${(events += 1)}`;
    const payload = JSON.stringify({ id, object: 'event', type, data: { object } });
    const timestamp = Math.floor((how.atMs ?? NOW) / 1000);
    const signature = stripeSdk.webhooks.generateTestHeaderString({ payload, secret: how.secret ?? SECRET, timestamp });
    return sendSigned(payload, signature);
  }
  const sendSigned = (payload: string, signature: string): Promise<TestAnswer> =>
    call('POST /v1/billing/stripe-webhook', {
      payload,
      headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature },
    });

  async function issue(): Promise<{ id: string; metadata: object }> {
    const id = `inv_${(events += 1)}`;
    const { invoices, payments, write } = app.storage;
    const draft = { id, orgId, periodFromMs: 0, periodToMs: 1, lines: [], periodCents: 5, totalCents: 5, basis: {} };
    await write(async (tx) => {
      await invoices.issue(tx, { ...draft, issuedAtMs: NOW });
      const sent = { orgId, invoiceId: id, externalId: 'in_1', state: 'open', attempts: 0, dueAtMs: null } as const;
      await payments.saveCollection(tx, { ...sent, failedAtMs: null });
    });
    return { id, metadata: { org_id: orgId, invoice_id: id } };
  }
  const statusOf = async (id: string): Promise<string> =>
    (await call(`GET /v1/billing/invoices/${id}`, { key })).json.data.status;
  const actions = async (): Promise<string[]> =>
    (await app.storage.audit.list(orgId, { perPage: 50 })).items.map(({ action }) => action);

  it('give an administrator the page where a means of payment is left', async () => {
    const body = { return_url: 'https://app.example.com/billing' };
    const { status, json } = await call('POST /v1/billing/checkout', { key, body });
    expect([status, json.data.url]).toEqual([201, expect.stringMatching(/^https:\/\/checkout\.test\/cus_\d+$/)]);
    const again = await call('POST /v1/billing/checkout', { key, body });
    expect(again.json.data).toEqual(json.data);
    const bad = await call('POST /v1/billing/checkout', { key, body: { return_url: 'javascript:alert(1)' } });
    expect(bad.json.error.code).toBe('VALIDATION_ERROR');
    stripe.fail(/sessions/, 3, 'before');
    const down = await call('POST /v1/billing/checkout', { key, body });
    expect([down.status, down.json.error.code]).toEqual([503, 'PAYMENT_PROVIDER_UNAVAILABLE']);
  });

  it('are noted once, however often Stripe tells of them', async () => {
    const { id, metadata } = await issue();
    for (let times = 0; times < 3; times += 1) {
      const { status, json } = await send('invoice.paid', { metadata }, { id: 'evt_paid' });
      expect([status, json.data]).toEqual([200, { received: true }]);
    }
    await Promise.all([1, 2, 3].map(() => send('invoice.paid', { metadata })));
    expect(await statusOf(id)).toBe('paid');
    expect((await actions()).filter((action) => action === 'billing.invoice_paid')).toHaveLength(1);
    expect(await app.storage.payments.getCollection(orgId, id)).toMatchObject({ state: 'paid', dueAtMs: null });
  });

  it('that fail are noted, and the invoice stays to be paid', async () => {
    const { id, metadata } = await issue();
    await send('invoice.payment_failed', { metadata }, { id: 'evt_failed' });
    await send('invoice.payment_failed', { metadata }, { id: 'evt_failed' });
    expect(await statusOf(id)).toBe('issued');
    expect(await app.storage.payments.getCollection(orgId, id)).toMatchObject({ failedAtMs: NOW });
    expect((await actions()).filter((action) => action === 'billing.payment_failed')).toHaveLength(1);
  });

  it('take what a person has left for the invoices to come', async () => {
    const session = { mode: 'setup', customer: 'cus_7', setup_intent: 'seti_7', metadata: { org_id: orgId } };
    expect((await send('checkout.session.completed', session)).status).toBe(200);
    expect(await app.storage.payments.getCustomer(orgId)).toEqual({
      orgId,
      customerId: 'cus_7',
      hasPaymentMethod: true,
    });
    expect(stripe.requests).toContain('POST /v1/customers/cus_7');
    stripe.fail(/setup_intents/, 3, 'before');
    expect((await send('checkout.session.completed', session)).status).toBe(503);
  });

  it.each([
    ['another secret', { secret: 'whsec_other' }],
    ['a signature of six minutes ago', { atMs: NOW - 360_000 }],
  ])('are refused with %s', async (_, how) => {
    const { id, metadata } = await issue();
    const { status, json } = await send('invoice.paid', { metadata }, how);
    expect([status, json.error.code]).toEqual([400, 'WEBHOOK_REFUSED']);
    expect(await statusOf(id)).toBe('issued');
  });

  it('are refused when the body was changed, or is not signed at all', async () => {
    const { id, metadata } = await issue();
    const event = (invoice: object) =>
      JSON.stringify({ id: 'evt_1', object: 'event', type: 'invoice.paid', data: { object: invoice } });
    const timestamp = NOW / 1000;
    const header = stripeSdk.webhooks.generateTestHeaderString({ payload: event({}), secret: SECRET, timestamp });
    for (const signature of [header, '', 't=1,v1=00']) {
      expect((await sendSigned(event({ metadata }), signature)).json.error.code).toBe('WEBHOOK_REFUSED');
    }
    expect(await statusOf(id)).toBe('issued');
  });

  it('that are none of ours change nothing', async () => {
    const foreign = { metadata: { org_id: 'org_elsewhere', invoice_id: 'inv_1' } };
    const { metadata } = await issue();
    for (const [type, object] of [
      ['customer.created', {}],
      ['invoice.paid', {}],
      ['invoice.paid', foreign],
      ['invoice.paid', { metadata: { ...metadata, invoice_id: 'inv_other' } }],
      ['checkout.session.completed', { mode: 'payment', metadata }],
    ] as const) {
      expect((await send(type, object)).status).toBe(200);
    }
    expect((await actions()).filter((action) => action.startsWith('billing.'))).toEqual([]);
  });
});

describeOnEveryEngine('a means of payment', (engine) => {
  it('lets a customer keep the plan that he tries, and take dearer ones', async () => {
    const stripe = await startFakeStripe(() => NOW);
    const plan = { basePriceCents: 4900, hasOverage: true };
    const app = await createTestApp({
      openStore: engine.open,
      nowMs: () => NOW,
      config: {
        billing: 'on',
        defaultPlan: 'free',
        plansFile: writePlansFile({ free: {}, tried: { ...plan, trialDays: 14 }, dear: { basePriceCents: 9900 } }),
        payments: { apiKey: 'sk_test_1', webhookSecret: SECRET, apiBase: stripe.url },
      },
    });
    const call = createClient(app.app);
    const body = { name: 'Harbour Travel', email: 'dana@example.com' };
    const { key } = (await call('POST /v1/signup', { body })).json.data;
    const take = (planId: string) => call('POST /v1/account/plan', { key, body: { plan_id: planId } });
    const { org_id: orgId, next_plan: end } = (await take('tried')).json.data;
    expect(end).toMatchObject({ id: 'free', starts_at: new Date(NOW + 14 * 86_400_000).toISOString() });

    const session = { mode: 'setup', customer: 'cus_7', setup_intent: 'seti_7', metadata: { org_id: orgId } };
    const event = { id: 'evt_1', object: 'event', type: 'checkout.session.completed', data: { object: session } };
    const payload = JSON.stringify(event);
    const signed = { payload, secret: SECRET, timestamp: NOW / 1000 };
    const signature = stripeSdk.webhooks.generateTestHeaderString(signed);
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    for (let times = 0; times < 2; times += 1) {
      expect((await call('POST /v1/billing/stripe-webhook', { payload, headers })).status).toBe(200);
    }
    const stored = await app.storage.organizations.get(orgId);
    expect(stored).toMatchObject({ planId: 'tried', nextPlan: null });
    const changes = await app.storage.planChanges.list(orgId);
    expect(changes.map(({ planId, keyId }) => [planId, keyId === null])).toEqual([
      ['tried', false],
      ['free', false],
      ['tried', true],
    ]);
    expect((await take('dear')).json.data).toMatchObject({ plan: { id: 'dear' }, next_plan: null });
    await app.close();
    await stripe.close();
  });
});

describeOnEveryEngine('payments without Stripe', (engine) => {
  it('are said not to be there', async () => {
    const app = await createTestApp({ openStore: engine.open });
    const call = createClient(app.app);
    const body = { return_url: 'https://app.example.com' };
    const checkout = await call('POST /v1/billing/checkout', { key: app.ownerKey, body });
    const webhook = await call('POST /v1/billing/stripe-webhook', { body: {} });
    for (const { status, json } of [checkout, webhook]) {
      expect([status, json.error.code]).toEqual([409, 'PAYMENTS_NOT_SET_UP']);
    }
    await app.close();
  });
});
