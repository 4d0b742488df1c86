import type { Selectable } from 'kysely';
import type { Codec } from '../dialects/engine.js';
import type { Tables } from '../tables.js';
import type { MemoryRecord, Metadata } from './memory-store.js';

/** What is selected of `memories` for a record: everything but vectors and tenant. */
export const MEMORY_COLUMNS = [
  'memories.id',
  'memories.namespace',
  'memories.version',
  'memories.seq',
  'memories.revision',
  'memories.created_at_ms',
  'memories.updated_at_ms',
  'memories.expires_at_ms',
  'memories.occurred_at_ms',
  'memories.session_id',
  'memories.metadata',
  'memories.text',
] as const;

/** A row of `memories`, as selected by `MEMORY_COLUMNS`. */
export type MemoryRow = Pick<
  Selectable<Tables['memories']>,
  (typeof MEMORY_COLUMNS)[number] extends `memories.${infer Column}` ? Column : never
>;

/** Maps a row of `memories` to its domain object. */
export function toMemory(codec: Codec, row: MemoryRow): MemoryRecord {
  return {
    id: row.id,
    namespace: row.namespace,
    text: row.text,
    metadata: codec.fromJson(row.metadata) as Metadata,
    sessionId: row.session_id,
    occurredAtMs: row.occurred_at_ms,
    expiresAtMs: row.expires_at_ms,
    version: row.version,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    seq: row.seq,
    revision: row.revision,
  };
}
