import { describe, expect, it } from 'vitest';
import { parseSessionDate } from './parse-session-date.js';

const toIso = (text: string) => new Date(parseSessionDate(text) ?? Number.NaN).toISOString();

describe('parseSessionDate', () => {
  it('reads the day, the month by name, and the time of day', () => {
    expect(toIso('1:56 pm on 8 May, 2023')).toBe('2023-05-08T13:56:00.000Z');
    expect(toIso('10:04 am on 19 December, 2023')).toBe('2023-12-19T10:04:00.000Z');
  });

  it('knows that 12 am is midnight and 12 pm is noon', () => {
    expect(toIso('12:09 am on 13 September, 2023')).toBe('2023-09-13T00:09:00.000Z');
    expect(toIso('12:09 pm on 13 September, 2023')).toBe('2023-09-13T12:09:00.000Z');
  });

  it("refuses days that don't exist, and anything of another form", () => {
    const wrong = ['1:00 pm on 31 June, 2023', '13:00 pm on 1 June, 2023', '1:00 pm on 1 Juno, 2023', '2023-05-08', ''];
    expect(wrong.map(parseSessionDate)).toEqual([null, null, null, null, null]);
  });
});
