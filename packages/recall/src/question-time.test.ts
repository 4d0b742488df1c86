import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuestionTime, toTimeFit } from './question-time.js';

/** A Wednesday. */
const NOW = '2023-08-16T10:30:00Z';

function fit(question: string, time: string, now = NOW): readonly [time: number, day: number] {
  const fitted = toTimeFit(parseQuestionTime(question, Date.parse(now)), Date.parse(time));
  return [fitted.time, fitted.day];
}

function bounds(question: string, now = NOW): string[] {
  const { spans = [] } = parseQuestionTime(question, Date.parse(now)) ?? {};
  return spans.map(({ fromMs, toMs }) => `${toDate(fromMs)}/${toDate(toMs)}`);
}

function toDate(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 10) : '..';
}

describe('the time that a question names', () => {
  it.each([
    ['What did I eat yesterday?', '2023-08-15/2023-08-17'],
    ['What did I eat the day before yesterday?', '2023-08-14/2023-08-16'],
    ['What is planned for today?', '2023-08-16/2023-08-18'],
    ['What happened last night?', '2023-08-15/2023-08-17'],
    ['Where did she fly last week?', '2023-08-07/2023-08-14'],
    ['Where did she fly the week before last?', '2023-07-30/2023-08-06'],
    ['Where does she fly this week?', '2023-08-14/2023-08-21'],
    ['Where does she fly next week?', '2023-08-21/2023-08-28'],
    ['What happened in the past week?', '2023-08-09/2023-08-17'],
    ['What changed in the last 3 months?', '2023-05-16/2023-08-17'],
    ['Who called two days ago?', '2023-08-14/2023-08-16'],
    ['Who called three weeks ago?', '2023-07-23/2023-07-30'],
    ['Where was he two months ago?', '2023-06-01/2023-07-02'],
    ['Where was he two years ago?', '2021-01-01/2022-01-01'],
    ['Where was he last month?', '2023-07-01/2023-08-01'],
    ['What did we sell last quarter?', '2023-04-01/2023-07-01'],
    ['What did we sell this quarter?', '2023-07-01/2023-10-01'],
    ['What do we sell next quarter?', '2023-10-01/2024-01-01'],
    ['What did we sell in the past quarter?', '2023-05-16/2023-08-17'],
    ['What did we sell three quarters ago?', '2022-10-01/2023-01-01'],
    ['What did we sell the quarter before last?', '2023-01-01/2023-04-01'],
    ['Where was he last year?', '2022-01-01/2023-01-01'],
    ['Whom did I meet on Friday?', '2023-08-11/2023-08-13'],
    ['Whom did I meet last Monday?', '2023-08-14/2023-08-16'],
    ['What did we do last weekend?', '2023-08-12/2023-08-14'],
    ['Where was he last summer?', '2022-06-01/2022-09-01'],
    ['Where was he in the winter of 2021?', '2021-12-01/2022-03-01'],
    ['Where was he in summer 2022?', '2022-06-01/2022-09-01'],
    ['Where did she live in 2022?', '2022-01-01/2023-01-01'],
    ['Where did she live between 2019 and 2021?', '2019-01-01/2022-01-01'],
    ['What did Ann do in May 2023?', '2023-05-01/2023-06-01'],
    ['what did ann do in may 2023', '2023-05-01/2023-06-01'],
    ['What did Ann do in Aug 2022?', '2022-08-01/2022-09-01'],
    ['What did Ann do last May?', '2023-05-01/2023-06-01'],
    ['What did Ann do last October?', '2022-10-01/2022-11-01'],
    ['What did she say between May 3 and May 5, 2023?', '2023-05-03/2023-05-06'],
    ['What did she say from May 2022 to July 2023?', '2022-05-01/2023-08-01'],
    ['Where did she live before March 2023?', '../2023-03-01'],
    ['Where did she live before March?', '../2023-03-01'],
    ['Where did she live before October?', '../2022-10-01'],
    ['What happened since last week?', '2023-08-07/..'],
    ['What happened since 2020?', '2020-01-01/..'],
    ['What happened after May 3, 2023?', '2023-05-04/..'],
    ['Where did she live until 2021?', '../2022-01-01'],
  ])('%s', (question, span) => {
    expect(bounds(question)).toEqual([span]);
  });

  it.each([
    'What may Ann eat?',
    'May I come in?',
    'How did they march home?',
    'Where is the dog?',
    'What does the user like now?',
    'She sat in the sun',
    'Is three 3/4 of four?',
    'Which version, 3.5.2 or 10-12?',
    'Did the glass fall on a spring?',
    'Who cooks at 5 pm?',
    'What happened two weeks before the wedding?',
    'Did she call at the last minute?',
    'Who has lived there for 3 years?',
    'Windows 2000',
    'How often a week does she swim?',
    'Is a quarter of the cake left?',
    'Who cooks at quarter past five?',
    '我上周去了哪里',
    '',
  ])('is none in %j', (question) => {
    expect(parseQuestionTime(question, Date.parse(NOW))).toBeUndefined();
  });

  it.each([
    ['What happened in May 2023?', 'in May 2023'],
    ['Where did she live before March?', 'before March'],
    ['Where were you last week, Ann?', 'last week'],
    ['Who came on 3 June?', 'on 3 June'],
    ['Where was he in the summer of 2022?', 'in the summer of 2022'],
    ['And since 2020?', 'since 2020'],
  ])('is told in the words of the question: %s', (question, words) => {
    expect(parseQuestionTime(question, Date.parse(NOW))?.words).toBe(words);
  });

  it.each(['UTC', 'America/New_York', 'Pacific/Auckland'])('is that of UTC at any hour for a server in %s', (zone) => {
    const zoneBefore = process.env['TZ'];
    process.env['TZ'] = zone;
    try {
      for (const hour of ['00:00:00', '03:30:00', '12:00:00', '23:59:59']) {
        expect(bounds('yesterday', `2023-08-16T${hour}Z`)).toEqual(['2023-08-15/2023-08-17']);
        expect(bounds('this week', `2023-08-16T${hour}Z`)).toEqual(['2023-08-14/2023-08-21']);
        expect(bounds('last week', `2023-08-13T${hour}Z`)).toEqual(['2023-07-31/2023-08-07']);
        expect(bounds('on Friday', `2023-08-16T${hour}Z`)).toEqual(['2023-08-11/2023-08-13']);
      }
    } finally {
      if (zoneBefore === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zoneBefore;
    }
  });
});

describe('how a memory fits the time that a question names', () => {
  it.each([
    ['on May 3, 2023', '2023-05-03T10:00:00Z', [1, 1]],
    ['on May 3, 2023', '2023-05-04T10:00:00Z', [1, 1]],
    ['on May 3, 2023', '2023-05-05T10:00:00Z', [1, 0]],
    ['on May 3, 2023', '2022-05-03T10:00:00Z', [0, 0]],
    ['on May 3, 2023', '2023-06-03T10:00:00Z', [0, 0]],
    ['on 2023-05-03', '2023-05-20T10:00:00Z', [1, 0]],
    ['on 3rd of March 2023', '2023-03-03T00:00:00Z', [1, 1]],
    ['on the 3 and 7 May 2023', '2023-05-07T00:00:00Z', [1, 1]],
    ['what happened in June', '2019-06-11T00:00:00Z', [1, 0]],
    ['what happened on 29 February', '2020-02-29T00:00:00Z', [1, 1]],
    ['in October 2022 and in 2023', '2023-10-01T00:00:00Z', [1, 0]],
    ['in winter', '2019-01-11T00:00:00Z', [0.75, 0]],
    ['in winter', '2019-12-11T00:00:00Z', [0.75, 0]],
    ['in winter', '2019-06-11T00:00:00Z', [0, 0]],
    ['from November to February', '2019-01-11T00:00:00Z', [0.5, 0]],
    ['yesterday', '2023-08-15T23:59:59Z', [1, 1]],
    ['yesterday', '2023-08-02T00:00:00Z', [0, 0]],
    ['last week', '2023-08-07T00:00:00Z', [1, 0]],
    ['last summer', '2022-07-01T00:00:00Z', [0.75, 0]],
    ['in 2022', '2022-07-01T00:00:00Z', [0.5, 0]],
    ['before March 2023', '1999-07-01T00:00:00Z', [0.5, 0]],
    ['before March 2023', '2023-03-01T00:00:00Z', [0, 0]],
    ['since yesterday', '2023-08-16T09:00:00Z', [1, 0]],
  ] as const)('%s: %s', (question, time, expected) => {
    expect(fit(question, time)).toEqual(expected);
  });

  it('is nothing where no time is named', () => {
    expect(toTimeFit(undefined, 0)).toEqual({ time: 0, day: 0 });
  });
});

describe('reading a time from any text', () => {
  const pieces = [
    'last',
    'May',
    '3',
    'week',
    'ago',
    '2023',
    'before',
    'to',
    '-',
    '/',
    ':',
    ' ',
    'and',
    '99999999',
    'years',
    '.',
    'é',
  ];
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 80 }).map((chosen) => chosen.join(' ')),
    fc.array(fc.constantFrom(...pieces), { maxLength: 80 }).map((chosen) => chosen.join('')),
  );

  it('never throws, and gives spans that have a beginning before their end', () => {
    fc.assert(
      fc.property(anyText, fc.date({ noInvalidDate: true }), (text, now) => {
        for (const { fromMs, toMs } of parseQuestionTime(text, now.getTime())?.spans ?? []) {
          expect(fromMs).toBeLessThan(toMs);
        }
      }),
    );
  });

  it.each([
    'last '.repeat(10_000),
    '1'.repeat(50_000),
    '3 '.repeat(25_000),
    'between '.repeat(6_000),
    'week ago '.repeat(5_555),
    '2 days, 3 hours and '.repeat(2_500),
    `yesterday${' '.repeat(49_000)}`,
    '1:1:1:1:1'.repeat(5_000),
    'may 1-2-3-4/5/6 '.repeat(3_000),
  ])('takes no time for 50,000 characters of it: %#', (text) => {
    const timesMs = Array.from({ length: 3 }, () => {
      const startMs = performance.now();
      parseQuestionTime(text, Date.parse(NOW));
      return performance.now() - startMs;
    });
    expect(Math.min(...timesMs)).toBeLessThan(50);
  });
});
