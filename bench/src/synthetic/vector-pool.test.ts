import { describe, expect, it } from 'vitest';
import { createRandom } from '../harness/random.js';
import { createVectorPool } from './vector-pool.js';

const dot = (left: ArrayLike<number>, right: ArrayLike<number>): number =>
  Array.from(left).reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0);
const cosine = (left: Int8Array, right: Int8Array): number =>
  dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right));

describe('createVectorPool', () => {
  const dimensions = 64;
  const random = createRandom(1);
  const vectors = Int8Array.from({ length: 50 * dimensions }, () => random.below(255) - 127);
  const pool = createVectorPool(vectors, dimensions);

  it('gives vectors that are near one of the pool and the same as none', () => {
    for (let round = 0; round < 20; round++) {
      const vector = pool.next(random);
      const nearest = Math.max(
        ...Array.from({ length: 50 }, (_, place) =>
          cosine(vector, vectors.subarray(place * dimensions, (place + 1) * dimensions)),
        ),
      );
      expect(nearest).toBeGreaterThan(0.9);
    }
    const many = Array.from({ length: 200 }, () => pool.next(random).join());
    expect(new Set(many).size).toBeGreaterThan(180);
  });

  it('fills the range of int8', () => {
    expect(Math.max(...pool.next(random).map(Math.abs))).toBe(127);
  });
});
