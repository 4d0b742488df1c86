import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseTimestamp } from './parse-timestamp.js';

describe('parseTimestamp', () => {
  it('reads back every time that the service writes', () => {
    const dates = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it.each([
    ['2026-01-15T10:30:00Z', '2026-01-15T10:30:00.000Z'],
    ['2026-01-15t10:30:00z', '2026-01-15T10:30:00.000Z'],
    ['2026-01-15T10:30:00.1Z', '2026-01-15T10:30:00.100Z'],
    ['2026-01-15T10:30:00.999999999Z', '2026-01-15T10:30:00.999Z'],
    ['2026-01-15T10:30:00+02:00', '2026-01-15T08:30:00.000Z'],
    ['2026-01-15T10:30:00.5-05:30', '2026-01-15T16:00:00.500Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('reads %s as %s', (text, expected) => {
    expect(new Date(parseTimestamp(text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it.each([
    '',
    '2026',
    '2026-01-15',
    '2026-01-15T10:30Z',
    '2026-01-15T10:30:00',
    '2026-01-15 10:30:00Z',
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-15T24:00:00Z',
    '2026-01-15T10:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-01-15T10:30:00+24:00',
    '2026-01-15T10:30:00+02:60',
    '2026-01-15T10:30:00+0200',
    '0000-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    '+002026-01-15T10:30:00Z',
    ' 2026-01-15T10:30:00Z',
    '2026-01-15T10:30:00Z\n',
    '1768473000000',
  ])('refuses %j', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });
});
