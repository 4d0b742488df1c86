import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceStored, NONE_STORED, type StoredChange } from './stored-count.js';
import { DAY_MS } from './usage-span.js';

const MARCH = Date.UTC(2026, 2, 1);
const APRIL = Date.UTC(2026, 3, 1);
const MAY = Date.UTC(2026, 4, 1);

describe('advanceStored', () => {
  it('keeps the most of each period, which begins with what there was', () => {
    const counts = advanceStored(NONE_STORED, [
      { atMs: MARCH + 1, change: 5 },
      { atMs: MARCH + 2, change: -3 },
      { atMs: APRIL, change: -1 },
      { atMs: MAY - 1, change: 3 },
    ]);
    expect(counts).toEqual([
      NONE_STORED,
      { periodMs: MARCH, stored: 2, peak: 5, untilMs: MARCH + 2 },
      { periodMs: APRIL, stored: 4, peak: 4, untilMs: MAY - 1 },
    ]);
  });

  it('counts a change that comes late from the last one on', () => {
    const [, count] = advanceStored(NONE_STORED, [{ atMs: APRIL + 9, change: 2 }]);
    expect(advanceStored(count ?? NONE_STORED, [{ atMs: MARCH, change: 1 }])).toEqual([
      { periodMs: APRIL, stored: 3, peak: 3, untilMs: APRIL + 9 },
    ]);
  });

  it('comes to the same, whatever was taken at once', () => {
    const changes = fc.array(
      fc.record({ stepMs: fc.nat({ max: 20 * DAY_MS }), change: fc.integer({ min: -5, max: 9 }) }),
    );
    fc.assert(
      fc.property(changes, fc.nat({ max: 9 }), (steps, cut) => {
        let atMs = MARCH;
        const all = steps.map(({ stepMs, change }): StoredChange => ({ atMs: (atMs += stepMs), change }));
        const first = advanceStored(NONE_STORED, all.slice(0, cut)).at(-1) ?? NONE_STORED;
        const second = advanceStored(first, all.slice(cut)).at(-1);
        expect(second).toEqual(advanceStored(NONE_STORED, all).at(-1));
      }),
    );
  });
});
