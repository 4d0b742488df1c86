import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { createClient, type TestAnswer, type TestClient } from '../../testing/create-client.js';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';

const NOW = Date.UTC(2026, 1, 3, 12);

describeOnEveryEngine('settling invoices by hand', (engine) => {
  let app: TestApp;
  let call: TestClient;
  let made = 0;

  beforeAll(async () => {
    app = await createTestApp({ openStore: engine.open, nowMs: () => NOW, config: { billing: 'on' } });
    call = createClient(app.app);
  });
  afterAll(() => app.close());

  interface Customer {
    readonly key: string;
    readonly orgId: string;
    readonly invoiceId: string;
  }

  /** A customer who owes five dollars, beside two that a credit has paid. */
  async function signUp(): Promise<Customer> {
    const body = { name: 'Harbour Travel', email: `dana${(made += 1)}@example.com` };
    const { key } = (await call('POST /v1/signup', { body })).json.data;
    const orgId: string = (await call('GET /v1/account', { key })).json.data.org_id;
    const invoiceId = `inv_${made}`;
    const { invoices, credits, write } = app.storage;
    const credit = { orgId, id: 'crd_1', amountCents: 200, expiresAtMs: null, note: 'Sorry', createdAtMs: NOW };
    const draft = { id: invoiceId, orgId, periodFromMs: 0, periodToMs: 1, lines: [], periodCents: 700, basis: {} };
    await write(async (tx) => {
      await credits.append(tx, credit);
      await invoices.issue(tx, { ...draft, totalCents: 500, issuedAtMs: NOW });
      await credits.spend(tx, orgId, invoiceId, [{ creditId: 'crd_1', amountCents: 200 }]);
    });
    return { key, orgId, invoiceId };
  }
  const settle = (
    { orgId, invoiceId }: Pick<Customer, 'orgId' | 'invoiceId'>,
    status: 'paid' | 'void',
    request: { key?: string; headers?: Record<string, string> } = {},
  ): Promise<TestAnswer> =>
    call(`POST /v1/operator/organizations/${orgId}/invoices/${invoiceId}/${status}`, { key: app.ownerKey, ...request });
  const auditOf = async ({ key }: Customer) =>
    (await call('GET /v1/account/audit-log', { key })).json.data.filter(({ action }: { action: string }) =>
      action.startsWith('billing.'),
    );
  const leftOf = async ({ orgId }: Customer): Promise<number | undefined> =>
    (await app.storage.credits.list(orgId))[0]?.leftCents;

  it('lists those of an organization', async () => {
    const customer = await signUp();
    const path = (orgId: string): string => `GET /v1/operator/organizations/${orgId}/invoices`;
    const { json } = await call(path(customer.orgId), { key: app.ownerKey });
    expect(json.data).toMatchObject([{ id: customer.invoiceId, number: 1, status: 'issued', total_cents: 500 }]);
    const none = await call(path('org_nobody'), { key: app.ownerKey });
    expect([none.status, none.json.error.code]).toEqual([404, 'NOT_FOUND']);
    expect((await call(path(customer.orgId), { key: customer.key })).json.error.code).toBe('NOT_FOUND');
  });

  it.each([
    ['paid', 'billing.invoice_paid', 'paid_at', 0],
    ['void', 'billing.invoice_voided', 'voided_at', 200],
  ] as const)('makes one %s, once', async (status, action, time, left) => {
    const customer = await signUp();
    const first = await settle(customer, status);
    expect([first.status, first.json.data]).toEqual([
      200,
      expect.objectContaining({ status, [time]: new Date(NOW).toISOString() }),
    ]);
    const again = await settle(customer, status);
    expect([again.status, again.json.data]).toEqual([200, first.json.data]);
    expect(await auditOf(customer)).toMatchObject([
      { action, target_id: customer.invoiceId, ip: null, details: { number: 1, by: 'operator' } },
    ]);
    expect(await leftOf(customer)).toBe(left);
    const { key, invoiceId } = customer;
    expect((await call(`GET /v1/billing/invoices/${invoiceId}`, { key })).json.data).toEqual(first.json.data);
  });

  it('takes no second word, of two at the same time neither', async () => {
    const customer = await signUp();
    const [paid, voided] = await Promise.all([settle(customer, 'paid'), settle(customer, 'void')]);
    const refused = paid.status === 200 ? voided : paid;
    expect([paid.status, voided.status].toSorted()).toEqual([200, 409]);
    expect(refused.json.error).toMatchObject({
      code: 'INVOICE_SETTLED',
      details: { status: paid.status === 200 ? 'paid' : 'void' },
    });
  });

  it('knows an invoice of its own organization alone, and replays under an Idempotency-Key', async () => {
    const [one, other] = [await signUp(), await signUp()];
    const crossed = await settle({ orgId: one.orgId, invoiceId: other.invoiceId }, 'void');
    expect([crossed.status, crossed.json.error.code]).toEqual([404, 'INVOICE_NOT_FOUND']);
    const headers = { 'idempotency-key': 'settle-1' };
    await settle(one, 'paid', { headers });
    expect((await settle(one, 'paid', { headers })).headers['idempotency-replayed']).toBe('true');
  });

  it('is not there for anybody else', async () => {
    const customer = await signUp();
    const { status, json } = await settle(customer, 'paid', { key: customer.key });
    expect([status, json.error.code]).toEqual([404, 'NOT_FOUND']);
    expect(await auditOf(customer)).toEqual([]);
  });
});
