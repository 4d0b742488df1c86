import { invariant } from '@memory-api/contract';
import type { Kysely } from 'kysely';
import type { Codec } from '../dialects/engine.js';
import type { ModelVectors } from '../embedding/embedding-store.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import type { NamespaceCounters } from './namespace-revision.js';

/** The vectors of a row, each beside its model. */
type PlacedVectors = Pick<Tables['memories'], 'model' | 'vectors' | 'next_model' | 'next_vectors'>;

/** The models of a namespace, as the write that locked its row has found them. */
type NamespaceModels = Pick<NamespaceCounters, 'model' | 'nextModel'>;

/** The vectors that count where nothing is known of a namespace. */
export function firstOf(vectors: readonly ModelVectors[]): ModelVectors {
  const [first] = vectors;
  invariant(first !== undefined, 'a text has vectors of one model at least');
  return first;
}

/**
 * Puts vectors where they belong: those of the namespace's model first, those of the model that it changes to beside
 * them. Where none are of its model the first are kept: a reader takes vectors of the namespace's model and no others.
 */
export function placeVectors(
  codec: Codec,
  vectors: readonly ModelVectors[],
  { model, nextModel }: NamespaceModels,
): PlacedVectors {
  const own = vectors.find((one) => one.model.number === model) ?? firstOf(vectors);
  const next = vectors.find((one) => one !== own && one.model.number === nextModel);
  return {
    model: own.model.number,
    vectors: codec.toVectors(own.values, own.model.dimensions),
    next_model: next?.model.number ?? null,
    next_vectors: next === undefined ? null : codec.toVectors(next.values, next.model.dimensions),
  };
}

/** Whether a row lacks vectors in a namespace that would pass for finished. */
export function isUnsettling(placed: Pick<PlacedVectors, 'model'>, { model, nextModel }: NamespaceModels): boolean {
  return nextModel === null && placed.model !== model;
}

/** Has a namespace looked through by whoever has its model. */
export type UnsettleNamespace = (db: Kysely<Tables>, tenant: Tenant, namespace: string) => Promise<void>;

/** Marks a namespace as one where vectors are missing. */
export const unsettleNamespace: UnsettleNamespace = async (db, { orgId, environment }, namespace) => {
  await db
    .updateTable('namespaces')
    .set((eb) => ({ next_model: eb.ref('model') }))
    .where('org_id', '=', orgId)
    .where('environment', '=', environment)
    .where('namespace', '=', namespace)
    .execute();
};
