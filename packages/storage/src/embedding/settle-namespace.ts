import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import { createEpoch } from '../memories/namespace-revision.js';
import { toLimit } from '../limit.js';
import type { Tables } from '../tables.js';
import { changeNamespace, renewLease } from './embedding-namespaces.js';
import type { EmbeddingChange, LeaseTime, UnembeddedPage } from './embedding-store.js';

type MemoryExpressions = ExpressionBuilder<Tables, 'memories'>;
type Place = { readonly after: number; readonly limit: number };

/** A live memory without vectors of a model, neither in their own place nor in that of the next. */
function isUnembedded(eb: MemoryExpressions, { model: { number } }: EmbeddingChange): Expression<SqlBool> {
  return eb.and([
    eb('deleted_at_ms', 'is', null),
    eb('model', '<>', number),
    eb.or([eb('next_model', 'is', null), eb('next_model', '<>', number)]),
  ]);
}

/** Rows of the namespace of a change behind a revision, by the index on revisions. */
function selectBehind(db: Kysely<Tables>, { tenant, namespace }: EmbeddingChange, after: number) {
  return db
    .selectFrom('memories')
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('namespace', '=', namespace)
    .where('revision', '>', after)
    .orderBy('revision');
}

/** As `EmbeddingStore.page`. */
export async function readUnembedded(
  db: Kysely<Tables>,
  change: EmbeddingChange,
  { after, limit }: Place,
): Promise<UnembeddedPage> {
  const rows = await selectBehind(db, change, after)
    .select((eb) => [
      'id',
      'version',
      'revision',
      'deleted_at_ms',
      eb.case().when(isUnembedded(eb, change)).then(eb.ref('text')).end().as('unembedded'),
    ])
    .limit(toLimit(limit))
    .execute();
  const live = rows.filter((row) => row.deleted_at_ms === null);
  const memories = live.flatMap(({ id, version, unembedded: text }) => (text === null ? [] : [{ id, version, text }]));
  return {
    memories,
    embedded: live.length - memories.length,
    upTo: rows.at(-1)?.revision ?? after,
    more: rows.length === limit,
  };
}

async function isComplete(db: Kysely<Tables>, change: EmbeddingChange, after: number): Promise<boolean> {
  const left = await selectBehind(db, change, after)
    .select('id')
    .where((eb) => isUnembedded(eb, change))
    .limit(toLimit(1))
    .execute();
  return left.length === 0;
}

/** As `EmbeddingStore.settle`. The lock of the lease keeps writers out between the look and the change. */
export async function settleNamespace(
  db: Kysely<Tables>,
  change: EmbeddingChange,
  after: number,
  time: LeaseTime,
): Promise<boolean | null> {
  const present = await renewLease(db, change, time);
  if (present === null) return null;
  if (!(await isComplete(db, change, after))) return false;
  if (present.model === change.model.number) return true;
  await changeNamespace(db, change).set({ model: change.model.number, epoch: createEpoch() }).execute();
  return true;
}

/** As `EmbeddingStore.tidy`. What a reader sees of a row stays the same, so it keeps its revision. */
export async function tidyRows(
  db: Kysely<Tables>,
  change: EmbeddingChange,
  { after, limit, ...time }: LeaseTime & Place,
): Promise<Omit<UnembeddedPage, 'memories' | 'embedded'> | null> {
  if ((await renewLease(db, change, time)) === null) return null;
  const rows = await selectBehind(db, change, after).select('revision').limit(toLimit(limit)).execute();
  const upTo = rows.at(-1)?.revision ?? after;
  const range = { after, upTo };
  await updateRange(db, change, range)
    .set((eb) => ({
      model: change.model.number,
      vectors: sql`${eb.ref('next_vectors')}`,
      next_model: null,
      next_vectors: null,
    }))
    .where('model', '<>', change.model.number)
    .where('next_model', '=', change.model.number)
    .execute();
  await updateRange(db, change, range)
    .set({ next_model: null, next_vectors: null })
    .where('next_model', 'is not', null)
    .execute();
  return { upTo, more: rows.length === limit };
}

function updateRange(
  db: Kysely<Tables>,
  { tenant, namespace }: EmbeddingChange,
  { after, upTo }: { readonly after: number; readonly upTo: number },
) {
  return db
    .updateTable('memories')
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('namespace', '=', namespace)
    .where('revision', '>', after)
    .where('revision', '<=', upTo);
}

/** As `EmbeddingStore.release`. */
export async function releaseNamespace(
  db: Kysely<Tables>,
  change: EmbeddingChange,
  after: number,
  time: LeaseTime,
): Promise<boolean | null> {
  if ((await renewLease(db, change, time)) === null) return null;
  if (!(await isComplete(db, change, after))) return false;
  await changeNamespace(db, change).set({ next_model: null, lease: null, leased_until_ms: null }).execute();
  return true;
}
