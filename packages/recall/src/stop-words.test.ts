import { describe, expect, it } from 'vitest';
import { STOP_WORDS } from './stop-words.js';
import { MONTHS } from './time-words.js';

describe('STOP_WORDS', () => {
  it('are written as they are looked up: lower-case, without apostrophes', () => {
    expect([...STOP_WORDS].filter((word) => !/^[a-z]+$/.test(word))).toEqual([]);
  });

  it('leave in what a question about a person asks', () => {
    expect(['like', 'want', 'need', 'love', 'name', 'live'].filter((word) => STOP_WORDS.has(word))).toEqual([]);
  });

  it('take no month for the verb but May', () => {
    expect(MONTHS.filter((word) => STOP_WORDS.has(word))).toEqual(['may']);
  });
});
