import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTextWindows } from './to-text-windows.js';

const LONGEST = 1500;
const OVERLAP = 150;
const LONE_SURROGATE = /\p{Cs}/u;

/** Joins windows again: each begins with characters that the one before ends with. */
function rejoin(windows: readonly string[]): string {
  let text = windows[0] ?? '';
  for (const window of windows.slice(1)) {
    const repeats = [OVERLAP, OVERLAP + 1].find((length) => text.endsWith(window.slice(0, length)));
    text += window.slice(repeats ?? 0);
  }
  return text;
}

describe('toTextWindows', () => {
  it.each(['', 'short', 'x'.repeat(LONGEST)])('leaves a text alone that fits into one window', (text) => {
    expect(toTextWindows(text)).toEqual([text]);
  });

  it('ends windows at spaces where there are some', () => {
    const windows = toTextWindows('overlapping words '.repeat(500));
    expect(windows.length).toBeGreaterThan(5);
    for (const window of windows.slice(0, -1)) expect(window).toMatch(/(overlapping|words)$/u);
  });

  it('cuts a text without spaces all the same', () => {
    expect(toTextWindows('x'.repeat(5000)).map(({ length }) => length)).toEqual([1500, 1500, 1500, 950]);
  });

  it('cuts no pair of surrogates', () => {
    for (const start of ['', 'x']) {
      const windows = toTextWindows(start + '😀'.repeat(4000));
      expect(windows.filter((window) => LONE_SURROGATE.test(window))).toEqual([]);
      expect(rejoin(windows)).toBe(start + '😀'.repeat(4000));
    }
  });

  it('leaves nothing of any text out, and makes no window longer than it may be', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), { maxLength: 400 });
    fc.assert(
      fc.property(words, (parts) => {
        // Numbered, so that the overlap is found at one place only.
        const text = parts.map((part, index) => `${part}${index}`).join(' ');
        const windows = toTextWindows(text);
        expect(rejoin(windows)).toBe(text);
        expect(Math.max(...windows.map(({ length }) => length))).toBeLessThanOrEqual(LONGEST);
      }),
      { numRuns: 50 },
    );
  });
});
