import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_RATES, priceCosts } from './price-costs.js';
import { toRational } from './rational.js';

const RATES = {
  computeHours: { cents: 5, per: 1 },
  memoryMonths: { cents: 10, per: 1000 },
  modelCalls: { cents: 1, per: 100 },
};
const HALF = toRational(1, 2);
const HOUR_US = 3_600_000_000;

describe('priceCosts', () => {
  it('prices hours of work, memories for their part of the month, and calls of models', () => {
    const units = { processingUs: 2 * HOUR_US, memoriesPeak: 4000, share: HALF, modelCalls: 700 };
    expect(priceCosts(RATES, units)).toEqual({ computeCents: 10, storageCents: 20, modelCents: 7, costCents: 37 });
    expect(priceCosts(NO_RATES, units).costCents).toBe(0);
  });

  it('rounds the sum once: three thirds of a cent are one', () => {
    const third = { cents: 1, per: 3 };
    const rates = { computeHours: third, memoryMonths: third, modelCalls: third };
    const units = { processingUs: HOUR_US, memoriesPeak: 1, share: toRational(1), modelCalls: 1 };
    expect(priceCosts(rates, units).costCents).toBe(1);
  });

  it('costs nothing where corrections have taken away more than there was', () => {
    const units = { processingUs: -HOUR_US, memoriesPeak: 0, share: HALF, modelCalls: -5 };
    expect(priceCosts(RATES, units).costCents).toBe(0);
  });

  it('never falls with what was used, and its parts add up, to the cent', () => {
    const anyUnits = fc.record({
      processingUs: fc.nat({ max: 1e15 }),
      memoriesPeak: fc.nat(),
      share: fc.nat({ max: 31 }).map((days) => toRational(days, 31)),
      modelCalls: fc.nat(),
    });
    fc.assert(
      fc.property(anyUnits, fc.nat({ max: 1e12 }), (units, moreUs) => {
        const costs = priceCosts(RATES, units);
        const parts = [costs.computeCents, costs.storageCents, costs.modelCents];
        expect(parts.every((cents) => Number.isSafeInteger(cents) && cents >= 0)).toBe(true);
        expect(parts.reduce((sum, cents) => sum + cents, 0)).toBe(costs.costCents);
        const more = priceCosts(RATES, { ...units, processingUs: units.processingUs + moreUs });
        expect(more.costCents).toBeGreaterThanOrEqual(costs.costCents);
      }),
    );
  });
});
