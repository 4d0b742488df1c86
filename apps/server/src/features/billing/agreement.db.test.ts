import { json } from 'node:stream/consumers';
import type { UsageHistory } from '@memory-api/contract';
import type { Organization, UsageGrouping } from '@memory-api/storage';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../../abuse/engines-fixture.js';
import { toBillingPeriod } from '../../plans/billing-period.js';
import { SELF_HOSTED_PLAN } from '../../plans/plan.js';
import { exportUsage } from '../usage/usage-export.js';
import { openBillingWorld, type BillingWorld } from './billing-fixture.js';
import { finishBill } from './draft-bill.js';
import { priceByHand, type Life } from './price-by-hand-fixture.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const JANUARY = toBillingPeriod(Date.UTC(2026, 0));

describeOnEveryEngine('abuse 64: whatever was used when, on whichever plans', (engine) => {
  let world: BillingWorld;
  beforeAll(async () => {
    world = await openBillingWorld(engine.open, null);
    world.clock.nowMs = JANUARY.fromMs;
    await world.billing.invoicer?.issueAll();
  });
  afterAll(() => world.close());

  it('summary, preview, history, its groups, export and invoice agree to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(lives, moments, async (life, nowMs) => {
        const organization = await live(life);
        await checkPresent(organization, nowMs);
        await checkInvoice(organization, life);
      }),
      { numRuns: 10 },
    );
  }, 240_000);

  it('comes to what a person works out', async () => {
    const life: Life = {
      createdMs: JANUARY.fromMs,
      changes: [
        { planId: 'starter', atMs: JANUARY.fromMs, laterMs: 0, trialMs: null },
        { planId: 'professional', atMs: JANUARY.fromMs + 10 * DAY_MS, laterMs: 0, trialMs: null },
      ],
      rows: [
        { atMs: JANUARY.fromMs + 4 * DAY_MS, calls: 12_000 },
        { atMs: JANUARY.fromMs + 19 * DAY_MS, calls: 200_000 },
      ],
    };
    // (10 × 4,900 + 21 × 29,900) / 31 = 21,835.48; 2,000 × 0.05 = 100; 112,000 × 0.03 = 3,360, of which a tenth of
    // those beyond 100,000 is off: 14,000 × 0.003 = 42.
    expect(priceByHand(life)).toBe(25_253);
    await checkInvoice(await live(life), life);
  });

  it('costs nothing with test keys', async () => {
    const organization = await world.addOrganization('starter', JANUARY.fromMs);
    const tenant = { orgId: organization.id, environment: 'test' } as const;
    await world.use(organization, { tenant, atMs: JANUARY.fromMs, calls: 5_000_000, tokensInput: 90_000_000 });
    const request = {
      organization,
      plan: SELF_HOSTED_PLAN,
      environment: 'test' as const,
      nowMs: JANUARY.fromMs + DAY_MS,
    };
    expect((await world.usage.summary(request)).current.estimated_cost_cents).toBe(0);
    expect(sumCosts((await world.usage.history(request, 9, undefined)).history)).toBe(0);
    expect(sumCosts((await world.usage.history(request, 9, 'key')).history)).toBe(0);
    const { projected } = await world.usage.projection(request);
    expect(projected.estimated_cost_cents).toBe(0);
    expect((await world.usage.summary({ ...request, environment: 'live' })).current.estimated_cost_cents).toBe(158);
  });

  async function live({ createdMs, changes, rows }: Life): Promise<Organization> {
    const organization = await world.addOrganization('free', createdMs);
    const { planChanges, write } = world.storage;
    let fromPlanId = 'free';
    for (const { planId, atMs, laterMs, trialMs } of changes.toSorted((a, b) => a.atMs - b.atMs)) {
      const times = { decidedAtMs: atMs, startsAtMs: atMs + laterMs, trialEndsAtMs: trialMs && atMs + trialMs };
      const change = { orgId: organization.id, fromPlanId, planId, ...times, keyId: null };
      await write((tx) => planChanges.append(tx, change));
      fromPlanId = planId;
    }
    await world.use(organization, ...rows.filter(({ atMs = 0 }) => atMs >= createdMs));
    await world.storage.usage.fold({ limit: 100, nowMs: JANUARY.toMs });
    return organization;
  }

  /** What is told of the present month, somewhere in it. */
  async function checkPresent(organization: Organization, nowMs: number): Promise<void> {
    const costs = await readCosts(organization, nowMs, new Date(nowMs).getUTCDate());
    const draft = await world.billing.draftBill(organization, JANUARY, { untilMs: nowMs, nowMs });
    const bill = finishBill(draft, []);
    const request = { organization, plan: SELF_HOSTED_PLAN, environment: 'live' as const, nowMs };
    const { current } = await world.usage.summary(request);
    expect([...costs, bill.periodCents]).toEqual(costs.map(() => current.estimated_cost_cents).concat(bill.totalCents));
    const { projected } = await world.usage.projection(request);
    expect(projected.estimated_cost_cents).toBeGreaterThanOrEqual(current.estimated_cost_cents);
  }

  /** What is told of it once it is over, before and after its invoice; and what the rows themselves come to. */
  async function checkInvoice(organization: Organization, life: Life): Promise<void> {
    const nowMs = JANUARY.toMs + HOUR_MS;
    const before = await readCosts(organization, nowMs, 32);
    world.clock.nowMs = nowMs;
    await world.storage.write((tx) => world.storage.settings.set(tx, 'billing_open_periods', '2026-01'));
    await world.billing.invoicer?.issueAll();
    const [invoice, ...more] = await world.invoicesOf(organization);
    expect(more).toEqual([]);
    const { lines, periodCents, totalCents } = invoice ?? { lines: [], periodCents: 0, totalCents: 0 };
    expect(lines.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(totalCents);
    expect(totalCents).toBeGreaterThanOrEqual(0);
    expect(before).toEqual(before.map(() => periodCents));
    expect(periodCents).toBe(priceByHand(life));
    expect(await readCosts(organization, nowMs, 32)).toEqual(before);
    await world.storage.write((tx) => world.storage.settings.set(tx, 'billing_open_periods', '2026-01'));
  }

  /** January's cost as the days add up to it: by day, by endpoint, by key, and in the file. */
  async function readCosts(organization: Organization, nowMs: number, days: number): Promise<readonly number[]> {
    const request = { organization, plan: SELF_HOSTED_PLAN, environment: 'live' as const, nowMs };
    const read = async (grouping: UsageGrouping | undefined) =>
      (await world.usage.history(request, days, grouping)).history;
    const { usage, apiKeys } = world.storage;
    const parts = { usage, apiKeys, costs: world.billing.costs };
    const file = (await json(
      exportUsage(parts, request, { days, format: 'json', showsKeyNames: true }).stream,
    )) as UsageHistory['history'];
    const all = [await read(undefined), await read('operation'), await read('key'), file];
    const byDay = all.map(sumByDay);
    expect(byDay).toEqual(byDay.map(() => byDay[0]));
    return all.map((entries) => sumCosts(entries.filter(({ date }) => date.startsWith('2026-01'))));
  }
});

function sumCosts(entries: UsageHistory['history']): number {
  return entries.reduce((sum, { cost_cents: cents }) => sum + cents, 0);
}

function sumByDay(entries: UsageHistory['history']): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { date, cost_cents: cents } of entries) if (cents !== 0) sums[date] = (sums[date] ?? 0) + cents;
  return sums;
}

const moments = fc.integer({ min: JANUARY.fromMs, max: JANUARY.toMs - 1 });
const lives: fc.Arbitrary<Life> = fc.record({
  createdMs: fc.oneof(fc.constant(JANUARY.fromMs - 40 * DAY_MS), moments),
  changes: fc.array(
    fc.record({
      planId: fc.constantFrom('free', 'starter', 'professional', 'enterprise'),
      atMs: moments,
      laterMs: fc.constantFrom(0, 0, 3 * DAY_MS),
      trialMs: fc.option(fc.integer({ min: 1, max: 14 * DAY_MS })),
    }),
    { maxLength: 3 },
  ),
  rows: fc.array(
    fc.record({
      atMs: moments,
      keyId: fc.constantFrom('key_a', 'key_b'),
      operation: fc.constantFrom('getMemory', 'queryMemories', 'forgotten'),
      calls: fc.oneof(fc.nat({ max: 9 }), fc.nat({ max: 300_000 })),
      tokensInput: fc.nat({ max: 20_000_000 }),
      tokensOutput: fc.nat({ max: 900 }),
      embeddings: fc.nat({ max: 60_000 }),
    }),
    { maxLength: 25 },
  ),
});
