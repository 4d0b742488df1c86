import { type Kysely, sql } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import type { Codec } from '../dialects/engine.js';
import type { Tables, VectorsColumn } from '../tables.js';
import type { Tenant } from '../tenant.js';
import type { RecallPosition } from './recall-source.js';
import { toLimit } from '../limit.js';

/** The statements of recall, compiled once. */
export function compileRecallStatements(db: Kysely<Tables>, codec: Codec) {
  type Params = Tenant & RecallPosition & { namespace: string; limit: number };
  return {
    /** Half the work of the statement below, for the case that nothing has changed. */
    state: compileStatement((p: Tenant & { namespace: string }) =>
      db
        .selectFrom('namespaces')
        .select(['epoch', 'revision', 'purged_below as purgedBelow'])
        .where('org_id', '=', p.orgId)
        .where('environment', '=', p.environment)
        .where('namespace', '=', p.namespace),
    ),
    /**
     * The row of a namespace joined with the memories changed since: one statement, so that both
     * are of one snapshot on every engine. Where the copy is void it begins from nothing. With no
     * change it is one row whose memory is null. The memories are chosen by themselves, walking the index on
     * (tenant, namespace, revision): joined first, PostgreSQL sorted all that follow for every page. The join may
     * hand them on in any order. Of vectors it reads those of the namespace's own model, and no others.
     */
    changesSince: compileStatement((p: Params) => {
      // The cast tells PostgreSQL that a revision has 64 bits.
      const sinceRevision = sql<number>`case
        when epoch = ${p.epoch} and revision >= ${p.revision}
          and (purged_below <= ${p.revision} or purged_below = ${p.purgedBelow})
        then cast(${p.revision} as bigint) else -1 end`;
      const vectorsOfNamespace = sql<VectorsColumn | null>`case (select model from known)
        when memories.model then vectors when next_model then next_vectors end`;
      return db
        .with('known', (qb) =>
          qb
            .selectFrom('namespaces')
            .leftJoin('embedding_models', 'embedding_models.number', 'namespaces.model')
            .select(['epoch', 'revision as namespace_revision', 'purged_below', 'namespaces.model', 'dimensions'])
            .select(sinceRevision.as('since_revision'))
            .where('org_id', '=', p.orgId)
            .where('environment', '=', p.environment)
            .where('namespace', '=', p.namespace),
        )
        .selectFrom('known')
        .leftJoin(
          (qb) =>
            qb
              .selectFrom('memories')
              .select(CHANGED_COLUMNS)
              .select(codec.selectVectors(vectorsOfNamespace).as('vectors'))
              .where('org_id', '=', p.orgId)
              .where('environment', '=', p.environment)
              .where('namespace', '=', p.namespace)
              .where('revision', '>', (eb) => eb.selectFrom('known').select('since_revision'))
              .orderBy('revision')
              .limit(toLimit(p.limit))
              .as('changed'),
          (join) => join.onTrue(),
        )
        .selectAll('known')
        .selectAll('changed');
    }),
  };
}

/** What an index keeps of a memory, beside its vectors. */
const CHANGED_COLUMNS = [
  'id',
  'revision',
  'seq',
  'created_at_ms',
  'updated_at_ms',
  'deleted_at_ms',
  'expires_at_ms',
  'occurred_at_ms',
  'session_id',
  'metadata',
  'text',
] as const;
