import type { Kysely, Selectable } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import type { Engine } from '../dialects/engine.js';
import { connectionOf } from '../open-transaction.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import type { LimitCount, LimitCountStore } from './limit-count-store.js';

type LimitCountRow = Selectable<Tables['limit_counts']>;

/** Keeps the counts of limits over Kysely. */
export function createLimitCountStore({ builder, locks }: Engine): LimitCountStore {
  const save = compileSave(builder);
  return {
    async hold(tx, tenant, periods) {
      const db = connectionOf(tx, tenant);
      await locks.named(db, `limits ${tenant.orgId} ${tenant.environment}`);
      const rows = await db
        .selectFrom('limit_counts')
        .selectAll()
        .where('org_id', '=', tenant.orgId)
        .where('environment', '=', tenant.environment)
        .where('period', 'in', periods)
        .execute();
      return rows.map(toCount);
    },
    async save(tx, tenant, count) {
      await save(connectionOf(tx, tenant), { ...tenant, ...count });
    },
    async removeEnded(tx, tenant, endedByMs) {
      await connectionOf(tx, tenant)
        .deleteFrom('limit_counts')
        .where('org_id', '=', tenant.orgId)
        .where('environment', '=', tenant.environment)
        .where('ends_at_ms', '<=', endedByMs)
        .execute();
    },
  };
}

function compileSave(db: Kysely<Tables>) {
  return compileStatement((p: Tenant & LimitCount) =>
    db
      .insertInto('limit_counts')
      .values({
        org_id: p.orgId,
        environment: p.environment,
        period: p.period,
        node_id: p.nodeId,
        ends_at_ms: p.endsAtMs,
        requests: p.requests,
        tokens: p.tokens,
        embeddings: p.embeddings,
        reserved: p.reserved,
        reserved_until_ms: p.reservedUntilMs,
      })
      .onConflict((conflict) =>
        conflict.columns(['org_id', 'environment', 'period', 'node_id']).doUpdateSet((eb) => ({
          requests: eb.ref('excluded.requests'),
          tokens: eb.ref('excluded.tokens'),
          embeddings: eb.ref('excluded.embeddings'),
          reserved: eb.ref('excluded.reserved'),
          reserved_until_ms: eb.ref('excluded.reserved_until_ms'),
        })),
      ),
  );
}

function toCount(row: LimitCountRow): LimitCount {
  return {
    period: row.period,
    endsAtMs: row.ends_at_ms,
    nodeId: row.node_id,
    requests: row.requests,
    tokens: row.tokens,
    embeddings: row.embeddings,
    reserved: row.reserved,
    reservedUntilMs: row.reserved_until_ms,
  };
}
