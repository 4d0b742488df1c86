import { expect } from 'vitest';

/**
 * Whether two buffers hold the same bytes; undefined for anything else, which Vitest compares itself. It would compare
 * buffers, too, but byte by byte as keys of objects: for the vectors of a table that took half of a test's time.
 */
export function areBytesEqual(one: unknown, other: unknown): boolean | undefined {
  return Buffer.isBuffer(one) && Buffer.isBuffer(other) ? one.equals(other) : undefined;
}

expect.addEqualityTesters([areBytesEqual]);
