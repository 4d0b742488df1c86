import type { Kysely } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import { MEMORY_COLUMNS } from './memory-row.js';

type NewMemory = Tables['memories'];

/** The statements on memories that single reads and writes run, compiled once. */
export function compileMemoryStatements(db: Kysely<Tables>) {
  return {
    /** By the index on the ids of live memories. */
    byId: compileStatement((p: Tenant & { id: string; nowMs: number }) =>
      db
        .selectFrom('memories')
        .select(MEMORY_COLUMNS)
        .where('org_id', '=', p.orgId)
        .where('environment', '=', p.environment)
        .where('id', '=', p.id)
        .where('deleted_at_ms', 'is', null)
        .where((eb) => eb.or([eb('expires_at_ms', 'is', null), eb('expires_at_ms', '>', p.nowMs)])),
    ),
    /** Adds a memory, or takes the place of its own tombstone. No row where a live one has the id. */
    insert: compileStatement((row: NewMemory) =>
      db
        .insertInto('memories')
        .values(toValues(row))
        .onConflict((conflict) =>
          conflict
            .columns(['org_id', 'environment', 'namespace', 'id'])
            .doUpdateSet(toValues(row))
            .where('memories.deleted_at_ms', 'is not', null),
        )
        .returning('id'),
    ),
  };
}

// Named one by one: the placeholders of a compiled statement have no fields to spread.
function toValues(row: NewMemory): NewMemory {
  return {
    org_id: row.org_id,
    environment: row.environment,
    namespace: row.namespace,
    id: row.id,
    version: row.version,
    seq: row.seq,
    revision: row.revision,
    created_at_ms: row.created_at_ms,
    updated_at_ms: row.updated_at_ms,
    deleted_at_ms: null,
    expires_at_ms: row.expires_at_ms,
    occurred_at_ms: row.occurred_at_ms,
    session_id: row.session_id,
    metadata: row.metadata,
    text: row.text,
    vectors: row.vectors,
    model: row.model,
    next_model: row.next_model,
    next_vectors: row.next_vectors,
  };
}
