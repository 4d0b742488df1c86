import { describe, expect, it } from 'vitest';
import { createRandom } from '../harness/random.js';
import { createSyntheticMemory } from './synthetic-memory.js';

const draw = (seed: number, count: number) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => createSyntheticMemory(random));
};

describe('createSyntheticMemory', () => {
  it('invents the same memories from the same seed', () => {
    expect(draw(1, 20)).toEqual(draw(1, 20));
    expect(draw(1, 20)).not.toEqual(draw(2, 20));
  });

  it('writes about fourteen words', () => {
    const lengths = draw(3, 500).map(({ text }) => text.split(' ').length);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    expect(mean).toBeGreaterThan(12);
    expect(mean).toBeLessThan(18);
  });

  it('hardly ever repeats itself, and uses a vocabulary that grows', () => {
    const texts = draw(4, 5000).map(({ text }) => text);
    expect(new Set(texts).size).toBeGreaterThan(4990);
    expect(new Set(texts.flatMap((text) => text.split(' '))).size).toBeGreaterThan(2000);
  });

  it('asks about the one that it wrote about', () => {
    for (const { text, question } of draw(5, 200)) {
      const names = text.match(/\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/gu) ?? [];
      expect(
        names.some((name) => question.includes(name)),
        `${text} / ${question}`,
      ).toBe(true);
    }
  });
});
