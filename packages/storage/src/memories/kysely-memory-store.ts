import { ApiError } from '@memory-api/contract';
import type { Kysely } from 'kysely';
import type { Engine } from '../dialects/engine.js';
import { connectionOf, readerOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import { isInScope, type NamespaceScope, type Tenant } from '../tenant.js';
import { compileNoteStored, toStoredChanges } from '../usage/stored-memories.js';
import { buryMemories } from './bury-memories.js';
import { createMemory } from './create-memory.js';
import { deleteAllMemories } from './delete-all-memories.js';
import { countMemories } from './count-memories.js';
import { listMemories } from './list-memories.js';
import { toMemory } from './memory-row.js';
import { compileMemoryStatements } from './memory-statements.js';
import type { MemoryRecord, MemoryStore } from './memory-store.js';
import { compileVersionStatements } from './memory-version.js';
import type { MemoryWriter } from './memory-writer.js';
import { compileRaiseNamespace } from './namespace-revision.js';
import { unsettleNamespace } from './place-vectors.js';
import { updateMemory } from './update-memory.js';

/** Keeps memories over Kysely. */
export function createMemoryStore(engine: Engine): MemoryStore {
  const { builder, codec, locks } = engine;
  const writer: MemoryWriter = {
    engine,
    raise: compileRaiseNamespace(builder),
    unsettle: unsettleNamespace,
    noteStored: compileNoteStored(builder),
    memories: compileMemoryStatements(builder),
    versions: compileVersionStatements(builder, codec),
  };

  async function find(
    db: Kysely<Tables>,
    tenant: Tenant,
    scope: NamespaceScope,
    key: { readonly id: string; readonly nowMs: number },
  ): Promise<MemoryRecord | null> {
    const { orgId, environment } = tenant;
    const [row] = await writer.memories.byId(db, { orgId, environment, ...key });
    return row === undefined || !isInScope(scope, row.namespace) ? null : toMemory(codec, row);
  }

  /** Finds a memory that nobody else changes until the transaction ends. */
  async function hold(
    db: Kysely<Tables>,
    tenant: Tenant,
    scope: NamespaceScope,
    key: { readonly id: string; readonly nowMs: number },
  ): Promise<MemoryRecord | null> {
    let seen = await find(db, tenant, scope, key);
    while (seen !== null) {
      await locks.namespaces(db, tenant, [seen.namespace]);
      // While the lock was waited for, it may have been changed, or have begun another life elsewhere.
      const present = await find(db, tenant, scope, key);
      if (present === null || present.namespace === seen.namespace) return present;
      seen = present;
    }
    return null;
  }

  return {
    async create(tx, tenant, scope, input) {
      // The caller was told so before; here it is held once more, where the data is.
      const isAllowed = isInScope(scope, input.namespace);
      if (!isAllowed) throw new ApiError({ code: 'INSUFFICIENT_PERMISSIONS' });
      return createMemory(writer, connectionOf(tx, tenant), tenant, input);
    },
    get: (tenant, scope, id, nowMs, options) => find(readerOf(engine, tenant, options), tenant, scope, { id, nowMs }),
    hold: (tx, tenant, scope, id, nowMs) => hold(connectionOf(tx, tenant), tenant, scope, { id, nowMs }),
    async update(tx, tenant, scope, id, change) {
      const db = connectionOf(tx, tenant);
      const present = await hold(db, tenant, scope, { id, nowMs: change.nowMs });
      return present === null ? null : updateMemory(writer, db, tenant, { present, change });
    },
    async delete(tx, tenant, scope, id, { keyId, nowMs }) {
      const db = connectionOf(tx, tenant);
      const present = await hold(db, tenant, scope, { id, nowMs });
      if (present === null) return false;
      const { namespace, expiresAtMs } = present;
      const burial = { tenant, namespace, ids: [id], action: 'delete', keyId, nowMs } as const;
      await buryMemories(db, writer.raise, codec, burial);
      await writer.noteStored(db, tenant, toStoredChanges(nowMs, -1, [expiresAtMs]));
      return true;
    },
    deleteAll: (tx, tenant, scope, options) =>
      deleteAllMemories(writer, connectionOf(tx, tenant), tenant, { scope, ...options }),
    list: (tenant, scope, request) => listMemories(engine, tenant, scope, request),
    count: (tenant, scope, { namespace }, nowMs) =>
      countMemories(engine.reader(tenant), tenant, { scope, namespace, nowMs }),
    async holdCount(tx, tenant, nowMs) {
      const db = connectionOf(tx, tenant);
      await locks.named(db, `memories ${tenant.orgId} ${tenant.environment}`);
      return countMemories(db, tenant, { scope: null, namespace: undefined, nowMs });
    },
  };
}
