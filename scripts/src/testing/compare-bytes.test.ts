import { describe, expect, it } from 'vitest';
import { areBytesEqual } from './compare-bytes.js';

const differs = (one: unknown, other: unknown): boolean => {
  try {
    expect(one).toEqual(other);
    return false;
  } catch {
    return true;
  }
};

describe('the comparison of buffers', () => {
  it('finds them equal where each byte and the length are', () => {
    expect(areBytesEqual(Buffer.of(1, 2), Buffer.of(1, 2))).toBe(true);
    expect(areBytesEqual(Buffer.of(1, 2), Buffer.of(1, 3))).toBe(false);
    expect(areBytesEqual(Buffer.of(1, 2), Buffer.of(1, 2, 0))).toBe(false);
  });

  it.each([
    ['arrays', [1], [1]],
    ['a buffer and another array of bytes', Buffer.of(1), Uint8Array.of(1)],
    ['a buffer and what stands for any', Buffer.of(1), expect.any(Buffer)],
  ])('leaves %s to Vitest', (_what, one, other) => {
    expect(areBytesEqual(one, other)).toBeUndefined();
  });

  it('is what expect goes by, however deep they lie', () => {
    const toRows = (byte: number) => [['memories', [{ id: 'a', vectors: Buffer.of(0, byte) }]]];
    expect(differs(toRows(1), toRows(1))).toBe(false);
    expect(differs(toRows(1), toRows(2))).toBe(true);
  });

  it('takes a moment for what would take seconds byte by byte', () => {
    const toRows = () => Array.from({ length: 2000 }, () => ({ vectors: Buffer.alloc(1536, 7) }));
    const [one, other] = [toRows(), toRows()];
    const startedAtMs = performance.now();
    expect(one).toEqual(other);
    expect(performance.now() - startedAtMs).toBeLessThan(1000);
  });
});
