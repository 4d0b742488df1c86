import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRarityAmongMemories, toRarityAmongSessions } from './term-rarity.js';

describe('toRarityAmongMemories', () => {
  it('knows in an empty store which words are common in English', () => {
    const [common, rare, unknown] = ['time', 'cello', 'qzxv'].map((term) => toRarityAmongMemories(term, 0, 0));
    expect(common).toBeLessThan(rare ?? 0);
    expect(rare).toBeLessThan(unknown ?? 0);
  });

  it('learns from a large store what its own common words are', () => {
    const everywhere = toRarityAmongMemories('cello', 9000, 10_000);
    expect(everywhere).toBeLessThan(toRarityAmongMemories('cello', 3, 10_000) / 4);
  });

  it('hardly moves when unrelated memories come in', () => {
    const before = toRarityAmongMemories('cello', 3, 500);
    expect(Math.abs(toRarityAmongMemories('cello', 3, 1500) - before) / before).toBeLessThan(0.15);
  });

  it('falls as more memories hold a term, and is never negative', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 10_000 }), fc.nat({ max: 10_000 }), (term, one, other) => {
        const [fewer, more] = [Math.min(one, other), Math.max(one, other)];
        const rarer = toRarityAmongMemories(term, fewer, 10_000);
        const commoner = toRarityAmongMemories(term, more, 10_000);
        expect(commoner).toBeGreaterThanOrEqual(0);
        expect(rarer).toBeGreaterThanOrEqual(commoner);
      }),
    );
  });
});

describe('toRarityAmongSessions', () => {
  it('takes a term for commoner than among memories, since a session says more', () => {
    expect(toRarityAmongSessions('dog', 0, 0)).toBeLessThan(toRarityAmongMemories('dog', 0, 0));
  });
});
