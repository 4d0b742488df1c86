import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toStoredChanges } from './stored-memories.js';

const NOW = 1000;
const expiries = fc.array(fc.option(fc.integer({ min: NOW + 1, max: NOW + 9 })), { minLength: 1, maxLength: 20 });

function storedAt(changes: ReturnType<typeof toStoredChanges>, atMs: number): number {
  return changes.reduce((sum, change) => sum + (change.atMs <= atMs ? change.change : 0), 0);
}

describe('toStoredChanges', () => {
  it('counts memories from when they begin until they expire', () => {
    fc.assert(
      fc.property(expiries, fc.integer({ min: NOW, max: NOW + 12 }), (ends, atMs) => {
        const changes = toStoredChanges(NOW, ends.length, ends);
        expect(storedAt(changes, atMs)).toBe(ends.filter((endMs) => endMs === null || endMs > atMs).length);
        expect(storedAt(changes, NOW - 1)).toBe(0);
      }),
    );
  });

  it('leaves nothing of memories that are deleted before they expire', () => {
    fc.assert(
      fc.property(expiries, fc.integer({ min: NOW, max: NOW + 12 }), (ends, atMs) => {
        const deleted = [...toStoredChanges(NOW, ends.length, ends), ...toStoredChanges(NOW, -ends.length, ends)];
        expect(storedAt(deleted, atMs)).toBe(0);
      }),
    );
  });

  it('has one note a time, and none where nothing changes', () => {
    expect(toStoredChanges(NOW, 2, [NOW + 5, NOW + 5])).toEqual([
      { atMs: NOW, change: 2 },
      { atMs: NOW + 5, change: -2 },
    ]);
    expect(toStoredChanges(NOW, 1, [NOW])).toEqual([]);
  });
});
