import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlidingWindow } from './sliding-window.js';

const WINDOW_MS = 60_000;
const NOW = Date.UTC(2026, 2, 1, 12);

/** Lets a request in where one fits. */
function tryAdd(window: SlidingWindow, limit: number, nowMs: number): boolean {
  if (window.waitMs(limit, nowMs) > 0) return false;
  window.add(nowMs);
  return true;
}

describe('SlidingWindow', () => {
  it('lets in exactly N of N + k requests at once, for every N from 1 to 1,000', () => {
    for (let limit = 1; limit <= 1000; limit += 1) {
      const window = new SlidingWindow(WINDOW_MS);
      const asked = Array.from({ length: limit + 1 + (limit % 30) }, () => tryAdd(window, limit, NOW));
      expect([asked.filter(Boolean).length, asked.indexOf(false)]).toEqual([limit, limit]);
    }
  });

  it('holds no more than N in any stretch of a window, wherever it begins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.nat({ max: 15_000 }), { minLength: 1, maxLength: 300 }),
        (limit, gapsMs) => {
          const window = new SlidingWindow(WINDOW_MS);
          const admitted: number[] = [];
          let nowMs = NOW;
          for (const gapMs of gapsMs) {
            nowMs += gapMs;
            if (tryAdd(window, limit, nowMs)) admitted.push(nowMs);
          }
          for (const [at, startMs] of admitted.entries()) {
            const end = admitted[at + limit];
            if (end !== undefined) expect(end - startMs).toBeGreaterThanOrEqual(WINDOW_MS);
          }
        },
      ),
    );
  });

  it('never refuses a client that stays below its limit, over a month', () => {
    const limit = 10;
    const window = new SlidingWindow(WINDOW_MS);
    let [refused, sentAll] = [0, 0];
    const monthMs = 31 * 24 * 3_600_000;
    // Bursts of up to the limit, each as soon as the one before has left the window: the worst that is allowed.
    for (let nowMs = NOW, burst = 0; nowMs < NOW + monthMs; nowMs += WINDOW_MS, burst += 1) {
      for (let sent = 0; sent < 1 + (burst % limit); sent += 1) {
        sentAll += 1;
        refused += tryAdd(window, limit, nowMs) ? 0 : 1;
      }
    }
    expect([refused, sentAll]).toEqual([0, 245_520]);
  });

  it('says how long to wait: not a millisecond too short, and none too long', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat({ max: 9000 }), { minLength: 20, maxLength: 60 }),
        (limit, gapsMs) => {
          const window = new SlidingWindow(WINDOW_MS);
          let nowMs = NOW;
          for (const gapMs of gapsMs) {
            nowMs += gapMs;
            const waitMs = window.waitMs(limit, nowMs);
            if (waitMs > 1) expect(window.waitMs(limit, nowMs + waitMs - 1)).toBeGreaterThan(0);
            nowMs += waitMs;
            expect(tryAdd(window, limit, nowMs)).toBe(true);
          }
        },
      ),
    );
  });

  it('does what a plain list of times does, whatever is added and taken back', () => {
    const steps = fc.record({
      gapMs: fc.nat({ max: 20_000 }),
      kind: fc.constantFrom('add', 'add', 'add', 'remove'),
      which: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 200 }), (taken) => {
        const window = new SlidingWindow(WINDOW_MS);
        let list: number[] = [];
        let nowMs = NOW;
        for (const { gapMs, kind, which } of taken) {
          nowMs += gapMs;
          list = list.filter((timeMs) => timeMs > nowMs - WINDOW_MS);
          if (kind === 'add') list.push(window.add(nowMs));
          const timeMs = list[which % list.length];
          if (kind === 'remove' && timeMs !== undefined) {
            window.remove(timeMs);
            list.splice(list.lastIndexOf(timeMs), 1);
          }
          expect(window.countAt(nowMs)).toBe(list.length);
          expect(window.emptyInMs(nowMs)).toBe(list.length === 0 ? 0 : Math.max(...list) + WINDOW_MS - nowMs);
        }
      }),
    );
  });

  it('takes back what is there, and nothing twice', () => {
    const window = new SlidingWindow(WINDOW_MS);
    const timeMs = window.add(NOW);
    window.add(NOW + 5);
    window.remove(timeMs);
    window.remove(timeMs);
    window.remove(NOW - 1);
    expect(window.countAt(NOW + 5)).toBe(1);
    expect(window.emptyInMs(NOW + 5)).toBe(WINDOW_MS);
  });

  it('locks nobody out when the clock is set back, and forgets nothing either', () => {
    const window = new SlidingWindow(WINDOW_MS);
    for (let sent = 0; sent < 5; sent += 1) window.add(NOW);
    const hourAgoMs = NOW - 3_600_000;
    expect(window.waitMs(5, hourAgoMs)).toBe(WINDOW_MS);
    expect(window.waitMs(5, hourAgoMs + WINDOW_MS - 1)).toBe(1);
    expect(window.waitMs(5, hourAgoMs + WINDOW_MS)).toBe(0);
  });

  it('takes requests that arrive a little out of order for simultaneous', () => {
    const window = new SlidingWindow(WINDOW_MS);
    window.add(NOW);
    for (let sent = 0; sent < 1000; sent += 1) window.add(NOW - (sent % 900));
    expect(window.countAt(NOW + WINDOW_MS - 1)).toBe(1001);
    expect(window.countAt(NOW + WINDOW_MS)).toBe(0);
  });
});
