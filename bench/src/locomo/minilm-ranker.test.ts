import { describe, expect, it } from 'vitest';
import { rankByCosine } from './minilm-ranker.js';

const vector = (...values: number[]): Int8Array => Int8Array.from(values);

describe('rankByCosine', () => {
  it('ranks by direction, whatever the lengths of the vectors', () => {
    const documents = [
      { id: 'across', vectors: [vector(0, 127)] },
      { id: 'along', vectors: [vector(10, 1)] },
      { id: 'between', vectors: [vector(127, 127)] },
    ];
    expect(rankByCosine(vector(127, 0), documents)).toEqual(['along', 'between', 'across']);
  });

  it('counts a long document by the nearest of its windows', () => {
    const documents = [
      { id: 'one', vectors: [vector(100, 60)] },
      { id: 'long', vectors: [vector(-127, 0), vector(127, 0)] },
    ];
    expect(rankByCosine(vector(127, 0), documents)).toEqual(['long', 'one']);
  });

  it('gives twenty at most', () => {
    const documents = Array.from({ length: 30 }, (_, place) => ({ id: `${place}`, vectors: [vector(127, place)] }));
    expect(rankByCosine(vector(127, 0), documents)).toHaveLength(20);
  });
});
