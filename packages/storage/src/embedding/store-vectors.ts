import type { Kysely } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import type { Engine } from '../dialects/engine.js';
import type { RaiseNamespace } from '../memories/namespace-revision.js';
import type { Tables, VectorsColumn } from '../tables.js';
import type { Tenant } from '../tenant.js';
import { renewLease } from './embedding-namespaces.js';
import type { EmbeddingChange, LeaseTime, UnembeddedMemory } from './embedding-store.js';

type EmbeddedMemory = Omit<UnembeddedMemory, 'text'> & { readonly values: Int8Array };

type RowVectors = Tenant & {
  readonly namespace: string;
  readonly id: string;
  readonly version: number;
  readonly model: number;
  readonly vectors: VectorsColumn;
};

/** Keeps vectors, as `EmbeddingStore.store`. */
export type StoreVectors = (
  db: Kysely<Tables>,
  change: EmbeddingChange,
  embedded: readonly EmbeddedMemory[],
  time: LeaseTime,
) => Promise<boolean>;

/** Compiles the statements that keep vectors: by the index on the ids of live memories, as all writes to one row. */
export function compileStoreVectors({
  engine: { builder, codec },
  raise,
}: {
  readonly engine: Engine;
  readonly raise: RaiseNamespace;
}): StoreVectors {
  const updateRow = (p: RowVectors) =>
    builder
      .updateTable('memories')
      .where('org_id', '=', p.orgId)
      .where('environment', '=', p.environment)
      .where('id', '=', p.id)
      .where('deleted_at_ms', 'is', null)
      .where('namespace', '=', p.namespace)
      .where('version', '=', p.version);
  // Nobody sees them yet: the row keeps its revision.
  const storeNext = compileStatement((p: RowVectors) =>
    updateRow(p).set({ next_model: p.model, next_vectors: p.vectors }),
  );
  const storeOwn = compileStatement((p: RowVectors & { revision: number }) =>
    updateRow(p).set({
      model: p.model,
      vectors: p.vectors,
      next_model: null,
      next_vectors: null,
      revision: p.revision,
    }),
  );

  return async (db, change, embedded, time) => {
    const { tenant, namespace, model } = change;
    const present = await renewLease(db, change, time);
    if (present === null) return false;
    if (embedded.length === 0) return true;
    const rows = embedded.map(({ id, version, values }) => ({
      ...tenant,
      namespace,
      id,
      version,
      model: model.number,
      vectors: codec.toVectors(values, model.dimensions),
    }));
    if (present.model !== model.number) {
      await Promise.all(rows.map((row) => storeNext(db, row)));
      return true;
    }
    const step = { revisions: rows.length, seqs: 0, live: 0 };
    const { revision } = await raise(db, tenant, namespace, step);
    const first = revision - rows.length + 1;
    await Promise.all(rows.map((row, place) => storeOwn(db, { ...row, revision: first + place })));
    return true;
  };
}
