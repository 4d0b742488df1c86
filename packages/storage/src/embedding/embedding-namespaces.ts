import { type ExpressionBuilder, type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { Engine } from '../dialects/engine.js';
import { toLimit } from '../limit.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import type {
  EmbeddingChange,
  EmbeddingModel,
  EmbeddingProgress,
  LeaseTime,
  NamespaceModels,
} from './embedding-store.js';

type NamespaceExpressions = ExpressionBuilder<Tables, 'namespaces'>;

/** The models that have a number. */
export function selectModels(db: Kysely<Tables>) {
  return db.selectFrom('embedding_models').select(['number', 'name', 'dimensions']).orderBy('number');
}

/** A namespace that has another model, or is on its way to one. Two ranges: no index is read for what differs. */
function isUnsettled(eb: NamespaceExpressions, { number }: EmbeddingModel): Expression<SqlBool> {
  return eb.or([eb('model', '<', number), eb('model', '>', number), eb('next_model', 'is not', null)]);
}

function isFree(eb: NamespaceExpressions, lease: string, nowMs: number): Expression<SqlBool> {
  return eb.or([eb('leased_until_ms', 'is', null), eb('leased_until_ms', '<=', nowMs), eb('lease', '=', lease)]);
}

/** As `EmbeddingStore.findUnsettled`: like the sweeper, it looks for what is due, whoever it belongs to. */
export async function findUnsettled(
  db: Kysely<Tables>,
  model: EmbeddingModel,
  { lease, nowMs, limit }: { readonly lease: string; readonly nowMs: number; readonly limit: number },
): Promise<{ readonly tenant: Tenant; readonly namespace: string }[]> {
  const rows = await db
    .selectFrom('namespaces')
    .select(['org_id as orgId', 'environment', 'namespace'])
    .where((eb) => isUnsettled(eb, model))
    .where((eb) => isFree(eb, lease, nowMs))
    .limit(toLimit(limit))
    .execute();
  return rows.map(({ namespace, ...tenant }) => ({ tenant, namespace }));
}

// A millisecond or two on SQLite.
const PIECE_NAMESPACES = 2000;

/** As `EmbeddingStore.progress`. */
export async function readProgress(engine: Engine, { number }: EmbeddingModel): Promise<EmbeddingProgress> {
  const progress = { memories: 0, memoriesLeft: 0, namespacesLeft: 0 };
  let last: { org_id: string; environment: string; namespace: string } | undefined;
  do {
    const { org_id: orgId = '', environment = '', namespace = '' } = last ?? {};
    const rows = await engine
      .reader('housekeeping')
      .selectFrom('namespaces')
      .select(['org_id', 'environment', 'namespace', 'live_count', 'model', 'next_model'])
      .where(sql<SqlBool>`(org_id, environment, namespace) > (${orgId}, ${environment}, ${namespace})`)
      .orderBy('org_id')
      .orderBy('environment')
      .orderBy('namespace')
      .limit(toLimit(PIECE_NAMESPACES))
      .execute();
    for (const row of rows) {
      const isLeft = row.model !== number || row.next_model !== null;
      progress.memories += row.live_count;
      progress.memoriesLeft += isLeft ? row.live_count : 0;
      progress.namespacesLeft += isLeft ? 1 : 0;
    }
    last = rows.length < PIECE_NAMESPACES ? undefined : rows.at(-1);
    await engine.pause();
  } while (last !== undefined);
  return progress;
}

/** The row of the namespace of a change, for one statement in its transaction. */
export function changeNamespace(
  db: Kysely<Tables>,
  { tenant, namespace }: Pick<EmbeddingChange, 'tenant' | 'namespace'>,
) {
  return db
    .updateTable('namespaces')
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .where('namespace', '=', namespace);
}

/** As `EmbeddingStore.claim`. */
export async function claimNamespace(
  db: Kysely<Tables>,
  change: EmbeddingChange,
  { nowMs, untilMs }: LeaseTime,
): Promise<boolean> {
  const { model, lease } = change;
  const claimed = await changeNamespace(db, change)
    .set({ next_model: model.number, lease, leased_until_ms: untilMs })
    .where((eb) => isUnsettled(eb, model))
    .where((eb) => isFree(eb, lease, nowMs))
    .returning('model')
    .execute();
  return claimed.length > 0;
}

/**
 * Renews a lease, and with it locks the namespace against other writers until the transaction ends. Gives its models;
 * null where somebody else has it, it changes to another model, or it is gone.
 */
export async function renewLease(
  db: Kysely<Tables>,
  change: EmbeddingChange,
  { untilMs }: LeaseTime,
): Promise<NamespaceModels | null> {
  const [renewed] = await changeNamespace(db, change)
    .set({ leased_until_ms: untilMs })
    .where('lease', '=', change.lease)
    .where('next_model', '=', change.model.number)
    .returning(['model', 'next_model as nextModel'])
    .execute();
  return renewed ?? null;
}
