import type { Tenant } from '@memory-api/storage';

/** The name of a namespace among all tenants' in this process. None of its parts can hold the separator. */
export function toNamespaceName(tenant: Tenant, namespace: string): string {
  return `${tenant.orgId}\n${tenant.environment}\n${namespace}`;
}

/**
 * Which of `workers` recall workers a namespace belongs to: always the same one, so that its index is held once.
 *
 * FNV-1a over the UTF-16 units of the name.
 */
export function toWorkerNumber(namespaceName: string, workers: number): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < namespaceName.length; place++) {
    hash = Math.imul(hash ^ namespaceName.charCodeAt(place), 0x01000193);
  }
  return (hash >>> 0) % workers;
}
