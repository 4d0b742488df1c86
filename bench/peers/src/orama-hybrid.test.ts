import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBatches } from './orama-hybrid.js';

describe('toBatches', () => {
  it('keeps everything in its order, in parts of at most the size', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 70 }), (count, size) => {
        const memories = Array.from({ length: count }, (_, place) => ({ id: `m${place}`, text: 'text' }));
        const batches = toBatches(memories, size);
        expect(batches.flat()).toEqual(memories);
        expect(batches.every((batch) => batch.length > 0 && batch.length <= size)).toBe(true);
      }),
    );
  });
});
