import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRelativeTime } from './relative-time.js';
import { DAY_MS } from './time-span.js';
import type { TimeSpan } from './time-span.js';

/** A Wednesday. */
const NOW = Date.parse('2023-08-16T10:30:00Z');
const moments = fc
  .date({ min: new Date('1980-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.getTime());

function show(spans: readonly TimeSpan[] = []): string[] {
  const toDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return spans.map(({ fromMs, toMs, everyYear }) => `${everyYear ? 'every ' : ''}${toDate(fromMs)}/${toDate(toMs)}`);
}

describe('a day told from the moment of asking', () => {
  it.each([
    ['yesterday', -1],
    ['today', 0],
    ['tomorrow', 1],
    ['3 days ago', -3],
  ])('is that day of UTC and the next: %s', (words, away) => {
    fc.assert(
      fc.property(moments, (nowMs) => {
        const dayMs = Math.floor(nowMs / DAY_MS) * DAY_MS + away * DAY_MS;
        const span = { fromMs: dayMs, toMs: dayMs + 2 * DAY_MS, everyYear: false };
        expect(parseRelativeTime(`What did I do ${words}?`, nowMs)?.days).toEqual([span]);
      }),
    );
  });

  it('is the latest that has begun, where a weekday stands alone', () => {
    expect(show(parseRelativeTime('Whom did I meet on Wednesday?', NOW)?.days)).toEqual(['2023-08-16/2023-08-18']);
    expect(show(parseRelativeTime('Whom did I meet on Thursday?', NOW)?.days)).toEqual(['2023-08-10/2023-08-12']);
  });

  it('lies ahead, where "next" stands before the weekday', () => {
    const [span] = parseRelativeTime('Whom do I meet next Friday?', NOW)?.days ?? [];
    expect(span?.fromMs).toBeGreaterThan(NOW);
  });
});

describe('a stretch told from the moment of asking', () => {
  it('is the whole week from Monday, for every moment', () => {
    fc.assert(
      fc.property(moments, (nowMs) => {
        const [span] = parseRelativeTime('What happened this week?', nowMs)?.spans ?? [];
        expect(new Date(span?.fromMs ?? Number.NaN).getUTCDay()).toBe(1);
        expect(span?.fromMs).toBeLessThanOrEqual(nowMs);
        expect(span?.toMs).toBeGreaterThan(nowMs);
        expect((span?.toMs ?? 0) - (span?.fromMs ?? 0)).toBe(7 * DAY_MS);
      }),
    );
  });

  it.each(['week', 'month', 'year'])('ends with the last %s where this one begins', (unit) => {
    fc.assert(
      fc.property(moments, (nowMs) => {
        const [last, now, next] = ['last', 'this', 'next'].map(
          (word) => parseRelativeTime(`What happened ${word} ${unit}?`, nowMs)?.spans[0],
        );
        expect(last?.toMs).toBe(now?.fromMs);
        expect(now?.toMs).toBe(next?.fromMs);
      }),
    );
  });

  it('reaches up to now where it is counted back from it', () => {
    expect(show(parseRelativeTime('What changed in the last 3 months?', NOW)?.spans)).toEqual([
      '2023-05-16/2023-08-17',
    ]);
  });

  it('has no days of its own', () => {
    expect(parseRelativeTime('What happened last week?', NOW)?.days).toEqual([]);
  });
});

describe('a date', () => {
  it('names its month, and within it the day', () => {
    const found = parseRelativeTime('What happened on 2023-05-03?', NOW);
    expect(show(found?.spans)).toEqual(['2023-05-01/2023-06-01']);
    expect(show(found?.days)).toEqual(['2023-05-03/2023-05-05']);
    expect(found?.isRange).toBe(false);
  });

  it('to another date is a range with both ends in it', () => {
    const found = parseRelativeTime('What happened from May 3 2022 to July 5 2022?', NOW);
    expect(found).toMatchObject({ isRange: true, days: [] });
    expect(show(found?.spans)).toEqual(['2022-05-03/2022-07-06']);
  });

  it('gives its year to the other end of a range, and goes over New Year where none is named', () => {
    expect(show(parseRelativeTime('from May to July 2021', NOW)?.spans)).toEqual(['2021-05-01/2021-08-01']);
    const [winter] = parseRelativeTime('from November to February', NOW)?.spans ?? [];
    expect(winter?.everyYear).toBe(true);
    expect(winter?.toMs).toBeGreaterThan(winter?.fromMs ?? Number.POSITIVE_INFINITY);
  });
});

describe('no time', () => {
  it.each([
    'What happened two weeks before the wedding?',
    'Where did I live for two years?',
    'Did 3/4 of them come?',
    'Do I like the sun?',
    'What am I doing now?',
    'What do I eat?',
    'I sat in the last minute',
  ])('is found in: %s', (text) => {
    expect(parseRelativeTime(text, NOW)).toBeUndefined();
  });
});

describe('the place of a time', () => {
  it('covers the words that name it and no others', () => {
    const text = 'Whom, the day before yesterday, did I meet?';
    const found = parseRelativeTime(text, NOW);
    expect(text.slice(found?.start, found?.end)).toBe('the day before yesterday');
  });
});
