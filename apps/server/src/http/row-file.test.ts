import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCell, toCsv, toJson, type Row } from './row-file.js';

async function* rows(...all: readonly Row[]): AsyncGenerator<Row> {
  yield* all;
}
const write = (lines: AsyncIterable<string>): Promise<string> => text(Readable.from(lines));

describe('a file of rows', () => {
  it('has its columns in order, and an empty cell for what a row lacks', async () => {
    const file = await write(toCsv(['a', 'b'], rows({ b: 1, a: 'x,y', c: 9 }, { a: null })));
    expect(file).toBe('a,b\r\n"x,y",1\r\n,\r\n');
  });

  it('is a JSON list, also of none', async () => {
    expect(JSON.parse(await write(toJson(rows({ a: 1 }, { a: '"' }))))).toEqual([{ a: 1 }, { a: '"' }]);
    expect(JSON.parse(await write(toJson(rows())))).toEqual([]);
  });
});

describe('a cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1+1', "=cmd|' /C calc'!A0"])(
    'is never a formula: %j',
    (value) => {
      expect(toCell(value).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('gives its text back to whoever reads CSV, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const cell = toCell(value);
        const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect([value, `'${value}`]).toContain(read);
        expect(cell.startsWith('"') || !/[",\r\n]/.test(cell)).toBe(true);
      }),
    );
  });

  it('leaves numbers as they are, also those below zero', () => {
    expect([toCell(-3), toCell(0), toCell(null)]).toEqual(['-3', '0', '']);
  });
});
