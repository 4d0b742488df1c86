import { describe, expect, it } from 'vitest';
import { createRandom, createSeed } from './random.js';

describe('createRandom', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed).next);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('spreads over the whole range and stays inside it', () => {
    const random = createRandom(1);
    const drawn = Array.from({ length: 10_000 }, () => random.below(10));
    const counts = Array.from({ length: 10 }, (_, value) => drawn.filter((one) => one === value).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10_000);
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('picks every one of the values sooner or later', () => {
    const random = createRandom(2);
    const picked = new Set(Array.from({ length: 100 }, () => random.pick(['a', 'b', 'c'])));
    expect([...picked].sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('createSeed', () => {
  it('is a whole number of 32 bits', () => {
    const seed = createSeed();
    expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
  });
});
