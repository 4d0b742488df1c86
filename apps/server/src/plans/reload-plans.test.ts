import { readFileSync, writeFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { writePlansFile } from '../testing/plans-file-fixture.js';
import { createPlans } from './plans.js';
import type { PlansFile } from './plans-schema.js';
import { createReloadPlans } from './reload-plans.js';

/** Reloads over a file that changes, with a store that keeps an edition only when it is let. */
function createSubject() {
  const plansFile = writePlansFile({ free: { basePriceCents: 1 } });
  const plans = createPlans({ plansFile, defaultPlan: 'free' });
  const kept: PlansFile[] = [];
  const waiting: (() => void)[] = [];
  const error = vi.fn();
  const reload = createReloadPlans({
    plans,
    storage: { organizations: { listPlanIds: async () => ['free'], countAddOns: async () => new Map() } as never },
    editions: {
      async keep(file) {
        await new Promise<void>((resolve) => waiting.push(resolve));
        kept.push(file);
      },
    },
    logger: { info: () => {}, error },
  });
  const write = (basePriceCents: number): void =>
    writeFileSync(plansFile, readFileSync(writePlansFile({ free: { basePriceCents } })));
  const priceOf = (file: PlansFile): number | null | undefined => file.plans['free']?.base_price_cents;
  return { plans, plansFile, reload, write, waiting, error, keptPrices: () => kept.map(priceOf) };
}

it('puts what was read last to use, and keeps it last, however reloads meet', async () => {
  const { plans, reload, write, waiting, keptPrices } = createSubject();
  write(2);
  const first = reload();
  await nextTurn();
  write(3);
  const second = reload();
  await nextTurn();
  // The store is slow with the first, and would have been fast with the second.
  for (let at = waiting.length; at > 0; at -= 1) waiting[at - 1]?.();
  await first;
  await nextTurn();
  waiting.at(-1)?.();
  await second;
  expect(keptPrices()).toEqual([2, 3]);
  expect(plans.get('free').basePriceCents).toBe(3);
});

it('goes on after a file that is broken', async () => {
  const { plans, plansFile, reload, write, waiting, error } = createSubject();
  writeFileSync(plansFile, 'plans: 7');
  await reload();
  expect(error.mock.calls[0]?.[0]).toMatch(/^The plans stay as they were\. PLANS_FILE /);
  expect(plans.get('free').basePriceCents).toBe(1);
  write(4);
  const next = reload();
  await nextTurn();
  waiting.at(-1)?.();
  await next;
  expect(plans.get('free').basePriceCents).toBe(4);
});
