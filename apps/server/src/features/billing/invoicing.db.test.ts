import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { toBillingPeriod } from '../../plans/billing-period.js';
import { writePlansFile } from '../../testing/plans-file-fixture.js';
import { addBillingTurn } from '../../pricing/billed-time.js';
import { openBillingWorld, type BillingWorld } from './billing-fixture.js';
import { createIssueInvoice } from './issue-invoice.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const JANUARY = Date.UTC(2026, 0);
const FEBRUARY = Date.UTC(2026, 1);
const MARCH = Date.UTC(2026, 2);
/** When January's invoices are due. */
const DUE = FEBRUARY + HOUR_MS;

describeOnEveryEngine('issuing invoices', (engine) => {
  let world: BillingWorld;

  beforeEach(async () => {
    // A call beyond the first ten costs 0.05 cents.
    world = await openBillingWorld(
      engine.open,
      writePlansFile({
        free: { calls: 10 },
        paid: { calls: 10, basePriceCents: 3100, hasOverage: true },
        gone: { basePriceCents: 1922 },
        metered: { calls: 10, hasOverage: true },
      }),
    );
    await runAt(JANUARY);
  });
  afterEach(() => world.close());

  async function runAt(nowMs: number): Promise<void> {
    world.clock.nowMs = nowMs;
    await world.billing.invoicer?.issueAll();
  }

  it('waits an hour after the end of the month, then asks for all of it', async () => {
    const organization = await world.addOrganization('paid', JANUARY);
    await world.use(organization, { atMs: JANUARY, calls: 10 }, { atMs: FEBRUARY - 1, calls: 2000 });
    await runAt(DUE - 1);
    expect(await world.invoicesOf(organization)).toEqual([]);
    // What was under way at midnight is counted.
    await world.use(organization, { atMs: FEBRUARY - 1, calls: 2000 }, { atMs: FEBRUARY, calls: 9000 });
    await runAt(DUE);
    expect(await world.invoicesOf(organization)).toMatchObject([
      {
        number: 1,
        status: 'issued',
        periodFromMs: JANUARY,
        periodToMs: FEBRUARY,
        lines: [
          { kind: 'base', description: 'paid', quantity: null, amountCents: 3100 },
          { kind: 'overage', description: 'API calls beyond those of paid', quantity: 4000, amountCents: 200 },
        ],
        periodCents: 3300,
        totalCents: 3300,
        issuedAtMs: DUE,
      },
    ]);
    const { items } = await world.storage.audit.list(organization.id, { perPage: 9 });
    expect(items).toMatchObject([
      { action: 'billing.invoice_created', keyId: null, details: { number: 1, total_cents: 3300 } },
    ]);
  });

  it('issues one, however many nodes do it how often', async () => {
    const organizations = await Promise.all([1, 2, 3].map(() => world.addOrganization('paid', JANUARY)));
    world.clock.nowMs = DUE;
    const nodes = [world.billing, world.addNode(), world.addNode(), world.addNode()];
    await Promise.all(nodes.map(async ({ invoicer }) => invoicer?.issueAll()));
    await runAt(DUE + DAY_MS);
    await world.storage.write((tx) => world.storage.settings.set(tx, 'billing_open_periods', '2026-01'));
    await runAt(DUE + 2 * DAY_MS);
    for (const organization of organizations) expect(await world.invoicesOf(organization)).toHaveLength(1);
  });

  it('asks for nothing that costs nothing, and leaves no gap in the numbers', async () => {
    const free = await world.addOrganization('free', JANUARY);
    const organization = await world.addOrganization('paid', JANUARY);
    await world.use(free, { atMs: JANUARY, calls: 9 });
    await runAt(DUE);
    // A month without any price in between.
    const change = { orgId: organization.id, trialEndsAtMs: null, keyId: null, decidedAtMs: FEBRUARY };
    await world.storage.write(async (tx) => {
      const { planChanges } = world.storage;
      await planChanges.append(tx, { ...change, fromPlanId: 'paid', planId: 'free', startsAtMs: FEBRUARY });
      await planChanges.append(tx, { ...change, fromPlanId: 'free', planId: 'paid', startsAtMs: MARCH });
    });
    await runAt(MARCH + HOUR_MS);
    await runAt(Date.UTC(2026, 3) + HOUR_MS);
    expect(await world.invoicesOf(free)).toEqual([]);
    const invoices = await world.invoicesOf(organization);
    expect(invoices.map(({ number, periodFromMs }) => [number, periodFromMs])).toEqual([
      [1, JANUARY],
      [2, MARCH],
    ]);
  });

  it('holds nobody up for an organization that has nothing to pay', async () => {
    const free = await world.addOrganization('free', JANUARY);
    await world.use(free, { atMs: JANUARY, calls: 9 });
    const storage = { ...world.storage, write: () => expect.fail('there is nothing to write') };
    const issueInvoice = createIssueInvoice({ storage, draftBill: world.billing.draftBill, isCollected: false });
    expect(await issueInvoice(free, toBillingPeriod(JANUARY), DUE)).toBeNull();
  });

  it('makes good for every month that a server has slept through', async () => {
    const organization = await world.addOrganization('paid', JANUARY);
    await runAt(FEBRUARY + DAY_MS);
    await runAt(MARCH + 20 * DAY_MS);
    expect(await world.invoicesOf(organization)).toHaveLength(2);
  });

  it('does not ask for months in which nobody billed', async () => {
    const organization = await world.addOrganization('paid', JANUARY - 90 * DAY_MS);
    await runAt(DUE);
    await runAt(Date.UTC(2026, 5, 9));
    await runAt(Date.UTC(2026, 6) + HOUR_MS);
    const months = (await world.invoicesOf(organization)).map(({ periodFromMs }) => periodFromMs);
    expect(months).toEqual([JANUARY, FEBRUARY, Date.UTC(2026, 5)]);
  });

  it('does not ask for the time before billing was turned on, nor between two turns, nor for what was used then', async () => {
    const organization = await world.addOrganization('paid', JANUARY);
    const at = (day: number): number => JANUARY + (day - 1) * DAY_MS;
    const turns = [
      { state: 'on', atMs: at(11) },
      { state: 'off', atMs: at(13) },
      { state: 'on', atMs: at(22) + HOUR_MS },
    ] as const;
    await world.storage.write((tx) => addBillingTurn(world.storage, tx, turns));
    const used = [at(2), at(14), at(22) + HOUR_MS - 1];
    await world.use(organization, ...used.map((atMs) => ({ atMs, calls: 90_000 })));
    await world.use(organization, { atMs: at(11), calls: 5 }, { atMs: at(22) + HOUR_MS, calls: 2005 });
    await runAt(DUE);
    // Two days, and ten less an hour; ten calls are free.
    const baseCents = Math.round(3100 * ((12 - 1 / 24) / 31));
    expect(await world.invoicesOf(organization)).toMatchObject([
      {
        lines: [
          { kind: 'base', description: 'paid', amountCents: baseCents },
          { kind: 'overage', quantity: 2000, amountCents: 100 },
        ],
      },
    ]);
  });

  it('takes what was counted late into the next invoice, and leaves the first as it was', async () => {
    const organization = await world.addOrganization('paid', JANUARY);
    await world.use(organization, { atMs: JANUARY, calls: 10 });
    await runAt(DUE);
    const [first] = await world.invoicesOf(organization);
    await world.use(organization, { atMs: JANUARY + DAY_MS, calls: 4000 });
    await runAt(MARCH + HOUR_MS);
    const [still, second] = await world.invoicesOf(organization);
    expect(still).toEqual(first);
    expect(second?.lines.at(-1)).toEqual({
      kind: 'correction',
      description: 'Counted late in 2026-01',
      quantity: null,
      amountCents: 200,
    });
    expect(second).toMatchObject({ periodCents: 3100, totalCents: 3300 });
    await runAt(Date.UTC(2026, 3) + HOUR_MS);
    expect((await world.invoicesOf(organization)).at(-1)).toMatchObject({ totalCents: 3100 });
  });

  it('takes what was counted late in a month without an invoice into the next one, once', async () => {
    const organization = await world.addOrganization('metered', JANUARY);
    await world.use(organization, { atMs: JANUARY, calls: 10 });
    await runAt(DUE);
    expect(await world.invoicesOf(organization)).toEqual([]);
    await world.use(organization, { atMs: JANUARY + DAY_MS, calls: 4000 });
    const days = await world.billing.costs.byDay(organization, toBillingPeriod(JANUARY), MARCH);
    expect([days.of(JANUARY), days.of(JANUARY + DAY_MS)]).toEqual([0, 200]);
    await runAt(MARCH + HOUR_MS);
    await runAt(Date.UTC(2026, 3) + HOUR_MS);
    expect(await world.invoicesOf(organization)).toMatchObject([
      {
        periodFromMs: FEBRUARY,
        lines: [
          { kind: 'base', amountCents: 0 },
          { kind: 'correction', description: 'Counted late in 2026-01', amountCents: 200 },
        ],
        periodCents: 0,
        totalCents: 200,
      },
    ]);
  });

  it('corrects no month whose invoice is still to come, and none that was forgiven', async () => {
    const organization = await world.addOrganization('paid', JANUARY);
    await world.use(organization, { atMs: JANUARY, calls: 4010 });
    const draft = async () => {
      const time = { untilMs: DUE, nowMs: DUE };
      return (await world.billing.draftBill(organization, toBillingPeriod(FEBRUARY), time)).corrections;
    };
    expect(await draft()).toEqual([]);
    await runAt(DUE);
    const [invoice] = await world.invoicesOf(organization);
    const { invoices, write } = world.storage;
    await write((tx) => invoices.settle(tx, organization.id, invoice?.id ?? '', { status: 'void', atMs: DUE }));
    await world.use(organization, { atMs: JANUARY, calls: 4010 });
    expect(await draft()).toEqual([]);
  });

  it('gives back what was counted too much as a credit, once', async () => {
    const organization = await world.addOrganization('paid', JANUARY);
    await world.use(organization, { atMs: JANUARY, calls: 200_010 });
    await runAt(DUE);
    await world.use(organization, { atMs: JANUARY + DAY_MS, calls: -100_000 });
    await runAt(MARCH + HOUR_MS);
    await runAt(Date.UTC(2026, 3) + HOUR_MS);
    const [first, second, third] = await world.invoicesOf(organization);
    expect(first).toMatchObject({ totalCents: 13_100 });
    expect(second).toMatchObject({ status: 'paid', periodCents: 3100, totalCents: 0 });
    expect(second?.lines.at(-1)).toMatchObject({ description: 'Counted too much in 2026-01', amountCents: -3100 });
    expect(third).toMatchObject({ status: 'issued', totalCents: 3100 - (5000 - 3100) });
    expect(await world.storage.credits.list(organization.id)).toMatchObject([{ amountCents: 5000, leftCents: 0 }]);
  });

  it('keeps to the prices of a month that is over, whatever the plans say later', async () => {
    const organization = await world.addOrganization('paid', JANUARY);
    await runAt(DUE);
    const invoice = await world.storage.invoices.getByPeriod(organization.id, JANUARY);
    const dearer = await restart(DEARER, FEBRUARY + DAY_MS);
    dearer.clock.nowMs = MARCH + HOUR_MS;
    await dearer.billing.invoicer?.issueAll();
    const [, second] = await world.invoicesOf(organization);
    // No correction: January is priced by what it was priced by.
    expect(second?.lines).toMatchObject([{ kind: 'base', amountCents: 9900 }]);
    const interval = toBillingPeriod(JANUARY);
    const days = await dearer.billing.costs.byDay(organization, interval, dearer.clock.nowMs);
    const all = Array.from({ length: 31 }, (_, day) => days.of(JANUARY + day * DAY_MS));
    expect(all.reduce((sum, cents) => sum + cents, 0)).toBe(invoice?.periodCents);
  });

  it('prices a month by the prices that held in it, also where they have changed before its invoice', async () => {
    const organization = await world.addOrganization('paid', JANUARY);
    await world.use(organization, { atMs: JANUARY, calls: 2010 });
    // In the hour of grace; and later the server is off until March has come.
    const dearer = await restart(DEARER, FEBRUARY + 1);
    const inTime = await restart(DEARER, DUE);
    await inTime.billing.invoicer?.issueAll();
    const cheaper = await restart(CHEAPER, MARCH);
    cheaper.clock.nowMs = MARCH + HOUR_MS;
    await cheaper.billing.invoicer?.issueAll();
    // A node that runs on the file of January asks for the same.
    await runAt(Date.UTC(2026, 3) + HOUR_MS);
    const bases = (await world.invoicesOf(organization)).map(({ lines }) => lines[0]?.amountCents);
    expect(bases).toEqual([3100, 9900, 1000]);
    const [january] = await world.invoicesOf(organization);
    expect(january?.lines.at(-1)).toMatchObject({ kind: 'overage', quantity: 2000, amountCents: 100 });
    const days = await dearer.billing.costs.byDay(organization, toBillingPeriod(JANUARY), DUE);
    expect(days.of(JANUARY)).toBe(100 + 100);
  });

  it('takes a change of prices for all of the month that it is made in', async () => {
    const organization = await world.addOrganization('paid', JANUARY);
    await restart(DEARER, FEBRUARY - 1);
    await runAt(DUE);
    expect(await world.invoicesOf(organization)).toMatchObject([{ totalCents: 9900 }]);
  });

  it('prices a plan that was left and taken out of the file by what it cost, not by the default plan', async () => {
    const organization = await world.addOrganization('gone', JANUARY);
    const change = { orgId: organization.id, fromPlanId: 'gone', planId: 'free', trialEndsAtMs: null, keyId: null };
    const atMs = JANUARY + 10 * DAY_MS;
    await world.storage.write(async (tx) => {
      await world.storage.planChanges.append(tx, { ...change, decidedAtMs: atMs, startsAtMs: atMs });
      await world.storage.organizations.update(tx, organization.id, { planId: 'free' });
    });
    const after = await restart(DEARER, JANUARY + 20 * DAY_MS);
    expect(after.plans.find('gone')).toBeNull();
    await runAt(DUE);
    expect(await world.invoicesOf(organization)).toMatchObject([
      {
        lines: [
          { kind: 'base', description: 'gone', amountCents: 620 },
          { kind: 'base', description: 'free', amountCents: 0 },
        ],
        totalCents: 620,
      },
    ]);
  });

  it('prices an add-on that was given up and taken out of the file by what it cost, for the days it was had', async () => {
    const calls = { name: 'More calls', price_cents: 620, quotas: { calls: 1000, tokens: 0, embeddings: 0 } };
    await restart(writePlansFile(PAID, { add_ons: { 'more-calls': calls } }), JANUARY);
    const organization = await world.addOrganization('paid', JANUARY);
    const agree = (startsAtMs: number, addOnIds: readonly string[]) =>
      world.storage.write((tx) => {
        const agreement = { overrides: null, addOnIds, priceLock: null };
        return world.storage.agreements.append(tx, { orgId: organization.id, startsAtMs, agreement, keyId: null });
      });
    await agree(JANUARY, ['more-calls']);
    await agree(JANUARY + 10 * DAY_MS, []);
    await world.use(organization, { atMs: JANUARY + DAY_MS, calls: 1010 });
    await restart(writePlansFile(PAID), JANUARY + 20 * DAY_MS);
    await runAt(DUE);
    // Ten days of 31, and no call beyond the quota that it added to.
    expect(await world.invoicesOf(organization)).toMatchObject([
      {
        lines: [
          { kind: 'base', amountCents: 3100 },
          { kind: 'add_on', description: 'More calls', amountCents: 200 },
        ],
        totalCents: 3300,
      },
    ]);
  });

  it('gives a promotion for the days until it was taken out of the file, also on a plan that went with it', async () => {
    const half = { name: 'Spring', percent_off: 50, from: '2025-12-01T00:00:00Z', until: '2026-06-01T00:00:00Z' };
    await restart(writePlansFile(PAID, { promotions: { spring: { ...half, plans: ['paid', 'gone'] } } }), JANUARY);
    const [stays, leaves] = [
      await world.addOrganization('paid', JANUARY),
      await world.addOrganization('gone', JANUARY),
    ];
    const change = { orgId: leaves.id, fromPlanId: 'gone', planId: 'free', trialEndsAtMs: null, keyId: null };
    const leftMs = JANUARY + 10 * DAY_MS;
    await world.storage.write((tx) =>
      world.storage.planChanges.append(tx, { ...change, decidedAtMs: leftMs, startsAtMs: leftMs }),
    );
    const { gone: _, ...left } = PAID;
    await restart(writePlansFile(left, { promotions: { spring: { ...half, plans: ['paid'] } } }), leftMs + DAY_MS);
    await restart(writePlansFile(left), JANUARY + 20 * DAY_MS);
    const days = await world.billing.costs.byDay(stays, toBillingPeriod(JANUARY), JANUARY + 25 * DAY_MS);
    expect([days.of(JANUARY + 19 * DAY_MS), days.of(JANUARY + 20 * DAY_MS)]).toEqual([50, 100]);
    await runAt(DUE);
    // 31 days at 100 cents, 20 of them for the half; ten at 62, all of them.
    const totals = await Promise.all([stays, leaves].map((each) => world.invoicesOf(each)));
    expect(totals).toMatchObject([[{ totalCents: 2100 }], [{ totalCents: 310 }]]);
    await runAt(MARCH + HOUR_MS);
    expect((await world.invoicesOf(stays)).at(-1)).toMatchObject({ periodFromMs: FEBRUARY, totalCents: 3100 });
  });

  it('prices what the file agreed with an organization by that, until a file without it is read, also with its plan', async () => {
    const seats = { name: 'Seats', price_cents: 620, quotas: { calls: 0, tokens: 0, embeddings: 0 } };
    const organization = await world.addOrganization('gone', JANUARY);
    const agreement = { plan: 'gone', base_price_cents: 31_000, add_ons: ['seats'] };
    const agreed = { add_ons: { seats }, agreements: { [organization.id]: agreement } };
    await restart(writePlansFile(PAID, agreed), JANUARY);
    const leftMs = JANUARY + 10 * DAY_MS;
    const change = { orgId: organization.id, fromPlanId: 'gone', planId: 'paid', trialEndsAtMs: null, keyId: null };
    await world.storage.write((tx) =>
      world.storage.planChanges.append(tx, { ...change, decidedAtMs: leftMs, startsAtMs: leftMs }),
    );
    const { gone: _, ...left } = PAID;
    await restart(writePlansFile(left), leftMs + 5 * DAY_MS);
    await runAt(DUE);
    // Ten days at 1,000 cents, 15 with the add-on at 20, and 21 on the other plan at 100.
    expect((await world.invoicesOf(organization)).map(({ totalCents }) => totalCents)).toEqual([12_400]);
    await runAt(MARCH + HOUR_MS);
    expect((await world.invoicesOf(organization)).at(-1)).toMatchObject({ periodFromMs: FEBRUARY, totalCents: 3100 });
  });

  const PAID = {
    free: {},
    paid: { calls: 10, basePriceCents: 3100, hasOverage: true },
    gone: { basePriceCents: 1922 },
  };
  const DEARER = writePlansFile({ free: {}, paid: { calls: 10, basePriceCents: 9900, hasOverage: true } });
  const CHEAPER = writePlansFile({ free: {}, paid: { calls: 10, basePriceCents: 1000, hasOverage: true } });

  /** Another server on the same store, which reads its file of plans at a moment. */
  function restart(plansFile: string, nowMs: number): Promise<BillingWorld> {
    const source = { engine: 'sqlite' as const, dataDir: '' };
    return openBillingWorld(async () => ({ storage: world.storage, source, drop: async () => {} }), plansFile, {
      nowMs,
    });
  }

  it('spends credits, the one that is lost soonest first, and gives them back when an invoice is void', async () => {
    const organization = await world.addOrganization('paid', JANUARY);
    const { credits, invoices, write } = world.storage;
    const credit = { orgId: organization.id, createdAtMs: JANUARY, note: 'Sorry' };
    await write(async (tx) => {
      await credits.append(tx, { ...credit, id: 'crd_1', amountCents: 5000, expiresAtMs: null });
      await credits.append(tx, { ...credit, id: 'crd_2', amountCents: 100, expiresAtMs: FEBRUARY + 1 });
      await credits.append(tx, { ...credit, id: 'crd_3', amountCents: 100, expiresAtMs: FEBRUARY });
    });
    const leftOf = async () => (await credits.list(organization.id)).map(({ leftCents }) => leftCents);
    await runAt(DUE);
    expect(await leftOf()).toEqual([2000, 0, 100]);
    await runAt(MARCH + HOUR_MS);
    const [first, second] = await world.invoicesOf(organization);
    expect([first?.status, second?.status, second?.totalCents]).toEqual(['paid', 'issued', 1100]);
    await write((tx) => invoices.settle(tx, organization.id, second?.id ?? '', { status: 'void', atMs: MARCH }));
    expect(await leftOf()).toEqual([2000, 0, 100]);
  });
});
