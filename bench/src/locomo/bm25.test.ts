import { describe, expect, it } from 'vitest';
import { createBm25 } from './bm25.js';

const bm25 = createBm25([
  { id: 'cat', text: 'The cat sleeps on the sofa' },
  { id: 'dog', text: 'The dog sleeps in the garden' },
  { id: 'boat', text: 'A boat, a boat, my kingdom for a boat' },
  { id: 'long', text: `The dog ${'and the weather '.repeat(30)}` },
]);

describe('createBm25', () => {
  it('ranks by rare words before common ones', () => {
    expect(bm25.rank('Does the cat sleep?', 10)[0]).toBe('cat');
  });

  it('prefers the shorter of two documents that hold a word as often', () => {
    expect(bm25.rank('dog', 10)).toEqual(['dog', 'long']);
  });

  it('finds nothing that shares no word, and no more than was asked for', () => {
    expect(bm25.rank('zebra', 10)).toEqual([]);
    expect(bm25.rank('Sleeping dogs', 2)).toHaveLength(2);
  });

  it('leaves out what says nothing and takes forms of a word as one', () => {
    expect(bm25.rank('Where is the', 10)).toEqual([]);
    expect(bm25.rank('boats', 10)).toEqual(['boat']);
    expect(bm25.rank('cats sleeping', 10)[0]).toBe('cat');
  });
});
