import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnEveryEngine } from '../abuse/engines-fixture.js';
import { openBillingWorld, type BillingWorld } from '../features/billing/billing-fixture.js';
import { toBillingPeriod } from '../plans/billing-period.js';
import { createOpenPeriods } from './open-periods.js';

const month = (index: number) => toBillingPeriod(Date.UTC(2026, index));

describeOnEveryEngine('open billing periods', (engine) => {
  let world: BillingWorld;
  beforeEach(async () => {
    world = await openBillingWorld(engine.open, null);
  });
  afterEach(() => world.close());

  it('are none at first, and each once, however many nodes open them', async () => {
    const nodes = Array.from({ length: 4 }, () => createOpenPeriods(world.storage));
    expect(await nodes[0]?.list()).toEqual([]);
    await Promise.all(nodes.map((node, at) => node.open(month(at % 2).fromMs + at)));
    expect(await nodes[3]?.list()).toEqual([month(0), month(1)]);
  });

  it('are closed one at a time, while others are opened', async () => {
    const periods = createOpenPeriods(world.storage);
    for (const at of [0, 1, 2]) await periods.open(month(at).fromMs);
    await Promise.all([periods.close(month(0)), periods.open(month(3).fromMs), periods.close(month(2))]);
    expect(await periods.list()).toEqual([month(1), month(3)]);
    await periods.close(month(9));
    expect(await periods.list()).toHaveLength(2);
    expect(await periods.listClosed()).toEqual([month(0), month(2), month(9)]);
  });
});
