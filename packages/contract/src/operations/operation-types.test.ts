import { describe, expectTypeOf, it } from 'vitest';

import type { Scope } from '../scopes.js';
import type { OperationBody, OperationData, OperationParams, OperationQuery } from './operations.js';

// Compiling is the test: `tsc -b` fails where a type is not the expected one.
describe('the types of the operations', () => {
  it('give a handler what the schemas let through', () => {
    expectTypeOf<OperationParams<'getMemory'>>().toEqualTypeOf<{ memory_id: string }>();
    expectTypeOf<OperationQuery<'listMemories'>['page']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<OperationBody<'createMemory'>['text']>().toEqualTypeOf<string>();
    expectTypeOf<OperationBody<'createMemory'>['occurred_at']>().toEqualTypeOf<string | null | undefined>();
    expectTypeOf<OperationBody<'createMemory'>['metadata']>().toEqualTypeOf<
      Record<string, unknown> | null | undefined
    >();
    expectTypeOf<OperationBody<'createApiKey'>['environment']>().toEqualTypeOf<'live' | 'test' | undefined>();
  });

  it('let the server take the scope that customers are not told of', () => {
    expectTypeOf<OperationBody<'createApiKey'>['scopes']>().toEqualTypeOf<Scope[] | undefined>();
    expectTypeOf<OperationBody<'updateApiKey'>['scopes']>().toEqualTypeOf<Scope[] | undefined>();
  });

  it('are undefined where an operation has no such part', () => {
    expectTypeOf<OperationParams<'listMemories'>>().toEqualTypeOf<undefined>();
    expectTypeOf<OperationQuery<'getMemory'>>().toEqualTypeOf<undefined>();
    expectTypeOf<OperationBody<'deleteMemory'>>().toEqualTypeOf<undefined>();
  });

  it('tell what an answer has to hold', () => {
    expectTypeOf<OperationData<'countMemories'>>().toEqualTypeOf<{ count: number }>();
    expectTypeOf<OperationData<'listMemories'>[number]['session_id']>().toEqualTypeOf<string | null>();
    expectTypeOf<OperationData<'getHealth'>['status']>().toEqualTypeOf<'healthy' | 'unhealthy'>();
    expectTypeOf<OperationData<'getAccount'>['plan']['base_price_cents']>().toEqualTypeOf<number | null>();
  });
});
