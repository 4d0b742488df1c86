import type { Kysely } from 'kysely';
import type { Tables } from '../tables.js';
import type { NamespaceScope, Tenant } from '../tenant.js';

/** Which live memories a list or count is about. */
export type MemorySelection = {
  readonly tenant: Tenant;
  /** Not empty. */
  readonly scope: NamespaceScope;
  readonly sessionId: string | undefined;
  readonly nowMs: number;
};

/** The live memories of a selection, before any order or limit. */
export function selectLive(db: Kysely<Tables>, { tenant, scope, sessionId, nowMs }: MemorySelection) {
  return db
    .selectFrom('memories')
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('deleted_at_ms', 'is', null)
    .where((eb) => eb.or([eb('expires_at_ms', 'is', null), eb('expires_at_ms', '>', nowMs)]))
    .$if(scope?.length === 1, (q) => q.where('namespace', '=', scope?.[0] ?? ''))
    .$if(scope !== null && scope.length > 1, (q) => q.where('namespace', 'in', scope ?? []))
    .$if(sessionId !== undefined, (q) => q.where('session_id', '=', sessionId ?? ''));
}
