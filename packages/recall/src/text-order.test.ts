import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilterOrdering } from './metadata-filter.js';
import { isOrdered } from './order-values.js';
import { TextOrder } from './text-order.js';

const texts = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('a', 'b', '😀', '\uff01', '\ue000'));

describe('TextOrder', () => {
  it('marks what comparing with every text would, after any changes', () => {
    const changes = fc.array(fc.tuple(fc.nat({ max: 30 }), fc.option(texts, { nil: undefined })), { maxLength: 40 });
    const orderings = fc.constantFrom<FilterOrdering>('gt', 'gte', 'lt', 'lte');
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 30 }), changes, orderings, texts, (given, changed, ordering, value) => {
        const stored: (string | undefined)[] = [undefined, ...given];
        const order = new TextOrder(stored.length, (id) => stored[id]);
        for (const [place, text] of changed) {
          stored[place + 1] = text;
          order.touch(place + 1);
        }
        const comparison = { kind: 'compare', path: ['a'], ordering, value, timeMs: null } as const;
        const table = new Uint8Array(40);
        order.mark(table, comparison, (id) => stored[id]);
        const expected = Array.from(table, (_, id) => Number(isOrdered(comparison, stored[id])));
        expect([...table]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('is outdated once an eighth has changed', () => {
    const order = new TextOrder(8001, (id) => `text ${id}`);
    for (let id = 1; id <= 1064; id++) order.touch(id);
    expect(order.isOutdated).toBe(false);
    order.touch(1065);
    expect(order.isOutdated).toBe(true);
    expect(order.bytes).toBeGreaterThan(8000 * 12);
  });
});
