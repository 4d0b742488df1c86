import { ApiError, type Environment, type Operation, type Scope } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import type { Caller } from './request-context.js';
import { requireScope } from './require-scope.js';

function callerWith(scopes: readonly Scope[], environment: Environment = 'live'): Caller {
  return { key: { scopes, environment }, namespaces: null } as unknown as Caller;
}

function refusalOf(caller: Caller, operation: Pick<Operation, 'scope' | 'liveKeyOnly'>): ApiError | null {
  try {
    requireScope(caller, operation);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError);
    return error as ApiError;
  }
}

describe('requireScope', () => {
  it.each([
    [['read'], 'read'],
    [['admin'], 'delete'],
    [['write'], 'any'],
    [['operator'], 'any'],
  ] as const)('lets %j do what wants %s', (scopes, scope) => {
    expect(refusalOf(callerWith(scopes), { scope })).toBeNull();
  });

  it.each([
    [['read'], 'write'],
    [['write'], 'read'],
    [['write', 'read'], 'delete'],
    [['read', 'write', 'delete'], 'admin'],
    [['operator'], 'read'],
  ] as const)("doesn't let %j do what wants %s", (scopes, scope) => {
    const error = refusalOf(callerWith(scopes), { scope });
    expect(error?.code).toBe('INSUFFICIENT_PERMISSIONS');
    expect(error?.details).toEqual({ required_scopes: [scope], your_scopes: scopes });
    expect(error?.headers).toEqual({
      'www-authenticate': `Bearer realm="memory-api", error="insufficient_scope", scope="${scope}"`,
    });
  });

  it('hides what is for the operator from every other key', () => {
    const operation = { scope: 'operator' } as const;
    expect(refusalOf(callerWith(['operator']), operation)).toBeNull();
    const narrow = { ...callerWith(['operator']), namespaces: ['a'] };
    for (const caller of [callerWith(['read', 'write', 'delete', 'admin']), callerWith(['operator'], 'test'), narrow]) {
      const error = refusalOf(caller, operation);
      expect([error?.code, error?.message, error?.headers]).toEqual([
        'NOT_FOUND',
        new ApiError({ code: 'NOT_FOUND' }).message,
        {},
      ]);
    }
  });

  it('keeps test keys from what wants a live one', () => {
    const operation = { scope: 'admin', liveKeyOnly: true } as const;
    expect(refusalOf(callerWith(['admin'], 'test'), operation)?.code).toBe('INSUFFICIENT_PERMISSIONS');
    expect(refusalOf(callerWith(['admin'], 'live'), operation)).toBeNull();
  });
});
