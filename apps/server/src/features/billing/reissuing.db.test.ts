import type { InvoiceRecord, Organization } from '@memory-api/storage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { composeBilling } from '../../compose-billing.js';
import { parseConfig } from '../../config.js';
import type { AuthenticatedContext } from '../../http/request-context.js';
import { createLogger } from '../../log.js';
import { createPlans } from '../../plans/plans.js';
import { createPriceEditions } from '../../pricing/price-editions.js';
import { writePlansFile } from '../../testing/plans-file-fixture.js';
import { openBillingWorld, type BillingWorld } from './billing-fixture.js';
import { createSettleInvoice } from './settle-invoice.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const JANUARY = Date.UTC(2026, 0);
const FEBRUARY = Date.UTC(2026, 1);
const DUE = FEBRUARY + HOUR_MS;
const MARCH_DUE = Date.UTC(2026, 2) + HOUR_MS;
// A call beyond the first ten costs 0.05 cents.
const PLANS = writePlansFile({
  free: {},
  paid: { calls: 10, basePriceCents: 3100, hasOverage: true },
  metered: { calls: 10, hasOverage: true },
});
const DEARER = writePlansFile({ free: {}, paid: { basePriceCents: 9900 } });

describeOnEveryEngine('reissuing an invoice', (engine) => {
  let world: BillingWorld;
  let organization: Organization;

  beforeEach(async () => {
    world = await openBillingWorld(engine.open, PLANS);
    await runAt(JANUARY);
    organization = await world.addOrganization('paid', JANUARY);
  });
  afterEach(() => world.close());

  async function runAt(nowMs: number): Promise<void> {
    world.clock.nowMs = nowMs;
    await world.billing.invoicer?.issueAll();
  }
  const use = (calls: number): Promise<void> => world.use(organization, { atMs: JANUARY + DAY_MS, calls });
  const invoices = (): Promise<readonly InvoiceRecord[]> => world.invoicesOf(organization);
  const toContext = (): AuthenticatedContext => {
    const caller = { tenant: { orgId: 'org_owner', environment: 'live' }, key: { id: 'key_owner' } };
    return { caller, nowMs: world.clock.nowMs, ip: '::1', requestId: 'req_1' } as AuthenticatedContext;
  };
  async function reissue(invoiceId = '', billing = world.billing) {
    // Invoices are listed by the millisecond of their issue.
    world.clock.nowMs += 1;
    const act = await billing.reissueInvoice({ orgId: organization.id, invoiceId }, world.clock.nowMs);
    return world.storage.write((tx) => act(tx, toContext()));
  }
  const settle = (invoiceId = '', status: 'paid' | 'void' = 'void') =>
    world.storage.write((tx) =>
      createSettleInvoice(world.storage)(tx, toContext(), { orgId: organization.id, invoiceId, status }),
    );
  const notReissuable = (details: object) => expect.objectContaining({ code: 'INVOICE_NOT_REISSUABLE', details });

  it('asks for what is counted by now, by the prices of its month, under the next number', async () => {
    await use(10);
    await runAt(DUE);
    const [first] = await invoices();
    await use(4000);
    await createPriceEditions(world.storage).keep(
      createPlans({ plansFile: DEARER, defaultPlan: 'free' }).getFile(),
      DUE,
    );
    const { voided, invoice } = await reissue(first?.id);
    expect(voided).toMatchObject({ id: first?.id, number: 1, status: 'void', voidedAtMs: DUE + 1 });
    expect(invoice).toMatchObject({ number: 2, status: 'issued', periodFromMs: JANUARY, totalCents: 3300 });
    expect(await invoices()).toEqual([voided, invoice]);
    const { items } = await world.storage.audit.list(organization.id, { perPage: 9 });
    expect(items.filter(({ keyId }) => keyId === 'key_owner')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'billing.invoice_voided', targetId: first?.id, ip: null }),
        expect.objectContaining({
          action: 'billing.invoice_created',
          targetId: invoice?.id,
          details: { number: 2, total_cents: 3300, replaces: 1, by: 'operator' },
          ip: null,
          requestId: 'req_1',
        }),
      ]),
    );
    // What the first left out is asked for once, and the month by nobody else.
    await world.storage.write((tx) => world.storage.settings.set(tx, 'billing_open_periods', '2026-01 2026-02'));
    await runAt(MARCH_DUE);
    expect((await invoices()).map(({ number, totalCents }) => [number, totalCents])).toEqual([
      [1, 3100],
      [2, 3300],
      [3, 9900],
    ]);
  });

  it('may come any time after it was made void, once, and of two at once one is', async () => {
    await runAt(DUE);
    const [first] = await invoices();
    await settle(first?.id);
    await runAt(DUE + DAY_MS);
    expect(await invoices()).toHaveLength(1);
    const both = await Promise.allSettled([reissue(first?.id), reissue(first?.id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [, second] = await invoices();
    await expect(reissue(first?.id)).rejects.toEqual(notReissuable({ reason: 'replaced', invoice_id: second?.id }));
    expect((await reissue(second?.id)).invoice).toMatchObject({ number: 3, totalCents: 3100 });
    expect((await invoices()).map(({ status }) => status)).toEqual(['void', 'void', 'issued']);
  });

  it('takes credits anew', async () => {
    const { credits, write } = world.storage;
    const credit = { orgId: organization.id, id: 'crd_1', amountCents: 3200, expiresAtMs: null, note: 'Sorry' };
    await use(4010);
    await write((tx) => credits.append(tx, { ...credit, createdAtMs: JANUARY }));
    await runAt(DUE);
    await use(4000);
    const { voided, invoice } = await reissue((await invoices())[0]?.id);
    expect([voided.totalCents, invoice?.totalCents]).toEqual([100, 300]);
    expect((await credits.list(organization.id))[0]?.leftCents).toBe(0);
  });

  it('leaves none where the month costs nothing by now', async () => {
    organization = await world.addOrganization('metered', JANUARY);
    await use(2010);
    await runAt(DUE);
    await use(-2000);
    const { voided, invoice } = await reissue((await invoices())[0]?.id);
    expect([voided.status, voided.totalCents, invoice]).toEqual(['void', 100, null]);
    await runAt(MARCH_DUE);
    expect(await invoices()).toHaveLength(1);
  });

  it('is refused where the invoice of the next month has asked for the rest, until that one is void', async () => {
    await runAt(DUE);
    await use(4010);
    await runAt(MARCH_DUE);
    const [january, february] = await invoices();
    expect(february?.totalCents).toBe(3300);
    const refusal = notReissuable({ reason: 'corrected', invoice_id: february?.id });
    await expect(reissue(january?.id)).rejects.toEqual(refusal);
    await settle(february?.id);
    expect((await reissue(january?.id)).invoice).toMatchObject({ totalCents: 3300 });
    expect((await reissue(february?.id)).invoice).toMatchObject({ totalCents: 3100 });
  });

  it('is refused where what was too much is given back already', async () => {
    await use(4010);
    await runAt(DUE);
    await use(-4000);
    await runAt(MARCH_DUE);
    const [january] = await invoices();
    const [credit] = await world.storage.credits.list(organization.id);
    const refusal = notReissuable({ reason: 'credited', credit_id: credit?.id });
    await expect(reissue(january?.id)).rejects.toEqual(refusal);
    expect((await invoices())[0]?.status).toBe('issued');
  });

  it('is refused for one that was paid, one that there is not, and where nobody is billed', async () => {
    await runAt(DUE);
    const [{ id } = { id: '' }] = await invoices();
    const defaults = parseConfig({}, { isTerminal: false, memoryBytes: 2 ** 30 });
    const config = { ...defaults, billing: 'off' as const };
    const logger = createLogger('silent', { write: () => {} });
    const unbilled = composeBilling({ config, storage: world.storage, plans: world.plans, now: () => DUE, logger });
    await expect(reissue(id, unbilled)).rejects.toEqual(notReissuable({ reason: 'billing_off' }));
    await settle(id, 'paid');
    await expect(reissue(id)).rejects.toMatchObject({ code: 'INVOICE_SETTLED', details: { status: 'paid' } });
    await expect(reissue('inv_nobody')).rejects.toMatchObject({ code: 'INVOICE_NOT_FOUND' });
    expect(await invoices()).toHaveLength(1);
  });
});
