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
     * change it is one row whose memory is null. By the index on (tenant, namespace, revision).
     */
    changesSince: compileStatement((p: Params) => {
      const sinceRevision = sql<number>`case
        when namespaces.epoch = ${p.epoch} and namespaces.revision >= ${p.revision}
          and (namespaces.purged_below <= ${p.revision} or namespaces.purged_below = ${p.purgedBelow})
        then ${p.revision} else -1 end`;
      return db
        .selectFrom('namespaces')
        .leftJoin('memories', (join) =>
          join
            .on('memories.org_id', '=', p.orgId)
            .on('memories.environment', '=', p.environment)
            .on('memories.namespace', '=', p.namespace)
            .on('memories.revision', '>', sinceRevision),
        )
        .select([
          'namespaces.epoch',
          'namespaces.revision as namespace_revision',
          'namespaces.purged_below',
          sinceRevision.as('since_revision'),
          'memories.id',
          'memories.revision',
          'memories.seq',
          'memories.created_at_ms',
          'memories.updated_at_ms',
          'memories.deleted_at_ms',
          'memories.expires_at_ms',
          'memories.occurred_at_ms',
          'memories.session_id',
          'memories.metadata',
          'memories.text',
          // Null only where the join found no memory.
          codec.selectVectors('memories.vectors').$castTo<VectorsColumn | null>().as('vectors'),
        ])
        .where('namespaces.org_id', '=', p.orgId)
        .where('namespaces.environment', '=', p.environment)
        .where('namespaces.namespace', '=', p.namespace)
        .orderBy('memories.revision')
        .limit(toLimit(p.limit));
    }),
  };
}
