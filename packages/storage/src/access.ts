import type { Environment } from '@memory-api/contract';
import type { Tenant } from './tenant.js';

/**
 * Whose rows statements may touch. Every statement names its tenant itself; an engine with row-level security holds it
 * to that a second time. Two kinds of statement know no tenant: `authentication` finds who a key is by its hash and which
 * plans there are organizations on, and `housekeeping` finds what is due for the sweeper and keeps the facts about the installation.
 */
export type Access =
  | Tenant
  | { readonly orgId: string; readonly environment: Environment | null }
  | 'authentication'
  | 'housekeeping';

/** Access to what belongs to an organization as a whole: its name, its keys, its audit log. */
export function ofOrganization(orgId: string): Access {
  return { orgId, environment: null };
}
