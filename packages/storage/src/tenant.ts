import type { Environment } from '@memory-api/contract';

/**
 * Whose data a store call touches. The first parameter of every tenant call, and the first columns
 * of every key: a call without it does not compile.
 */
export type Tenant = {
  /** `org_…`. */
  readonly orgId: string;
  /** Live and test are two worlds of one organization. */
  readonly environment: Environment;
};

/** The namespaces that a key may touch; `null` means all of them, an empty list none. */
export type NamespaceScope = readonly string[] | null;

/** Whether a namespace lies within a key's scope. */
export function isInScope(scope: NamespaceScope, namespace: string): boolean {
  return scope === null || scope.includes(namespace);
}

/** The namespaces that a call may see: those of the scope, narrowed to the one it named (if any). */
export function narrowScope(scope: NamespaceScope, namespace: string | undefined): NamespaceScope {
  if (namespace === undefined) return scope;
  return isInScope(scope, namespace) ? [namespace] : [];
}
