import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VectorRows } from './vector-rows.js';

const DIMENSIONS = 8;
const vectorOf = fc
  .array(fc.integer({ min: -127, max: 127 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map((values) => Int8Array.from(values));

function cosine(left: Int8Array, right: Int8Array): number {
  const dot = (one: Int8Array, other: Int8Array) => one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
  const norm = Math.sqrt(dot(left, left) * dot(right, right));
  return norm === 0 ? 0 : dot(left, right) / norm;
}

function normOf(vector: Int8Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}

describe('VectorRows', () => {
  it('finds the nearest as comparing with every vector would', () => {
    fc.assert(
      fc.property(fc.array(vectorOf, { minLength: 1, maxLength: 60 }), vectorOf, (vectors, question) => {
        const rows = new VectorRows(DIMENSIONS);
        for (const vector of vectors) rows.add(vector, 0);
        const found = rows.nearest(question, 5).map(({ row }) => cosine(vectors[row] ?? question, question));
        const best = vectors.map((vector) => cosine(vector, question)).toSorted((left, right) => right - left);
        found.forEach((value, rank) => expect(value).toBeCloseTo(best[rank] ?? -2, 3));
        expect(found).toHaveLength(Math.min(5, vectors.length));
      }),
    );
  });

  it('finds the nearest among given rows alone', () => {
    const rows = new VectorRows(DIMENSIONS);
    const question = Int8Array.from([127, 0, 0, 0, 0, 0, 0, 0]);
    for (let angle = 0; angle < 5000; angle++)
      rows.add(Int8Array.from([127 - (angle % 120), angle % 120, 0, 0, 0, 0, 0, 0]), 0);
    const among = Int32Array.from({ length: 4000 }, (_, place) => place + 900).filter((row) => row % 120 > 20);
    const [first] = rows.nearestAmong(among, question, 3);
    expect((first?.row ?? 0) % 120).toBe(21);
    expect(among).toContain(first?.row);
  });

  it('finds rows beyond the first segment', () => {
    const rows = new VectorRows(DIMENSIONS);
    const away = Int8Array.from([0, 127, 0, 0, 0, 0, 0, 0]);
    for (let row = 0; row < 40_000; row++) rows.add(away, 0);
    const like = Int8Array.from([127, 1, 0, 0, 0, 0, 0, 0]);
    const row = rows.add(like, 0);
    expect(rows.nearest(like, 1)).toEqual([{ row, cosine: expect.closeTo(1, 3) as number }]);
  });

  it.each([0.02, 0.1, 0.5, 0.97])('finds the same among a share of %s as in a store of these rows alone', (share) => {
    let state = 7;
    const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const [all, alone] = [new VectorRows(DIMENSIONS), new VectorRows(DIMENSIONS)];
    const among: number[] = [];
    for (let row = 0; row < 40_000; row++) {
      const vector = Int8Array.from({ length: DIMENSIONS }, () => next() * 254 - 127);
      all.add(vector, 0);
      // The rows left out of one segment are all like the question, so that a first look finds none of the others.
      if (row >= 16_384 && row < 32_768 ? (vector[0] ?? 0) < 100 * share : next() < share) {
        among.push(row);
        alone.add(vector, 0);
      }
    }
    const question = Int8Array.from({ length: DIMENSIONS }, (_, at) => (at === 0 ? 127 : 3));
    const found = all.nearestAmong(Int32Array.from(among), question, 200);
    const expected = alone.nearest(question, 200);
    expect(found.map(({ cosine: value }) => value)).toEqual(expected.map(({ cosine: value }) => value));
    expect(found.every(({ row }) => among.includes(row))).toBe(true);
  });

  it('finds the nearest where all are in one segment', () => {
    const rows = new VectorRows(DIMENSIONS);
    const [like, unlike] = [127, 1].map((value) => Int8Array.from([value, 100, 100, 0, 0, 0, 0, 0]));
    if (like === undefined || unlike === undefined) expect.fail('two vectors');
    for (let row = 0; row < 50_000; row++) rows.add(row >= 20_000 && row < 20_300 ? like : unlike, 0);
    const found = rows.nearest(Int8Array.from([127, 0, 0, 0, 0, 0, 0, 0]), 200);
    expect(found.every(({ row }) => row >= 20_000 && row < 20_300)).toBe(true);
    expect(found).toHaveLength(200);
  });

  it('holds the nearest of many rows that lie about in groups, as texts do', () => {
    let state = 11;
    const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const dimensions = 384;
    const topics = Array.from({ length: 300 }, () => Float32Array.from({ length: dimensions }, () => next() - 0.5));
    const textOf = () => {
      const [one, other] = [topics[Math.floor(next() * 300)], topics[Math.floor(next() * 300)]];
      return Int8Array.from({ length: dimensions }, (_, at) => {
        return ((one?.[at] ?? 0) + (other?.[at] ?? 0) / 2 + (next() - 0.5) / 2) * 127;
      });
    };
    const rows = new VectorRows(dimensions);
    const vectors = Array.from({ length: 17_000 }, textOf);
    for (const vector of vectors) rows.add(vector, 0);
    const most = { of: 0, held: 0 };
    for (let asked = 0; asked < 5; asked++) {
      const question = textOf();
      const norm = normOf(question);
      const cosines = vectors.map((_, row) => rows.cosine(row, question, norm));
      const best = [...vectors.keys()].toSorted((left, right) => (cosines[right] ?? 0) - (cosines[left] ?? 0));
      const found = new Set(rows.nearest(question, 200).map(({ row }) => row));
      expect(best.slice(0, 10).every((row) => found.has(row))).toBe(true);
      most.of += 200;
      most.held += best.slice(0, 200).filter((row) => found.has(row)).length;
    }
    expect(most.held / most.of).toBeGreaterThan(0.97);
  });

  it('forgets a removed row among many, and finds another in its place', () => {
    const rows = new VectorRows(DIMENSIONS);
    const away = Int8Array.from([-127, -5, 0, 0, 0, 0, 0, 0]);
    const like = Int8Array.from([127, 5, 0, 0, 0, 0, 0, 0]);
    const row = rows.add(like, 0);
    for (let others = 0; others < 17_000; others++) rows.add(away, 0);
    expect(rows.nearest(like, 1)[0]?.row).toBe(row);
    rows.remove(row);
    expect(rows.nearest(like, 1)[0]?.cosine).toBeLessThan(0.01);
    expect(rows.add(away, 0)).toBe(row);
    const again = rows.add(like, 0);
    expect(rows.nearest(like, 1)[0]?.row).toBe(again);
  });

  it('forgets a removed row, and gives its place to the next', () => {
    const rows = new VectorRows(DIMENSIONS);
    const vector = Int8Array.from([127, 3, 0, 0, 0, 0, 0, 0]);
    const row = rows.add(vector, 0);
    rows.add(Int8Array.from([1, 127, 0, 0, 0, 0, 0, 0]), 0);
    rows.remove(row);
    expect(rows.cosine(row, vector, normOf(vector))).toBe(0);
    expect(rows.nearest(vector, 1)[0]?.row).not.toBe(row);
    expect(rows.add(vector, 0)).toBe(row);
    expect(rows.rows).toBe(2);
  });

  it('reads the vector at an offset', () => {
    const rows = new VectorRows(2);
    const row = rows.add(Int8Array.from([1, 0, 0, 127]), 2);
    expect(rows.cosine(row, Int8Array.from([0, 5]), 5)).toBeCloseTo(1);
  });

  it('finds nothing where nothing is', () => {
    const rows = new VectorRows(DIMENSIONS);
    expect(rows.nearest(new Int8Array(DIMENSIONS), 5)).toEqual([]);
    expect(rows.nearestAmong(new Int32Array(0), new Int8Array(DIMENSIONS), 5)).toEqual([]);
  });
});
