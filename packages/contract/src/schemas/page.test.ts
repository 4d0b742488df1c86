import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';

import { OPERATION_LIST } from '../operations/operations.js';
import { createValidator } from '../testing/create-validator.js';
import { Pagination } from './envelope.js';
import { pageParameters } from './page.js';

describe('the parameters of a list', () => {
  const faultsOf = createValidator(Type.Object(pageParameters, { additionalProperties: false }));

  it('may all be left out, and come together', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ page: 2, per_page: 10, cursor: 'c' })).toEqual([]);
  });

  it.each([
    ['page', [1, 1_000_000_000], [0, -1, 1_000_000_001, 1.5, '1', null]],
    ['per_page', [1, 100], [0, 101, 2.5, '50', null]],
    ['cursor', ['c', 'c'.repeat(1000)], ['', 'c'.repeat(1001), 1, null]],
  ])('bound %s', (name, taken, refused) => {
    for (const value of taken) expect(faultsOf({ [name]: value }), String(value)).toEqual([]);
    for (const value of refused) expect(faultsOf({ [name]: value }), String(value)).toHaveLength(1);
  });

  it('are taken by each operation that answers with pages, and by no other', () => {
    for (const { id, query, response } of OPERATION_LIST) {
      const names = Object.keys(query === undefined ? {} : Reflect.get(query, 'properties'));
      const taken = Object.keys(pageParameters).filter((name) => names.includes(name));
      expect(taken, id).toEqual(response.paginated === true ? ['page', 'per_page', 'cursor'] : []);
    }
  });
});

describe('Pagination', () => {
  const faultsOf = createValidator(Pagination);
  const first = { total: 3, page: 1, per_page: 2, total_pages: 2, has_next: true, has_prev: false, next_cursor: 'c' };

  it('describes a page in the middle, an empty list, and a page by cursor', () => {
    expect(faultsOf(first)).toEqual([]);
    expect(faultsOf({ ...first, total: 0, total_pages: 0, has_next: false, next_cursor: null })).toEqual([]);
    expect(faultsOf({ ...first, page: null, has_prev: true })).toEqual([]);
  });

  it.each([
    ['total', -1],
    ['page', 0],
    ['per_page', 0],
    ['total_pages', -1],
    ['total', 1.5],
    ['has_next', 'true'],
    ['has_prev', null],
    ['next_cursor', 1],
  ])('takes no %s of %j', (name, value) => {
    expect(faultsOf({ ...first, [name]: value })).toEqual([expect.stringMatching(`^/${name} (minimum|type)$`)]);
  });
});
