import { describe, expect, it } from 'vitest';
import { parseQuestionDate, toDateFit } from './question-date.js';

describe('parseQuestionDate', () => {
  it.each([
    ['What happened on May 3, 2023?', { month: 4, days: [3], years: [2023] }],
    ['What happened on 3rd of March 2023?', { month: 2, days: [3], years: [2023] }],
    ['What did Ann do in October?', { month: 9, days: [], years: [] }],
    ['what did ann do in august 2022', { month: 7, days: [], years: [2022] }],
    ['Who called on 2024-02-29?', { month: 1, days: [29], years: [2024] }],
    ['who came on 5 may', { month: 4, days: [5], years: [] }],
  ])('finds the date in %j', (text, expected) => {
    expect(parseQuestionDate(text)).toEqual(expected);
  });

  it.each(['What may Ann eat?', 'May I come in?', 'How did they march home?', 'Where is the dog?', ''])(
    'finds none in %j',
    (text) => {
      expect(parseQuestionDate(text)).toBeUndefined();
    },
  );
});

describe('toDateFit', () => {
  const date = parseQuestionDate('on May 3, 2023');

  it.each([
    ['2023-05-03T10:00:00Z', true, true],
    ['2023-05-04T10:00:00Z', true, true],
    ['2023-05-05T10:00:00Z', true, false],
    ['2022-05-03T10:00:00Z', false, false],
    ['2023-06-03T10:00:00Z', false, false],
  ])('compares %s with 3 May 2023', (time, month, day) => {
    expect(toDateFit(date, Date.parse(time))).toEqual({ month, day });
  });

  it('takes any year where none is named', () => {
    expect(toDateFit(parseQuestionDate('in June'), Date.parse('2019-06-11T00:00:00Z')).month).toBe(true);
  });

  it('fits nothing where no date is named', () => {
    expect(toDateFit(undefined, 0)).toEqual({ month: false, day: false });
  });
});
