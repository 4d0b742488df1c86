import { describe, expect, it } from 'vitest';
import { toTokenWindows } from './to-token-windows.js';

const BEGIN = 101;
const END = 102;
const LONE_SURROGATE = /\p{Cs}/u;

/** One token a word; its id is the number in the word. */
function encodeNumbers(piece: string): number[] {
  return piece.split(/\s+/u).filter(Boolean).map(Number);
}

function numbers(count: number): string {
  return Array.from({ length: count }, (_, index) => 1000 + index).join(' ');
}

function windowsOf(text: string, encode = encodeNumbers): { ids: readonly number[]; newTokens: number }[] {
  return [...toTokenWindows({ text, encode, windowTokens: 12, overlapTokens: 3 })];
}

describe('toTokenWindows', () => {
  it('puts a short text into one window between the marks', () => {
    expect(windowsOf('7 8 9')).toEqual([{ ids: [BEGIN, 7, 8, 9, END], newTokens: 3 }]);
  });

  it.each(['', ' ', '\n\t'])('gives a text without words (%j) the marks alone', (text) => {
    expect(windowsOf(text)).toEqual([{ ids: [BEGIN, END], newTokens: 0 }]);
  });

  it('puts a text that just fits into one window', () => {
    expect(windowsOf(numbers(10))).toHaveLength(1);
  });

  it('repeats the overlap, and nothing else, in the next window', () => {
    const [first, second, ...others] = windowsOf(numbers(11));
    expect(others).toEqual([]);
    expect(first?.ids).toEqual([BEGIN, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, END]);
    expect(second).toEqual({ ids: [BEGIN, 1007, 1008, 1009, 1010, END], newTokens: 1 });
  });

  it.each([1, 10, 11, 17, 18, 400, 5000])('keeps every token of %i, in order, once', (count) => {
    const kept = windowsOf(numbers(count)).flatMap(({ ids, newTokens }) => ids.slice(0, -1).slice(-newTokens));
    expect(kept).toEqual(encodeNumbers(numbers(count)));
  });

  it('makes no window longer than asked for', () => {
    expect(Math.max(...windowsOf(numbers(5000)).map(({ ids }) => ids.length))).toBe(12);
  });

  it('cuts no word where it reads the text piece by piece', () => {
    const pieces: string[] = [];
    const text = numbers(2000);
    windowsOf(text, (piece) => {
      pieces.push(piece);
      return encodeNumbers(piece);
    });
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.join('')).toBe(text);
    expect(pieces.flatMap(encodeNumbers)).toEqual(encodeNumbers(text));
  });

  it('cuts no pair of surrogates in a text without spaces', () => {
    const pieces: string[] = [];
    windowsOf(`x${'😀'.repeat(2000)}`, (piece) => {
      pieces.push(piece);
      return [];
    });
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.filter((piece) => LONE_SURROGATE.test(piece))).toEqual([]);
  });

  it('reads no further into a long text than the window that is asked for', () => {
    let read = 0;
    const encode = (piece: string): number[] => {
      read += piece.length;
      return encodeNumbers(piece);
    };
    const text = numbers(10_000);
    toTokenWindows({ text, encode, windowTokens: 12, overlapTokens: 3 }).next();
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(1000);
  });
});
