import { describe, expect, it } from 'vitest';
import { parseMoment } from './parse-moment.js';

describe('parseMoment', () => {
  it.each([
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2024-02-29T12:30:00Z', Date.UTC(2024, 1, 29, 12, 30)],
    ['2024-02-29T12:30:00.25+02:00', Date.UTC(2024, 1, 29, 10, 30, 0, 250)],
    ['2024-02-29t12:30:00z', Date.UTC(2024, 1, 29, 12, 30)],
  ])('reads %s', (text, expected) => {
    expect(parseMoment(text)).toBe(expected);
  });

  it.each([
    '',
    '2024',
    '2024-03',
    '2023-02-29',
    '2024-13-01',
    '2024-03-01 10:00',
    '2024-03-01T10:00:00',
    '2024-3-1xxx',
  ])('takes %j for plain text', (text) => {
    expect(parseMoment(text)).toBeNull();
  });
});
