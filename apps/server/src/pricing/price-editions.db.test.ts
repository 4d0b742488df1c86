import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../abuse/engines-fixture.js';
import { openBillingWorld, type BillingWorld } from '../features/billing/billing-fixture.js';
import { toBillingPeriod } from '../plans/billing-period.js';
import { createPlans } from '../plans/plans.js';
import type { PlansFile } from '../plans/plans-schema.js';
import { writePlansFile, type TestPlan } from '../testing/plans-file-fixture.js';
import { createPriceEditions } from './price-editions.js';

const JANUARY = toBillingPeriod(Date.UTC(2026, 0));
const FEBRUARY = toBillingPeriod(JANUARY.toMs);

function toFile(plans: Readonly<Record<string, TestPlan>>, beside: object = {}): PlansFile {
  return createPlans({ plansFile: writePlansFile(plans, beside), defaultPlan: 'self-hosted' }).getFile();
}
const priced = (basePriceCents: number, beside: object = {}): PlansFile => toFile({ paid: { basePriceCents } }, beside);

describeOnEveryEngine('editions of the prices', (engine) => {
  let world: BillingWorld;
  beforeEach(async () => {
    // The file that comes with the server is the first, from 1970 on.
    world = await openBillingWorld(engine.open, null);
  });
  afterEach(() => world.close());

  const priceOf = async (period: typeof JANUARY, planId = 'paid'): Promise<number | null | undefined> =>
    (await createPriceEditions(world.storage).find(period)).plans.get(planId)?.basePriceCents;
  const countEditions = async (): Promise<number> =>
    ((await world.storage.settings.get('price_editions')) ?? '').split(' ').length;

  it('price a period by the last one before its end', async () => {
    const editions = createPriceEditions(world.storage);
    await editions.keep(priced(100), JANUARY.fromMs + 5);
    await editions.keep(priced(200), JANUARY.toMs - 1);
    await editions.keep(priced(300), JANUARY.toMs);
    expect([await priceOf(JANUARY), await priceOf(FEBRUARY)]).toEqual([200, 300]);
    // Who was there before any file was kept has the first.
    expect(await priceOf({ fromMs: -2, toMs: -1 }, 'starter')).toBe(4900);
  });

  it('are kept once, however many nodes read the same file at once, and again where it comes back', async () => {
    const keep = (file: PlansFile) => createPriceEditions(world.storage).keep(file, JANUARY.fromMs);
    await Promise.all(Array.from({ length: 4 }, () => keep(priced(100))));
    expect(await countEditions()).toBe(2);
    await keep(priced(200));
    await keep(priced(100));
    expect([await countEditions(), await priceOf(JANUARY)]).toEqual([4, 100]);
  });

  it('do not end with a change of what requests cost whoever runs the server', async () => {
    const editions = createPriceEditions(world.storage);
    await editions.keep(priced(100), JANUARY.fromMs);
    await editions.keep(priced(100, { costs: { model_calls: { cents: 1, per: 1000 } } }), JANUARY.fromMs + 1);
    expect(await countEditions()).toBe(2);
  });

  it('know what the file lacks by the last one that had it, and whether it was there before the period began', async () => {
    const addOn = (price_cents: number) => ({
      add_ons: { seats: { name: 'Seats', price_cents, quotas: { calls: 0, tokens: 0, embeddings: 0 } } },
    });
    const editions = createPriceEditions(world.storage);
    await editions.keep(toFile({ gone: { basePriceCents: 5 }, paid: {} }, addOn(11)), JANUARY.fromMs - 2);
    await editions.keep(toFile({ gone: { basePriceCents: 7 }, paid: {} }, addOn(13)), JANUARY.fromMs - 1);
    const steps = { calls: [{ beyond: 1, percent_off: 50 }], tokens: [], embeddings: [] };
    await editions.keep(priced(9, { volume_discounts: steps }), JANUARY.fromMs);
    await editions.keep(priced(10, addOn(17)), JANUARY.toMs);
    expect([await priceOf(JANUARY, 'gone'), await priceOf(JANUARY, 'paid')]).toEqual([7, 9]);
    const { plans, priceList } = await editions.find(JANUARY);
    expect(priceList.discounts.calls).toEqual([{ beyond: 1, percentOff: 50 }]);
    expect(priceList.addOns.get('seats')?.priceCents).toBe(13);
    expect([plans.get('enterprise')?.name, plans.get('self-hosted')?.basePriceCents]).toEqual(['Enterprise', 0]);
    expect(plans.has('gold')).toBe(false);
    // Another node, which has read none of them yet, and this one, which has: the same.
    for (const node of [createPriceEditions(world.storage), editions]) {
      expect((await node.find(FEBRUARY)).priceList.addOns.get('seats')?.priceCents).toBe(17);
      expect(await node.find(JANUARY)).toEqual({ plans, priceList });
    }
  });

  it('are empty until the first is kept', async () => {
    expect(await createPriceEditions(world.storage).isEmpty()).toBe(false);
    await world.storage.write((tx) => world.storage.settings.set(tx, 'price_editions', ''));
    const editions = createPriceEditions(world.storage);
    expect(await editions.isEmpty()).toBe(true);
    await editions.keep(priced(100), JANUARY.fromMs);
    expect(await editions.isEmpty()).toBe(false);
  });
});
