import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSeason, parseYears } from './season-and-year.js';
import type { TimeExpression } from './time-span.js';

/** In the middle of a summer. */
const AUGUST = Date.parse('2023-08-16T10:30:00Z');
/** In the middle of a winter that began the year before. */
const JANUARY = Date.parse('2024-01-20T10:30:00Z');

function bounds(found: TimeExpression | undefined): string[] | undefined {
  const toDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return found?.spans.map(({ fromMs, toMs }) => `${toDate(fromMs)}/${toDate(toMs)}`);
}

function words(text: string, found: TimeExpression | undefined): string | undefined {
  return found && text.slice(found.start, found.end);
}

describe('a season', () => {
  it.each([
    ['Where was I last summer?', AUGUST, '2022-06-01/2022-09-01'],
    ['Where am I this summer?', AUGUST, '2023-06-01/2023-09-01'],
    ['Where am I next summer?', AUGUST, '2024-06-01/2024-09-01'],
    ['Where was I last winter?', AUGUST, '2022-12-01/2023-03-01'],
    ['Where am I this winter?', AUGUST, '2023-12-01/2024-03-01'],
    ['Where was I past spring?', AUGUST, '2023-03-01/2023-06-01'],
    ['Where am I next fall?', AUGUST, '2023-09-01/2023-12-01'],
    ['Where was I last winter?', JANUARY, '2022-12-01/2023-03-01'],
    ['Where am I this winter?', JANUARY, '2023-12-01/2024-03-01'],
    ['Where am I next winter?', JANUARY, '2024-12-01/2025-03-01'],
    ['Where was I last autumn?', JANUARY, '2023-09-01/2023-12-01'],
  ])('is told from the moment of asking: %s', (text, nowMs, span) => {
    expect(bounds(parseSeason(text, nowMs))).toEqual([span]);
  });

  it.each([
    ['in the winter of 2022', '2022-12-01/2023-03-01'],
    ['Summer 2019 was hot', '2019-06-01/2019-09-01'],
    ['since autumn 1998', '1998-09-01/1998-12-01'],
  ])('with a year is that of the year, whenever it is asked: %s', (text, span) => {
    expect(bounds(parseSeason(text, AUGUST))).toEqual([span]);
    expect(bounds(parseSeason(text, JANUARY))).toEqual([span]);
  });

  it('is that of every year where nothing says which', () => {
    const [span] = parseSeason('What do I do in the summer?', AUGUST)?.spans ?? [];
    expect(span?.everyYear).toBe(true);
    expect(parseSeason('What did I do last summer?', AUGUST)?.spans[0]?.everyYear).toBe(false);
  });

  it('is one whichever name of it is used', () => {
    expect(bounds(parseSeason('last fall', AUGUST))).toEqual(bounds(parseSeason('last autumn', AUGUST)));
  });

  it.each(['Did I fall off the bike?', 'The spring of the mattress is broken', 'a summer dress', 'offspring of 12'])(
    'is not found where the word is another: %s',
    (text) => {
      expect(parseSeason(text, AUGUST)).toBeUndefined();
    },
  );

  it('takes the word that tells which with it, and leaves a mere preposition', () => {
    const relative = 'What did I do LAST Summer there?';
    expect(words(relative, parseSeason(relative, AUGUST))).toBe('LAST Summer');
    const dated = 'What did I do in the summer of 2021 there?';
    expect(words(dated, parseSeason(dated, AUGUST))).toBe('summer of 2021');
  });
});

describe('a year', () => {
  it.each([
    ['Where did I live in 2022?', '2022-01-01/2023-01-01'],
    ['since 2019', '2019-01-01/2020-01-01'],
    ['early 1999', '1999-01-01/2000-01-01'],
    ['between 2019 and 2021', '2019-01-01/2022-01-01'],
    ['from 2019-2021', '2019-01-01/2022-01-01'],
    ['from 2019\u20132021', '2019-01-01/2022-01-01'],
    ['mid-2020', '2020-01-01/2021-01-01'],
  ])('is found in %s', (text, span) => {
    expect(bounds(parseYears(text))).toEqual([span]);
  });

  it.each(['room 2019', 'I paid 2022 euros', 'in 1850', 'in 20221', 'in 202'])('is not found in %s', (text) => {
    expect(parseYears(text)).toBeUndefined();
  });

  it('is placed by its digits, without the word before', () => {
    const text = 'Where, in 2022, did I live?';
    expect(words(text, parseYears(text))).toBe('2022');
    const range = 'Where, between 2019 and 2021, did I live?';
    expect(words(range, parseYears(range))).toBe('2019 and 2021');
  });

  it('lies in every range that begins or ends with it', () => {
    const year = fc.integer({ min: 1900, max: 2099 });
    fc.assert(
      fc.property(year, year, (one, other) => {
        fc.pre(one <= other);
        const [span] = parseYears(`between ${one} and ${other}`)?.spans ?? [];
        expect(span).toEqual({ fromMs: Date.UTC(one, 0), toMs: Date.UTC(other + 1, 0), everyYear: false });
      }),
    );
  });
});
