import { isApiError, type Operation, type OperationId } from '@memory-api/contract';
import { OPERATIONS } from '@memory-api/contract/operations';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createPrepareStep } from './prepare-input.js';

interface Sent {
  readonly body?: unknown;
  readonly query?: Record<string, unknown>;
}

/** What becomes of a request before it's validated, or the fields that it's refused for. */
function prepare(id: OperationId, { body, query = {} }: Sent) {
  const definition: Operation = OPERATIONS[id];
  const url = Object.keys(query).length === 0 ? '/x' : '/x?y';
  const request = { body, query, url } as unknown as FastifyRequest;
  let refusal: unknown;
  createPrepareStep(definition)(request, {} as FastifyReply, (error) => {
    refusal = error;
  });
  const errors = isApiError(refusal, 'VALIDATION_ERROR') ? refusal.details?.['errors'] : null;
  return { body: request.body, query: request.query, errors };
}

describe('createPrepareStep', () => {
  it('takes a body that was left out for an empty one, and null for what it is', () => {
    expect(prepare('createApiKey', {}).body).toEqual({});
    expect(prepare('createApiKey', { body: null }).body).toBeNull();
  });

  it('makes no body where none is taken', () => {
    expect(prepare('getAccount', {}).body).toBeUndefined();
  });

  it('takes blanks off the fields that say so, and off no other', () => {
    const { body } = prepare('createMemory', { body: { text: '  likes tea \n', session_id: ' a ' } });
    expect(body).toEqual({ text: 'likes tea', session_id: ' a ' });
  });

  it('leaves a field alone that is no text', () => {
    expect(prepare('createMemory', { body: { text: 7 } }).body).toEqual({ text: 7 });
  });

  it('gives the parameters of a query string their types', () => {
    const { query } = prepare('listMemories', { query: { page: '2', namespace: '7' } });
    expect(query).toEqual({ page: 2, namespace: '7' });
  });

  it.each([
    [{ page: ['1', '2'] }, [{ field: 'page', message: 'must be given once' }]],
    [{ cursor: 'a\0' }, [{ field: 'cursor', message: 'must not contain U+0000' }]],
    [{ 'a\ud800': '1' }, [{ field: 'a\ud800', message: 'must not contain lone surrogates' }]],
  ])('refuses the query %j', (query, errors) => {
    expect(prepare('listMemories', { query }).errors).toEqual(errors);
  });

  it('refuses every parameter where none is known', () => {
    expect(prepare('getAccount', { query: { a: '1', b: '2' } }).errors).toEqual([
      { field: 'a', message: 'is not a known parameter' },
      { field: 'b', message: 'is not a known parameter' },
    ]);
  });

  it.each([
    ['fields', Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`f${at}`, 0]))],
    ['items', { scopes: Array.from({ length: 10_001 }, () => 'read') }],
  ])('refuses a body of too many %s before each is told of', (_what, body) => {
    expect(prepare('createApiKey', { body }).errors).toEqual([
      { field: '', message: 'the body has too many fields or items' },
    ]);
  });
});
