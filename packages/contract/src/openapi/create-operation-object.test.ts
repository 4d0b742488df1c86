import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';

import type { Operation } from '../operations/operation.js';
import { OPERATIONS } from '../operations/operations.js';
import { createOperationObject } from './create-operation-object.js';

const plain: Operation = {
  method: 'GET',
  path: '/v1/things/{thing_id}',
  summary: 'Get a thing',
  description: 'One thing.',
  tag: 'memories',
  scope: 'read',
  idempotent: false,
  contentTypes: [],
  params: Type.Object({ thing_id: Type.String({ description: 'Id of a thing.' }) }),
  query: Type.Object({ color: Type.Optional(Type.String()), size: Type.Integer() }),
  response: { status: 200, schema: Type.Object({ name: Type.String() }), description: 'The thing.' },
  errors: ['NOT_FOUND'],
  examples: { params: { thing_id: 't1' }, response: { name: 'cup' } },
};

describe('createOperationObject', () => {
  it('writes parameters of path and query with their place, need and description', () => {
    expect(createOperationObject('getThing', plain)['parameters']).toEqual([
      {
        name: 'thing_id',
        in: 'path',
        required: true,
        description: 'Id of a thing.',
        schema: { type: 'string', description: 'Id of a thing.' },
        example: 't1',
      },
      { name: 'color', in: 'query', required: false, schema: { type: 'string' } },
      { name: 'size', in: 'query', required: true, schema: { type: 'integer' } },
      { $ref: '#/components/parameters/RequestId' },
    ]);
  });

  it('puts the envelope around data, in schema and example', () => {
    expect(createOperationObject('getThing', plain)['responses']).toMatchObject({
      200: {
        description: 'The thing.',
        content: {
          'application/json': {
            schema: {
              required: ['success', 'data', 'meta'],
              properties: { meta: { $ref: '#/components/schemas/Meta' } },
            },
            example: { success: true, data: { name: 'cup' }, meta: { processing_time_ms: 4 } },
          },
        },
      },
    });
  });

  it('puts pagination beside the data of a list', () => {
    const list = { ...plain, response: { ...plain.response, paginated: true } };
    expect(createOperationObject('listThings', list)['responses']).toMatchObject({
      200: {
        content: {
          'application/json': {
            schema: { properties: { pagination: { $ref: '#/components/schemas/Pagination' } } },
            example: { pagination: { total: 1, page: 1, next_cursor: null } },
          },
        },
      },
    });
  });

  it('puts nothing around a bare answer, with each of its statuses', () => {
    const { responses } = createOperationObject('getHealth', OPERATIONS.getHealth);
    expect(responses).toMatchObject({
      200: { content: { 'application/json': { example: { status: 'healthy' } } } },
      503: { content: { 'application/json': { example: { status: 'unhealthy' } } } },
    });
    expect(JSON.stringify(Reflect.get(Object(responses), '200'))).not.toContain('success');
  });

  it('writes the type of an answer that is not JSON', () => {
    const { responses } = createOperationObject('getMetrics', OPERATIONS.getMetrics);
    expect(responses).toMatchObject({ 200: { content: { 'text/plain': { schema: { type: 'string' } } } } });
  });

  it('shows the documented body, and says whether it can be left out', () => {
    expect(createOperationObject('createApiKey', OPERATIONS.createApiKey)['requestBody']).toMatchObject({
      required: false,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/CreateApiKeyBody' } } },
    });
    expect(createOperationObject('createMemory', OPERATIONS.createMemory)['requestBody']).toMatchObject({
      required: true,
    });
    expect(createOperationObject('getThing', plain)).not.toHaveProperty('requestBody');
  });

  it('describes both forms of an answer that can be asked for in two', () => {
    const otherContent = { contentType: 'application/json', schema: Type.Array(Type.Integer()), example: [3] };
    const file = { ...plain.response, schema: Type.String(), bare: true, contentType: 'text/csv', otherContent };
    expect(createOperationObject('getThing', { ...plain, response: file })['responses']).toMatchObject({
      200: {
        content: {
          'text/csv': { schema: { type: 'string' } },
          'application/json': { schema: { type: 'array', items: { type: 'integer' } }, example: [3] },
        },
      },
    });
  });

  it('offers JSON only: form data would not be read', () => {
    const { requestBody } = createOperationObject('createMemory', OPERATIONS.createMemory);
    expect(Object.keys(Reflect.get(Object(requestBody), 'content'))).toEqual(['application/json']);
  });

  it.each([
    ['read', 'Needs the scope `read`.', 'read'],
    ['any', 'Needs any valid API key.', 'any'],
    [null, 'Needs no API key.', 'none'],
  ] as const)('says of scope %s: %s', (scope, sentence, name) => {
    const object = createOperationObject('getThing', { ...plain, scope });
    expect(object['description']).toBe(`One thing.\n\n${sentence}`);
    expect(object['x-scope']).toBe(name);
    expect(object['security']).toHaveLength(scope === null ? 0 : 2);
  });
});
