import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeHalfVectors, encodeHalfVectors } from './half-vectors.js';

it('gives back every int8 vector, whatever the number and the length of its windows', () => {
  fc.assert(
    fc.property(fc.int8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 64 }), (vectors, dimensions) => {
      expect(decodeHalfVectors(encodeHalfVectors(vectors, dimensions, 1))).toEqual(vectors);
    }),
  );
});

it('writes what PostgreSQL writes for an array of one halfvec (array_send)', () => {
  const expected = '0000000100000000000041c50000000100000001' + '0000000c00040000' + '3c00bc0057f0d800';
  expect(encodeHalfVectors(Int8Array.of(1, -1, 127, -128), 4, 0x41c5).toString('hex')).toBe(expected);
});

it('writes no vector as an array without elements', () => {
  expect(encodeHalfVectors(new Int8Array(0), 384, 7).toString('hex')).toBe('000000000000000000000007');
});

it('takes bytes for the int8 values that they are', () => {
  const bytes = Uint8Array.of(255, 128, 1);
  expect(decodeHalfVectors(encodeHalfVectors(bytes, 3, 1))).toEqual(Int8Array.of(-1, -128, 1));
});
