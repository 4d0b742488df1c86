import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.js';
import { narrowScope, type NamespaceScope, type Tenant } from '../tenant.js';
import { type MemorySelection, selectLive } from './memory-selection.js';

/** How many live memories there are: the counters of the namespaces, less what expired unswept. */
export async function countMemories(
  db: Kysely<Tables>,
  tenant: Tenant,
  options: {
    readonly scope: NamespaceScope;
    readonly namespace: string | undefined;
    readonly nowMs: number;
  },
): Promise<number> {
  const scope = narrowScope(options.scope, options.namespace);
  if (scope?.length === 0) return 0;
  const counted = db
    .selectFrom('namespaces')
    .select(({ fn }) => sql<number>`cast(coalesce(${fn.sum('live_count')}, 0) as bigint)`.as('live'))
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .$if(scope !== null, (q) => q.where('namespace', 'in', scope ?? []));
  const expired = db
    .selectFrom('memories')
    .select(({ fn }) => fn.countAll<number>().as('expired'))
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('deleted_at_ms', 'is', null)
    .where('expires_at_ms', '<=', options.nowMs)
    .$if(scope !== null, (q) => q.where('namespace', 'in', scope ?? []));
  const query = db.selectNoFrom([counted.as('live'), expired.as('expired')]);
  const { live, expired: gone } = await query.executeTakeFirstOrThrow();
  return Number(live) - Number(gone);
}

/** How many live memories a selection has. */
export async function countSelection(db: Kysely<Tables>, selection: MemorySelection): Promise<number> {
  const { tenant, scope, sessionId, nowMs } = selection;
  if (sessionId === undefined) {
    return countMemories(db, tenant, { scope, namespace: undefined, nowMs });
  }
  const query = selectLive(db, selection).select(({ fn }) => fn.countAll<number>().as('total'));
  const { total } = await query.executeTakeFirstOrThrow();
  return Number(total);
}
