import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toCrc32 } from './crc32.js';

/** The polynomial division itself, bit by bit: slow, and too short to be wrong. */
function divideBitByBit(text: string): number {
  let rest = 0xffffffff;
  for (const byte of Buffer.from(text, 'utf8')) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return (rest ^ 0xffffffff) >>> 0;
}

describe('toCrc32', () => {
  it('gives the check values that the standard is known by', () => {
    expect(toCrc32('123456789')).toBe(0xcbf43926);
    expect(toCrc32('')).toBe(0);
    expect(toCrc32('The quick brown fox jumps over the lazy dog')).toBe(0x414fa339);
  });

  it('agrees with the division bit by bit on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(toCrc32(text)).toBe(divideBitByBit(text));
      }),
    );
  });
});
