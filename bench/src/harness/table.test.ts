import { describe, expect, it } from 'vitest';
import { toReadable, toTable } from './table.js';

describe('toTable', () => {
  it('lines columns up, text to the left and numbers to the right', () => {
    const table = toTable(
      ['what', 'p95'],
      [
        ['query', 9.5],
        ['a long name', 1234.4],
      ],
    );
    expect(table.split('\n')).toEqual([
      'what         p95',
      '-----------  ----',
      'query         9.5',
      'a long name  1234',
    ]);
  });

  it("shows what wasn't measured as a dash", () => {
    expect(toTable(['a', 'b'], [[null, Number.NaN]])).toContain('-  -');
  });
});

describe('toReadable', () => {
  it('keeps three significant digits, and whole numbers from a hundred on', () => {
    expect([0.012345, 1.2345, 12.345, 1234.5].map(toReadable)).toEqual(['0.0123', '1.23', '12.3', '1235']);
  });
});
