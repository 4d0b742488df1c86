import { ApiError } from '@memory-api/contract';
import type { Kysely } from 'kysely';
import type { Codec } from '../dialects/engine.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import type { MemoryChange, MemoryPatch, MemoryRecord, Metadata } from './memory-store.js';
import type { MemoryWriter } from './memory-writer.js';
import { isUnsettling, placeVectors } from './place-vectors.js';

/** A live memory, and what is to become of it. */
export type MemoryUpdate = {
  readonly present: MemoryRecord;
  readonly change: MemoryPatch & MemoryChange;
};

/** Changes a memory and writes its version. Throws `PRECONDITION_FAILED` for another version. */
export async function updateMemory(
  writer: MemoryWriter,
  db: Kysely<Tables>,
  tenant: Tenant,
  { present, change }: MemoryUpdate,
): Promise<MemoryRecord> {
  const { codec } = writer.engine;
  const { id, namespace, version } = present;
  if (change.ifVersion !== undefined && change.ifVersion !== version) {
    throw new ApiError({ code: 'PRECONDITION_FAILED' });
  }
  const step = { revisions: 1, seqs: 0, live: 0 };
  const counters = await writer.raise(db, tenant, namespace, step);
  const next: MemoryRecord = {
    ...present,
    text: change.text ?? present.text,
    metadata: change.metadata ?? present.metadata,
    version: version + 1,
    updatedAtMs: change.nowMs,
    revision: counters.revision,
  };
  const placed = change.vectors === undefined ? null : placeVectors(codec, change.vectors, counters);
  await updateRow(db, tenant, { ...toColumns(codec, next), ...placed }, present);
  if (placed !== null && isUnsettling(placed, counters)) await writer.unsettle(db, tenant, namespace);
  await writer.versions.supersede(db, { ...tenant, id, version, nowMs: change.nowMs });
  const changed = codec.toJson(toChangedFields(codec, present, next));
  const { keyId } = change;
  await writer.versions.write(db, { ...tenant, id, action: 'update', changed, keyId });
  return { ...next, metadata: codec.fromJson(codec.toJson(next.metadata)) as Metadata };
}

async function updateRow(
  db: Kysely<Tables>,
  tenant: Tenant,
  columns: Partial<Tables['memories']>,
  { id }: MemoryRecord,
): Promise<void> {
  // By the index on the ids of live memories: see `memory-version.ts`.
  await db
    .updateTable('memories')
    .set(columns)
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('id', '=', id)
    .where('deleted_at_ms', 'is', null)
    .execute();
}

function toColumns(codec: Codec, next: MemoryRecord): Partial<Tables['memories']> {
  return {
    text: next.text,
    metadata: codec.toJson(next.metadata),
    version: next.version,
    revision: next.revision,
    updated_at_ms: next.updatedAtMs,
  };
}

function toChangedFields(codec: Codec, before: MemoryRecord, after: MemoryRecord): string[] {
  const isTextNew = before.text !== after.text;
  const isMetadataNew = codec.toJson(before.metadata) !== codec.toJson(after.metadata);
  return [...(isTextNew ? ['text'] : []), ...(isMetadataNew ? ['metadata'] : [])];
}
