import type { Organization } from '@memory-api/storage';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../abuse/engines-fixture.js';
import { openBillingWorld, type BillingWorld } from '../features/billing/billing-fixture.js';
import { writePlansFile } from '../testing/plans-file-fixture.js';
import { listLeftOffers } from './left-offers.js';

const DAY_MS = 86_400_000;
const JANUARY = Date.UTC(2026, 0);
const FEBRUARY = Date.UTC(2026, 1);
const DUE = FEBRUARY + DAY_MS;
const PLANS = writePlansFile({ free: {}, paid: { basePriceCents: 3100 } });

describeOnEveryEngine('plans and add-ons that were left', (engine) => {
  let world: BillingWorld;
  beforeEach(async () => {
    world = await openBillingWorld(engine.open, PLANS);
  });
  afterEach(() => world.close());

  async function leave({ id: orgId }: Organization, fromPlanId: string, startsAtMs: number): Promise<void> {
    const times = { decidedAtMs: startsAtMs, startsAtMs, trialEndsAtMs: null };
    await world.storage.write((tx) =>
      world.storage.planChanges.append(tx, { orgId, fromPlanId, planId: 'paid', ...times, keyId: null }),
    );
  }
  const addOrganization = (): Promise<Organization> => world.addOrganization('paid', JANUARY - 40 * DAY_MS);
  const listLeft = async (nowMs: number): Promise<readonly string[]> =>
    (await listLeftOffers(world.storage, nowMs)).planIds;

  it('are those of the present month and of every open one, of all organizations, once each', async () => {
    const [first, second] = [await addOrganization(), await addOrganization()];
    await leave(first, 'bronze', JANUARY - 1);
    // Nothing of January was on it.
    await leave(first, 'iron', JANUARY);
    await leave(first, 'silver', JANUARY + 1);
    await leave(first, 'gold', FEBRUARY + 2);
    await leave(second, 'silver', JANUARY + 5);
    expect(await listLeft(JANUARY + 9)).toEqual(['gold', 'silver']);
    expect(await listLeft(FEBRUARY + 9)).toEqual(['gold']);
    await world.storage.write((tx) => world.storage.settings.set(tx, 'billing_open_periods', '2026-01 2026-02'));
    expect(await listLeft(FEBRUARY + 9)).toEqual(['gold', 'silver']);
    await world.storage.write((tx) => world.storage.settings.set(tx, 'billing_open_periods', '2025-12'));
    expect(await listLeft(FEBRUARY + 9)).toEqual(['bronze', 'gold', 'iron', 'silver']);
  });

  it('are add-ons of these months, whether somebody still has them or not', async () => {
    const [first, second] = [await addOrganization(), await addOrganization()];
    const agree = ({ id: orgId }: Organization, startsAtMs: number, addOnIds: readonly string[] | null) =>
      world.storage.write((tx) => {
        const agreement = addOnIds === null ? null : { overrides: null, addOnIds, priceLock: null };
        return world.storage.agreements.append(tx, { orgId, startsAtMs, agreement, keyId: null });
      });
    await agree(first, JANUARY - 2, ['before']);
    await agree(first, JANUARY, ['a', 'b']);
    await agree(first, JANUARY + 3, ['b', 'c']);
    await agree(first, JANUARY + 4, null);
    await agree(second, JANUARY - 9, ['d']);
    const list = async (nowMs: number) => (await listLeftOffers(world.storage, nowMs)).addOnIds;
    expect(await list(JANUARY + 9)).toEqual(['a', 'b', 'c', 'd']);
    // From one month to the next only what was not given up is had.
    expect(await list(FEBRUARY + 9)).toEqual(['d']);
    await world.storage.write((tx) => world.storage.settings.set(tx, 'billing_open_periods', '2025-12 2026-01'));
    expect(await list(FEBRUARY + 9)).toEqual(['a', 'b', 'before', 'c', 'd']);
  });

  it('are priced as the default plan is where no file has them, and keep no invoice back', async () => {
    world.clock.nowMs = JANUARY;
    await world.billing.invoicer?.issueAll();
    const organization = await addOrganization();
    await leave(organization, 'gold', JANUARY + 15 * DAY_MS);
    world.clock.nowMs = DUE;
    await world.billing.invoicer?.issueAll();
    // The 16 days on the other plan, of 31; the default plan is free.
    const invoices = await world.invoicesOf(organization);
    expect(invoices.map(({ totalCents }) => totalCents)).toEqual([1600]);
  });
});
