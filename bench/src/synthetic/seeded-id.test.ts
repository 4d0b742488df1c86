import { createId } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../harness/random.js';
import { createSeededId } from './seeded-id.js';

describe('createSeededId', () => {
  it('makes the same ids from the same seed, and others from another', () => {
    const draw = (seed: number): string[] => {
      const random = createRandom(seed);
      return Array.from({ length: 50 }, () => createSeededId(random, 1000));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(new Set(draw(1)).size).toBe(50);
  });

  it('looks like an id that the server made at that time', () => {
    const id = createSeededId(createRandom(1), 1_768_473_000_000);
    expect(id).toMatch(/^mem_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(id.slice(0, 14)).toBe(createId('mem', 1_768_473_000_000).slice(0, 14));
  });
});
