import { ApiError, hasScope, invariant, type Operation } from '@memory-api/contract';
import { CHALLENGE } from './authenticator.js';
import type { Caller } from './request-context.js';
import { createCheckStep, type Step } from './step.js';

/**
 * Whether the caller's key may use an operation, by the one table that maps operations to scopes.
 *
 * @throws ApiError INSUFFICIENT_PERMISSIONS, with the challenge of RFC 6750 section 3.1; NOT_FOUND for what only the
 *   operator may do
 */
export function requireScope(caller: Caller, operation: Pick<Operation, 'scope' | 'liveKeyOnly'>) {
  const { scope: needed, liveKeyOnly } = operation;
  const { scopes, environment } = caller.key;
  if (needed === 'operator') {
    if (!mayOperate(caller)) throw new ApiError({ code: 'NOT_FOUND' });
    return;
  }
  if (needed !== null && needed !== 'any' && !hasScope(scopes, needed)) {
    throw new ApiError({
      code: 'INSUFFICIENT_PERMISSIONS',
      message: `This needs a key with the scope ${needed}.`,
      details: { required_scopes: [needed], your_scopes: scopes },
      headers: { 'www-authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${needed}"` },
    });
  }
  if (liveKeyOnly === true && environment !== 'live') {
    throw new ApiError({
      code: 'INSUFFICIENT_PERMISSIONS',
      message: 'This needs a live key: a test key sees the sandbox only.',
      details: {
        required_scopes: needed === null || needed === 'any' ? [] : [needed],
        your_scopes: scopes,
        required_environment: 'live',
      },
    });
  }
}

/** Whether somebody runs this server: to anybody else, what is for him isn't there. */
export function mayOperate({ key, namespaces }: Pick<Caller, 'key' | 'namespaces'>): boolean {
  return hasScope(key.scopes, 'operator') && key.environment === 'live' && namespaces === null;
}

/** Step: the scope of the operation, still before the body is read. */
export function createScopeStep(operation: Operation): Step {
  return createCheckStep(({ scope }) => {
    invariant(scope.caller !== null, 'authentication comes before the scope');
    requireScope(scope.caller, operation);
  });
}
