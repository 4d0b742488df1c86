import { ApiError, invariant, type Operation } from '@memory-api/contract';
import type { Caller } from './request-context.js';
import { createCheckStep, type Step } from './step.js';

/**
 * Whether the caller's key reaches a namespace that the request names.
 *
 * @throws ApiError INSUFFICIENT_PERMISSIONS
 */
export function requireNamespace(caller: Caller, namespace: string, { scope }: Pick<Operation, 'scope'>): void {
  if (caller.namespaces === null || caller.namespaces.includes(namespace)) return;
  throw new ApiError({
    code: 'INSUFFICIENT_PERMISSIONS',
    message: 'The key is held to other namespaces than the one of this request.',
    details: {
      required_scopes: scope === null ? [] : [scope],
      your_scopes: caller.key.scopes,
      your_namespaces: caller.namespaces,
    },
  });
}

/**
 * Step: the namespace that a request names, or falls to by its schema's default. Null where an
 * operation names none: what it reaches is then decided by the store call's parameter.
 */
export function createNamespaceStep(operation: Operation): Step | null {
  const inBody = findProperty(operation.body, 'namespace');
  const inQuery = findProperty(operation.query, 'namespace');
  if (inBody === undefined && inQuery === undefined) return null;
  return createCheckStep(({ scope, body, query }) => {
    invariant(scope.caller !== null, 'authentication comes before the namespace');
    const named = readText(body, 'namespace') ?? readText(query, 'namespace');
    const namespace = named ?? readText(inBody, 'default') ?? readText(inQuery, 'default');
    if (namespace !== null) requireNamespace(scope.caller, namespace, operation);
  });
}

function findProperty(schema: unknown, name: string): unknown {
  const properties = readField(schema, 'properties');
  return properties === undefined ? undefined : readField(properties, name);
}

function readText(value: unknown, name: string): string | null {
  const field = readField(value, name);
  return typeof field === 'string' ? field : null;
}

function readField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
