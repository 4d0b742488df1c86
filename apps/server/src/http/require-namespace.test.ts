import { isApiError, type Operation, type OperationId } from '@memory-api/contract';
import { OPERATIONS } from '@memory-api/contract/operations';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import type { Caller } from './request-context.js';
import { createNamespaceStep, requireNamespace } from './require-namespace.js';

const callerWith = (namespaces: readonly string[] | null) =>
  ({ namespaces, key: { scopes: ['read', 'write'] } }) as unknown as Caller;

/** What the step of an operation says of a request; null: it goes on. */
function refusalOf(id: OperationId, namespaces: readonly string[] | null, parts: { body?: unknown; query?: unknown }) {
  const definition: Operation = OPERATIONS[id];
  const step = createNamespaceStep(definition);
  let refusal: unknown = 'the step did not answer';
  const request = { scope: { caller: callerWith(namespaces) }, body: undefined, query: {}, ...parts };
  step?.(request as unknown as FastifyRequest, {} as FastifyReply, (error) => {
    refusal = error ?? null;
  });
  return isApiError(refusal) ? refusal.code : refusal;
}

describe('createNamespaceStep', () => {
  it.each(['createMemory', 'listMemories', 'countMemories', 'deleteAllMemories', 'queryMemories'] as const)(
    'stands before %s, which takes a namespace',
    (id) => {
      const named = { namespace: 'b' };
      const parts = OPERATIONS[id].method === 'POST' ? { body: named } : { query: named };
      expect(refusalOf(id, ['a'], parts)).toBe('INSUFFICIENT_PERMISSIONS');
      expect(refusalOf(id, ['a', 'b'], parts)).toBeNull();
      expect(refusalOf(id, null, parts)).toBeNull();
    },
  );

  it.each(['getMemory', 'deleteMemory', 'createApiKey', 'getAccount'] as const)('is not needed before %s', (id) => {
    expect(createNamespaceStep(OPERATIONS[id])).toBeNull();
  });

  it.each([{}, { namespace: null }])('takes %j for the default one where there is a default', (body) => {
    expect(refusalOf('createMemory', ['a'], { body })).toBe('INSUFFICIENT_PERMISSIONS');
    expect(refusalOf('createMemory', ['default'], { body })).toBeNull();
  });

  it('lets a list through that names none: it means all namespaces of the key', () => {
    expect(refusalOf('listMemories', ['a'], {})).toBeNull();
  });
});

describe('requireNamespace', () => {
  it('tells which namespaces the key has', () => {
    try {
      requireNamespace(callerWith(['a']), 'b', { scope: 'read' });
      expect.fail('the namespace was let through');
    } catch (error) {
      expect(isApiError(error) && error.details).toEqual({
        required_scopes: ['read'],
        your_scopes: ['read', 'write'],
        your_namespaces: ['a'],
      });
    }
  });
});
