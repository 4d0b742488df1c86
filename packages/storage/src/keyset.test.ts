import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCursor, toCursor, toPage, toPageWindow } from './keyset.js';

describe('a cursor', () => {
  it('comes back as the place it was made of, and fits in a URL as it is', () => {
    const places = fc.record({ atMs: fc.integer(), id: fc.stringMatching(/^[A-Za-z0-9_-]{1,100}$/) });
    fc.assert(
      fc.property(places, (place) => {
        const cursor = toCursor(place);
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(parseCursor(cursor)).toEqual(place);
      }),
    );
  });

  it.each([
    'nonsense',
    '',
    '[1]',
    '{"0":1,"1":"a"}',
    '["1","a"]',
    '[1.5,"a"]',
    '[1e999,"a"]',
    '[9007199254740993,"a"]',
    '[1,""]',
    '[1,"a\\u0000"]',
    '[1,"\\ud800"]',
    '[1,"ä"]',
    `[1,"${'a'.repeat(101)}"]`,
  ])('names itself as the fault when it is none, like %j', (text) => {
    expect(() => parseCursor(Buffer.from(text).toString('base64url'))).toThrow(
      expect.objectContaining({
        code: 'VALIDATION_ERROR',
        details: {
          field: 'cursor',
          errors: [{ field: 'cursor', message: 'must be the next_cursor of an earlier page' }],
        },
      }),
    );
  });
});

describe('a page', () => {
  const toKeyset = (row: number) => ({ atMs: row, id: `id${row}` });
  const options = { total: 9, perPage: 2, toKeyset, toItem: String };

  it('tells of the next one when a row more than it holds was found', () => {
    const page = toPage({ ...options, rows: [3, 2, 1] });
    expect(page).toMatchObject({ items: ['3', '2'], total: 9 });
    expect(parseCursor(page.nextCursor ?? '')).toEqual({ atMs: 2, id: 'id2' });
    expect(toPage({ ...options, rows: [3, 2] }).nextCursor).toBeNull();
  });

  it('begins where its number or its cursor says', () => {
    expect(toPageWindow({ perPage: 50 })).toEqual({ after: null, offset: 0, limit: 51 });
    expect(toPageWindow({ perPage: 50, page: 3 })).toMatchObject({ after: null, offset: 100 });
    const cursor = toCursor({ atMs: 5, id: 'a' });
    expect(toPageWindow({ perPage: 50, page: 3, cursor })).toMatchObject({
      after: { atMs: 5, id: 'a' },
      offset: 0,
    });
  });
});
