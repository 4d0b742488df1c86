import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toRising } from './period-meter.js';

const used = fc.record({
  calls: fc.integer({ min: -50, max: 50 }),
  tokens: fc.integer({ min: -50, max: 50 }),
  embeddings: fc.nat({ max: 50 }),
});
const METRICS = ['calls', 'tokens', 'embeddings'] as const;

it('prices no piece of a day below zero, whatever was taken away when, and keeps the day as a whole', () => {
  fc.assert(
    fc.property(fc.array(used, { minLength: 1, maxLength: 6 }), (all) => {
      const edges = all.map((each) => ({ used: each }));
      const rising = toRising(edges);
      expect(rising.at(-1)).toEqual(edges.at(-1));
      for (const metric of METRICS) {
        const sums = rising.map((edge) => edge.used[metric]);
        expect(sums).toEqual(sums.toSorted((a, b) => a - b));
        expect(sums[0]).toBeGreaterThanOrEqual(Math.min(0, sums.at(-1) ?? 0));
      }
    }),
  );
});

it('takes nothing from the terms before a cut that was used after it', () => {
  const edges = [-20_000, 0].map((calls) => ({ used: { calls, tokens: 0, embeddings: 0 } }));
  expect(toRising(edges).map((edge) => edge.used.calls)).toEqual([0, 0]);
});

it('leaves what only grows as it is', () => {
  const edges = [0, 3, 3, 9].map((calls) => ({ used: { calls, tokens: calls, embeddings: 0 } }));
  expect(toRising(edges)).toEqual(edges);
});
