import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import initWabt from 'wabt';
import { BitCodes } from './bit-codes.js';
import { BIT_SCAN_MODULE } from './bit-scan-module.js';

const vectorsOf = (dimensions: number) => {
  const vector = fc
    .array(fc.integer({ min: -127, max: 127 }), { minLength: dimensions, maxLength: dimensions })
    .map((values) => Int8Array.from(values));
  return fc.record({ vectors: fc.array(vector, { minLength: 1, maxLength: 40 }), question: vector });
};
const stores = fc.constantFrom(1, 8, 100, 128, 200, 384).chain(vectorsOf);

function codesOf(vectors: readonly Int8Array[]): BitCodes {
  const codes = new BitCodes(vectors[0]?.length ?? 0);
  for (const [row, vector] of vectors.entries()) codes.set(row, vector);
  return codes;
}

/** What the scan adds up, by its definition: the question in fifteen steps, where the row is above 0. */
function sumOf(vector: Int8Array, question: Int8Array): number {
  return vector.reduce((sum, value, at) => sum + (value > 0 ? Math.round(((question[at] ?? 0) * 7) / 127) : 0), 0);
}

function numbersBelow(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}

describe('BitCodes', () => {
  it('gives all rows that are not below the last one wanted, in ascending order', () => {
    fc.assert(
      fc.property(stores, fc.integer({ min: 1, max: 45 }), ({ vectors, question }, count) => {
        const sums = vectors.map((vector) => sumOf(vector, question));
        const least = sums.toSorted((left, right) => right - left)[count - 1] ?? Number.NEGATIVE_INFINITY;
        const expected = numbersBelow(vectors.length).filter((row) => (sums[row] ?? 0) >= least);
        expect([...codesOf(vectors).best(question, count, { rows: vectors.length })]).toEqual(expected);
      }),
    );
  });

  it('gives the same among some rows as codes of these rows alone', () => {
    fc.assert(
      fc.property(stores, fc.integer({ min: 1, max: 20 }), ({ vectors, question }, count) => {
        const among = numbersBelow(vectors.length).filter((row) => row % 3 !== 1);
        const alone = codesOf(among.map((row) => vectors[row] ?? question));
        const found = codesOf(vectors).best(question, count, { rows: vectors.length, among: Int32Array.from(among) });
        const expected = [...alone.best(question, count, { rows: among.length })].map((place) => among[place]);
        expect([...found]).toEqual(expected);
      }),
    );
  });

  it('finds rows in any piece of a scan', () => {
    const codes = new BitCodes(8);
    const like = Int8Array.from([127, 127, 127, 127, -1, -1, -1, -1]);
    const rows = 40_000;
    const likeRows = [0, 16_383, 16_384, 32_768, rows - 1];
    for (let row = 0; row < rows; row++) codes.set(row, likeRows.includes(row) ? like : like.map((value) => -value));
    expect([...codes.best(like, 5, { rows })]).toEqual(likeRows);
  });

  it('counts as many signs as it can of vectors that are longer than that', () => {
    const [question, against] = [127, -127].map((value) => new Int8Array(5_000).fill(value));
    if (question === undefined || against === undefined) expect.fail('two vectors');
    expect([...codesOf([against, question, against]).best(question, 1, { rows: 3 })]).toEqual([1]);
    expect([...codesOf([question, against, question]).best(against, 1, { rows: 3 })]).toEqual([1]);
  });

  it('holds nothing of a row that was cleared, or that has another vector now', () => {
    const [up, down] = [127, -127].map((value) => new Int8Array(130).fill(value));
    if (up === undefined || down === undefined) expect.fail('two vectors');
    const codes = codesOf([up, up, down]);
    codes.clear(0);
    expect([...codes.best(up, 1, { rows: 3 })]).toEqual([1]);
    codes.set(1, down);
    codes.set(2, up);
    expect([...codes.best(up, 1, { rows: 3 })]).toEqual([2]);
  });

  it('tells the bytes that it holds: an eighth of the vectors, and what a scan needs', () => {
    const codes = new BitCodes(384);
    const rows = 20_000;
    for (let row = 0; row < rows; row++) codes.set(row, new Int8Array(384).fill(1));
    expect(codes.bytes).toBeGreaterThan(rows * 48);
    expect(codes.bytes).toBeLessThan(rows * 48 + 3 * 65_536);
  });
});

describe('BIT_SCAN_MODULE', () => {
  it('is its source, compiled', async () => {
    const source = readFileSync(new URL('bit-scan.wat', import.meta.url), 'utf8');
    const parsed = (await initWabt()).parseWat('bit-scan.wat', source, { simd: true });
    expect(Buffer.from(parsed.toBinary({}).buffer).toString('base64')).toBe(BIT_SCAN_MODULE);
  });
});
