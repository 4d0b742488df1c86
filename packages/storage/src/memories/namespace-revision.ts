import { randomInt } from 'node:crypto';
import { invariant } from '@memory-api/contract';
import type { Kysely } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';

/** How far a write moves the counters of a namespace. */
export type NamespaceStep = {
  /** Rows that the write changes: each gets a revision of its own. */
  readonly revisions: number;
  /** Memories that the write adds. */
  readonly seqs: number;
  /** Live memories gained, or lost where negative. */
  readonly live: number;
  /** The model of a namespace that the write may make: that of the vectors it brings. */
  readonly model?: number;
};

/** The counters after a step: the last revision and the last seq that the write may use. */
export type NamespaceCounters = {
  readonly revision: number;
  readonly seq: number;
  /** The model whose vectors queries compare. */
  readonly model: number;
  /** The model that the namespace is changing to; null: none. */
  readonly nextModel: number | null;
};

/** Moves the counters of a namespace, making it where there is none. */
export type RaiseNamespace = (
  db: Kysely<Tables>,
  tenant: Tenant,
  namespace: string,
  step: NamespaceStep,
) => Promise<NamespaceCounters>;

// For writes that make no namespace.
const FIRST_MODEL = 1;

/** A number that tells one life of a namespace from the next. */
export function createEpoch(): number {
  return randomInt(1, 2 ** 48 - 1);
}

/**
 * Compiles the statement that begins every write to a namespace. The row it changes is locked until
 * the commit: so the order of revisions is the order of commits, which recall relies on.
 */
export function compileRaiseNamespace(db: Kysely<Tables>): RaiseNamespace {
  type Params = Tenant & Required<NamespaceStep> & { namespace: string; epoch: number };
  const raise = compileStatement((p: Params) =>
    db
      .insertInto('namespaces')
      .values({
        org_id: p.orgId,
        environment: p.environment,
        namespace: p.namespace,
        epoch: p.epoch,
        revision: p.revisions,
        purged_below: 0,
        seq: p.seqs,
        live_count: p.live,
        model: p.model,
      })
      .onConflict((conflict) =>
        conflict.columns(['org_id', 'environment', 'namespace']).doUpdateSet((eb) => ({
          revision: eb('namespaces.revision', '+', eb.ref('excluded.revision')),
          seq: eb('namespaces.seq', '+', eb.ref('excluded.seq')),
          live_count: eb('namespaces.live_count', '+', eb.ref('excluded.live_count')),
        })),
      )
      .returning(['revision', 'seq', 'model', 'next_model as nextModel']),
  );
  return async (connection, tenant, namespace, step) => {
    const params = { model: FIRST_MODEL, ...tenant, ...step, namespace, epoch: createEpoch() };
    const [counters] = await raise(connection, params);
    invariant(counters !== undefined, 'an upsert returns its row');
    return counters;
  };
}
