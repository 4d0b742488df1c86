import type { Environment } from '@memory-api/contract';
import type { Tenant } from './tenant.js';

/**
 * Whose rows statements may touch. Every statement names its tenant itself; an engine with row-level security holds it
 * to that a second time. Three kinds of statement know no tenant: `authentication` finds who a key is by its hash and
 * which plans there are organizations on, `metering` adds the ledger's rows of many tenants in one commit and sees none of
 * them, and `housekeeping` finds what is due for the sweeper and keeps the facts about the installation.
 */
export type Access =
  | Tenant
  | { readonly orgId: string; readonly environment: Environment | null }
  | 'authentication'
  | 'metering'
  | 'housekeeping';

/** Access to what belongs to an organization as a whole: its name, its keys, its audit log. */
export function ofOrganization(orgId: string): Access {
  return { orgId, environment: null };
}
