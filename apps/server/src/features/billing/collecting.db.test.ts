import type { InvoiceRecord, Organization } from '@memory-api/storage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { toBillingPeriod } from '../../plans/billing-period.js';
import { writePlansFile } from '../../testing/plans-file-fixture.js';
import type { AuthenticatedContext } from '../../http/request-context.js';
import { openBillingWorld, type BillingWorld } from './billing-fixture.js';
import { createIssueInvoice } from './issue-invoice.js';
import { createSettleInvoice } from './settle-invoice.js';
import { startFakeStripe, type FakeStripe } from './stripe-fixture.js';

const HOUR_MS = 3_600_000;
const JANUARY = Date.UTC(2026, 0);
const DUE = Date.UTC(2026, 1) + HOUR_MS;
const PLANS = writePlansFile({ free: {}, paid: { calls: 10, basePriceCents: 3100, hasOverage: true } });

describeOnEveryEngine('collecting invoices through Stripe', (engine) => {
  let stripe: FakeStripe;
  let world: BillingWorld;
  let organization: Organization;

  beforeEach(async () => {
    stripe = await startFakeStripe(() => world.clock.nowMs);
    const payments = { apiKey: 'sk_test_1', webhookSecret: 'whsec_1', apiBase: stripe.url };
    world = await openBillingWorld(engine.open, PLANS, { payments });
    await runAt(JANUARY);
    organization = await world.addOrganization('paid', JANUARY);
    await world.use(organization, { atMs: JANUARY, calls: 4010 });
  });
  afterEach(async () => {
    await world.close();
    await stripe.close();
  });

  async function runAt(nowMs: number, node = world.billing): Promise<void> {
    world.clock.nowMs = nowMs;
    await node.invoicer?.issueAll();
    await node.payments?.collector.collectAll();
  }
  async function onlyInvoice(): Promise<InvoiceRecord> {
    const [invoice, ...more] = await world.invoicesOf(organization);
    expect(more).toEqual([]);
    return invoice ?? expect.fail('there is an invoice');
  }
  const toContext = (): AuthenticatedContext => {
    const caller = { tenant: { orgId: 'org_owner', environment: 'live' }, key: { id: 'key_owner' } };
    return { caller, nowMs: world.clock.nowMs, ip: '::1', requestId: 'req_1' } as AuthenticatedContext;
  };
  const settle = async (status: 'paid' | 'void') => {
    const { id: invoiceId } = await onlyInvoice();
    const { storage } = world;
    const word = { orgId: organization.id, invoiceId, status };
    await storage.write((tx) => createSettleInvoice(storage)(tx, toContext(), word));
  };
  const reissue = async () => {
    const named = { orgId: organization.id, invoiceId: (await onlyInvoice()).id };
    const act = await world.billing.reissueInvoice(named, world.clock.nowMs);
    await world.storage.write((tx) => act(tx, toContext()));
  };

  it('sends our lines and our total, and nothing priced by Stripe', async () => {
    await runAt(DUE);
    const { id } = await onlyInvoice();
    const [customerId = ''] = stripe.customers.keys();
    expect(stripe.customers.get(customerId)).toEqual({
      name: 'Harbour Travel',
      email: organization.email,
      'metadata[org_id]': organization.id,
    });
    expect([...stripe.invoices.values()]).toMatchObject([
      {
        customer: customerId,
        status: 'open',
        collectionMethod: 'send_invoice',
        metadata: { org_id: organization.id, invoice_id: id },
        lines: [
          { amount: 3100, description: 'paid' },
          { amount: 200, description: 'API calls beyond those of paid' },
        ],
      },
    ]);
    expect(await world.storage.payments.getCollection(organization.id, id)).toMatchObject({
      state: 'open',
      dueAtMs: null,
    });
  });

  it('charges what the customer has left', async () => {
    const customer = { orgId: organization.id, customerId: 'cus_known', hasPaymentMethod: true };
    await world.storage.write((tx) => world.storage.payments.saveCustomer(tx, customer));
    await runAt(DUE);
    expect(stripe.customers.size).toBe(0);
    expect([...stripe.invoices.values()]).toMatchObject([
      { customer: 'cus_known', collectionMethod: 'charge_automatically' },
    ]);
  });

  it('sends one, however many nodes collect', async () => {
    world.clock.nowMs = DUE;
    const nodes = [world.billing, world.addNode(), world.addNode()];
    await Promise.all(nodes.map((node) => runAt(DUE, node)));
    await Promise.all(nodes.map((node) => runAt(DUE + HOUR_MS, node)));
    expect(stripe.invoices.size).toBe(1);
    expect(stripe.requests.filter((request) => request === 'POST /v1/invoices')).toHaveLength(1);
  });

  it.each([
    ['making the customer', /\/v1\/customers$/],
    ['making the draft', /\/v1\/invoices$/],
    ['adding the lines', /add_lines$/],
    ['finalizing', /finalize$/],
  ])(
    'doubles nothing when the connection is lost while %s, a day later neither',
    async (_, path) => {
      // The package tries three times by itself: none of the answers comes through.
      stripe.fail(path, 3, 'after');
      await runAt(DUE);
      await runAt(DUE + 25 * HOUR_MS);
      expect([...stripe.invoices.values()]).toMatchObject([
        { status: 'open', lines: [{ amount: 3100 }, { amount: 200 }] },
      ]);
      expect(stripe.customers.size).toBe(1);
      expect(await world.storage.payments.getCollection(organization.id, (await onlyInvoice()).id)).toMatchObject({
        state: 'open',
        attempts: 0,
      });
    },
    30_000,
  );

  it('waits longer from try to try while Stripe is down, then goes on', async () => {
    stripe.fail(/\/v1\/customers$/, 6, 'before');
    await runAt(DUE);
    const { id } = await onlyInvoice();
    const at = async () => (await world.storage.payments.getCollection(organization.id, id))?.dueAtMs;
    expect(await at()).toBe(DUE + 60_000);
    await runAt(DUE + 59_999);
    expect(stripe.invoices.size).toBe(0);
    await runAt(DUE + 60_000);
    expect(await at()).toBe(DUE + 180_000);
    await runAt(DUE + 180_000);
    expect(stripe.invoices.size).toBe(1);
  }, 30_000);

  it.each([
    ['paid', 'paid'],
    ['void', 'void'],
  ] as const)('ends at Stripe what the operator has settled as %s', async (status, there) => {
    await runAt(DUE);
    await settle(status);
    await runAt(DUE + HOUR_MS);
    expect([...stripe.invoices.values()]).toMatchObject([{ status: there }]);
    expect(await world.storage.payments.getCollection(organization.id, (await onlyInvoice()).id)).toMatchObject({
      state: there,
      dueAtMs: null,
    });
  });

  it('never sends what was settled before', async () => {
    world.clock.nowMs = DUE;
    await world.billing.invoicer?.issueAll();
    await settle('void');
    await runAt(DUE + HOUR_MS);
    expect(stripe.invoices.size).toBe(0);
  });

  it('sends one that was issued before Stripe was set up as soon as it is reissued', async () => {
    world.clock.nowMs = DUE;
    const { storage, billing } = world;
    const issueInvoice = createIssueInvoice({ storage, draftBill: billing.draftBill, isCollected: false });
    await issueInvoice(organization, toBillingPeriod(JANUARY), DUE);
    await runAt(DUE);
    expect(stripe.requests).toEqual([]);
    await reissue();
    await runAt(DUE);
    expect([...stripe.invoices.values()]).toMatchObject([{ status: 'open', lines: [{}, {}] }]);
  });

  it('ends one at Stripe that another takes the place of', async () => {
    await runAt(DUE);
    await reissue();
    await runAt(DUE + HOUR_MS);
    expect([...stripe.invoices.values()].map(({ status }) => status)).toEqual(['void', 'open']);
  });

  it('sends no more lines than Stripe takes, and our total all the same', async () => {
    const credit = { orgId: organization.id, amountCents: 5, expiresAtMs: null, note: 'Sorry', createdAtMs: JANUARY };
    await world.storage.write(async (tx) => {
      for (let at = 100; at < 400; at += 1) await world.storage.credits.append(tx, { ...credit, id: `crd_${at}` });
    });
    await runAt(DUE);
    expect((await onlyInvoice()).lines).toHaveLength(302);
    const [sent] = stripe.invoices.values();
    expect([sent?.status, sent?.lines.length]).toEqual(['open', 250]);
    expect(sent?.lines.at(-1)).toEqual({ description: '53 more, from Sorry', amount: -53 * 5 });
    expect(sent?.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(3300 - 1500);
  });

  it('sends nothing that credits have paid', async () => {
    const credit = { orgId: organization.id, id: 'crd_1', amountCents: 9000, expiresAtMs: null, note: 'Sorry' };
    await world.storage.write((tx) => world.storage.credits.append(tx, { ...credit, createdAtMs: JANUARY }));
    await runAt(DUE);
    expect((await onlyInvoice()).status).toBe('paid');
    expect(stripe.requests).toEqual([]);
  });
});
