import { describe, expect, it } from 'vitest';
import { coerceQuery } from './coerce-query.js';

const schema = {
  properties: {
    page: { type: 'integer' },
    score: { type: ['number', 'null'] },
    confirm: { type: 'boolean' },
    name: { type: 'string' },
  },
};

describe('coerceQuery', () => {
  it.each([
    ['page', '2', 2],
    ['page', '-1', -1],
    ['page', '1.5', 1.5],
    ['score', '0.25', 0.25],
    ['confirm', 'true', true],
    ['confirm', 'false', false],
  ])('reads %s=%s as %j', (name, text, expected) => {
    const query: Record<string, unknown> = { [name]: text };
    coerceQuery(query, schema);
    expect(query).toEqual({ [name]: expected });
  });

  it.each([
    ['page', ''],
    ['page', ' 2'],
    ['page', '0x10'],
    ['page', '1e3'],
    ['page', 'NaN'],
    ['page', 'Infinity'],
    ['page', '9'.repeat(16)],
    ['confirm', '1'],
    ['confirm', 'TRUE'],
    ['name', '2'],
    ['unknown', '2'],
    ['constructor', '2'],
  ])('leaves %s=%s a text', (name, text) => {
    const query: Record<string, unknown> = { [name]: text };
    coerceQuery(query, schema);
    expect(query).toEqual({ [name]: text });
  });

  it('leaves what came twice as it is', () => {
    const query: Record<string, unknown> = { page: ['1', '2'] };
    coerceQuery(query, schema);
    expect(query).toEqual({ page: ['1', '2'] });
  });
});
