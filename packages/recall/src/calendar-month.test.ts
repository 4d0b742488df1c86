import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendarMonth } from './calendar-month.js';
import type { TimeSpan } from './time-span.js';
import { MONTHS } from './time-words.js';

const NOW = Date.parse('2023-08-16T10:30:00Z');

function show(spans: readonly TimeSpan[] = []): string[] {
  const toDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return spans.map(({ fromMs, toMs, everyYear }) => `${everyYear ? 'every ' : ''}${toDate(fromMs)}/${toDate(toMs)}`);
}

describe('a month', () => {
  it.each([
    ['Where did I go in June?', ['every 2024-06-01/2024-07-01']],
    ['Where did I go in June 2021?', ['2021-06-01/2021-07-01']],
    ['Where did I go in june of 2020 and 2021?', ['2020-06-01/2020-07-01', '2021-06-01/2021-07-01']],
    ['Where did I go last June?', ['2023-06-01/2023-07-01']],
    ['Where did I go last December?', ['2022-12-01/2023-01-01']],
    ['Where do I go this December?', ['2023-12-01/2024-01-01']],
  ])('is that of the years it is named with: %s', (text, spans) => {
    expect(show(parseCalendarMonth(text, NOW)?.spans)).toEqual(spans);
  });

  it.each(['in may', 'May 2021', 'on 3 may', 'may 3rd', 'since march', 'What did May bring? It was May'])(
    'is found where "may" or "march" can only be one: %s',
    (text) => {
      expect(parseCalendarMonth(text, NOW)).toBeDefined();
    },
  );

  it.each(['What may I eat?', 'May I ask?', 'Where did we march to?', 'the marches', 'Who is Juneau?'])(
    'is not found where the word is another: %s',
    (text) => {
      expect(parseCalendarMonth(text, NOW)).toBeUndefined();
    },
  );

  it('is found by its name in any case, in a year', () => {
    const years = fc.integer({ min: 1900, max: 2099 });
    fc.assert(
      fc.property(fc.nat({ max: 11 }), years, fc.boolean(), (month, year, inCapitals) => {
        const name = MONTHS[month] ?? '';
        const found = parseCalendarMonth(`in ${inCapitals ? name.toUpperCase() : name} ${year}`, NOW);
        expect(found?.spans).toEqual([
          { fromMs: Date.UTC(year, month), toMs: Date.UTC(year, month + 1), everyYear: false },
        ]);
        expect(found?.days).toEqual([]);
      }),
    );
  });
});

describe('the days of a month', () => {
  it('come each with the next, since people tell of a day on the next', () => {
    expect(show(parseCalendarMonth('on 3, 5 May 2023', NOW)?.days)).toEqual([
      '2023-05-03/2023-05-05',
      '2023-05-05/2023-05-07',
    ]);
  });

  it.each([
    ['on 3 and 5 May 2023', [3, 5]],
    ['on 3, 4, 5 or 9 May 2023', [3, 4, 5, 9]],
    ['on the 3rd and the 5th of May 2023', [5]],
    ['on May 3, 4, 5 and 9, 2023', [3, 4, 5, 9]],
    ['with 12 friends and 5 dogs in May 2023', []],
  ])('are all that a list has: %s', (text, days) => {
    const found = parseCalendarMonth(text, NOW)?.days.map(({ fromMs }) => new Date(fromMs).getUTCDate());
    expect(found).toEqual(days);
  });

  it('are those of every year where none is named', () => {
    expect(show(parseCalendarMonth('on June 21st', NOW)?.days)).toEqual(['every 2024-06-21/2024-06-23']);
  });

  it('are not taken from numbers further off', () => {
    expect(parseCalendarMonth('Which 12 of my friends were there in June?', NOW)?.days).toEqual([]);
  });

  it('are part of the place in the text, as is the year', () => {
    const text = 'Was it on 3 May 2023, or later?';
    const found = parseCalendarMonth(text, NOW);
    expect(text.slice(found?.start, found?.end)).toBe('3 May 2023');
  });
});
