import type { Kysely } from 'kysely';
import type { Tables } from '../tables.js';
import { narrowScope, type NamespaceScope, type Tenant } from '../tenant.js';
import { toStoredChanges } from '../usage/stored-memories.js';
import { MAX_BURIED, buryMemories } from './bury-memories.js';
import type { MemoryChange } from './memory-store.js';
import type { MemoryWriter } from './memory-writer.js';
import { toLimit } from '../limit.js';

/** What to delete, by whom and when. */
export type DeleteAll = MemoryChange & {
  readonly scope: NamespaceScope;
  readonly namespace?: string | undefined;
};

/**
 * Deletes the live memories of a scope in one transaction, in pieces that let other work of the
 * process go on in between. Returns how many there were.
 */
export async function deleteAllMemories(
  writer: MemoryWriter,
  db: Kysely<Tables>,
  tenant: Tenant,
  request: DeleteAll,
): Promise<number> {
  const names = await findNamespaces(db, tenant, narrowScope(request.scope, request.namespace));
  await writer.engine.locks.namespaces(db, tenant, names);
  let count = 0;
  for (const namespace of names) {
    count += await emptyNamespace(writer, db, tenant, { ...request, namespace });
  }
  return count;
}

async function findNamespaces(
  db: Kysely<Tables>,
  { orgId, environment }: Tenant,
  scope: NamespaceScope,
): Promise<string[]> {
  if (scope?.length === 0) return [];
  const rows = await db
    .selectFrom('namespaces')
    .select('namespace')
    .where('org_id', '=', orgId)
    .where('environment', '=', environment)
    .where('live_count', '>', 0)
    .$if(scope !== null, (q) => q.where('namespace', 'in', scope ?? []))
    .orderBy('namespace')
    .execute();
  return rows.map(({ namespace }) => namespace);
}

async function emptyNamespace(
  { engine, raise, noteStored }: MemoryWriter,
  db: Kysely<Tables>,
  tenant: Tenant,
  { namespace, keyId, nowMs }: DeleteAll & { readonly namespace: string },
): Promise<number> {
  let count = 0;
  let live = await findLive(db, tenant, { namespace, nowMs, afterId: '' });
  while (live.length > 0) {
    const ids = live.map(({ id }) => id);
    const burial = { tenant, namespace, ids, action: 'delete', keyId, nowMs } as const;
    await buryMemories(db, raise, engine.codec, burial);
    const expiries = live.map(({ expires_at_ms: expiresAtMs }) => expiresAtMs);
    await noteStored(db, tenant, toStoredChanges(nowMs, -ids.length, expiries));
    count += ids.length;
    await engine.pause();
    live = await findLive(db, tenant, { namespace, nowMs, afterId: ids.at(-1) ?? '' });
  }
  return count;
}

async function findLive(
  db: Kysely<Tables>,
  { orgId, environment }: Tenant,
  place: { readonly namespace: string; readonly nowMs: number; readonly afterId: string },
): Promise<readonly Pick<Tables['memories'], 'id' | 'expires_at_ms'>[]> {
  // By the primary key: the id to go on from keeps a piece from passing over the tombstones again.
  return db
    .selectFrom('memories')
    .select(['id', 'expires_at_ms'])
    .where('org_id', '=', orgId)
    .where('environment', '=', environment)
    .where('namespace', '=', place.namespace)
    .where('id', '>', place.afterId)
    .where('deleted_at_ms', 'is', null)
    .where((eb) => eb.or([eb('expires_at_ms', 'is', null), eb('expires_at_ms', '>', place.nowMs)]))
    .orderBy('id')
    .limit(toLimit(MAX_BURIED))
    .execute();
}
