import { SCOPES } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { toFaults, type SchemaError } from './faults.js';

const error = (keyword: string, instancePath: string, params: Record<string, unknown>): SchemaError => ({
  keyword,
  instancePath,
  params,
  message: 'as Ajv says',
});

describe('toFaults', () => {
  it.each([
    [error('required', '', { missingProperty: 'text' }), 'text', 'is required'],
    [error('required', '/a', { missingProperty: 'b' }), 'a.b', 'is required'],
    [error('additionalProperties', '', { additionalProperty: 'org_id' }), 'org_id', 'is not a known field'],
    [error('type', '/name', { type: 'string' }), 'name', 'must be a string'],
    [
      error('type', '/expires_in_days', { type: ['integer', 'null'] }),
      'expires_in_days',
      'must be a whole number or null',
    ],
    [error('type', '', { type: 'object' }), '', 'the body must be an object'],
    [error('enum', '/scopes/1', { allowedValues: ['read', 'write'] }), 'scopes[1]', 'must be one of read, write'],
    [error('minLength', '/name', { limit: 1 }), 'name', 'must not be empty'],
    [error('minLength', '/name', { limit: 2 }), 'name', 'must have at least 2 characters'],
    [error('maxLength', '/name', { limit: 255 }), 'name', 'must have at most 255 characters'],
    [error('minimum', '/page', { limit: 1 }), 'page', 'must be at least 1'],
    [error('maximum', '/page', { limit: 9 }), 'page', 'must be at most 9'],
    [error('minItems', '/scopes', { limit: 1 }), 'scopes', 'must have at least 1 item'],
    [error('maxItems', '/scopes', { limit: 9 }), 'scopes', 'must have at most 9 items'],
    [error('uniqueItems', '/scopes', {}), 'scopes', 'must not have the same item twice'],
    [error('minProperties', '', { limit: 1 }), '', 'the body must have at least 1 field'],
    [error('format', '/email', { format: 'email' }), 'email', 'must be an email address'],
    [error('pattern', '/text', { pattern: '\\S' }), 'text', 'must not be blank'],
    [error('pattern', '/id', { pattern: '^a$' }), 'id', 'must match ^a$'],
    [error('somethingNew', '/a~1b/c~0d', {}), 'a/b.c~d', 'as Ajv says'],
  ])('says it in words: %j', (from, field, message) => {
    expect(toFaults([from], 'body')).toEqual([{ field, message }]);
  });

  it('names the scopes of customers, and no other', () => {
    const [fault] = toFaults([error('enum', '/scopes/0', { allowedValues: SCOPES })], 'body');
    expect(fault?.message).toBe('must be one of read, write, delete, admin');
  });

  it('says once that a text is empty, though it is blank as well', () => {
    const blank = (path: string): SchemaError => error('pattern', path, { pattern: '\\S' });
    const faults = toFaults([error('minLength', '/text', { limit: 1 }), blank('/text'), blank('/name')], 'body');
    expect(faults).toEqual([
      { field: 'text', message: 'must not be empty' },
      { field: 'name', message: 'must not be blank' },
    ]);
  });

  it('calls what is unknown in a query string a parameter', () => {
    const [fault] = toFaults([error('additionalProperties', '', { additionalProperty: 'x' })], 'querystring');
    expect(fault).toEqual({ field: 'x', message: 'is not a known parameter' });
  });

  it('lists a hundred faults at most', () => {
    const errors = Array.from({ length: 1_000 }, () => error('type', '/a', { type: 'string' }));
    expect(toFaults(errors, 'body')).toHaveLength(100);
  });
});
