import { describe, expect, it } from 'vitest';
import { toPageRequest, toPagination } from './page-request.js';

describe('toPageRequest', () => {
  it.each([
    [{}, { page: 1, perPage: 50 }],
    [
      { page: 3, per_page: 10 },
      { page: 3, perPage: 10 },
    ],
    [
      { cursor: 'c', per_page: 10 },
      { cursor: 'c', perPage: 10 },
    ],
    [
      { cursor: 'c', page: 3 },
      { cursor: 'c', perPage: 50 },
    ],
  ])('maps %j', (query, expected) => {
    expect(toPageRequest(query)).toEqual(expected);
  });
});

describe('toPagination', () => {
  it('knows no page where a cursor was followed', () => {
    const page = { items: [], total: 7, nextCursor: 'd' };
    expect(toPagination({ perPage: 5, cursor: 'c' }, page)).toEqual({
      total: 7,
      page: null,
      perPage: 5,
      nextCursor: 'd',
    });
    expect(toPagination({ perPage: 5, page: 2 }, page).page).toBe(2);
  });
});
