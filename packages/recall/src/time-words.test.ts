import { describe, expect, it } from 'vitest';
import { MONTHS, TIME_WORDS } from './time-words.js';

function names(options: Intl.DateTimeFormatOptions, dates: readonly number[]): string[] {
  const format = new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
  return dates.map((date) => format.format(date).toLowerCase());
}

describe('words of time', () => {
  it('hold the months in the order of Date', () => {
    expect(MONTHS).toEqual(
      names(
        { month: 'long' },
        Array.from({ length: 12 }, (_, month) => Date.UTC(2023, month)),
      ),
    );
  });

  it('hold every month and every day of the week', () => {
    const days = names(
      { weekday: 'long' },
      Array.from({ length: 7 }, (_, day) => Date.UTC(2023, 0, day + 1)),
    );
    expect([...MONTHS, ...days].filter((word) => !TIME_WORDS.has(word))).toEqual([]);
  });

  it('hold single words alone, as a tokenizer gives them', () => {
    expect([...TIME_WORDS].filter((word) => !/^[a-z]+$/.test(word))).toEqual([]);
  });
});
