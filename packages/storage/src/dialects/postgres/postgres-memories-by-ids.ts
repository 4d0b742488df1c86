import { sql } from 'kysely';
import { MEMORY_COLUMNS } from '../../memories/memory-row.js';
import type { Engine } from '../engine.js';

/**
 * Looks up each id by itself. Where the planner believes that a namespace holds one memory (without statistics, or with
 * many tenants), it would rather read the whole of it than look up a list: `offset 0` keeps it from turning the look-ups
 * into a join, and the namespace is compared outside of them.
 */
export const postgresMemoriesByIds: Engine['memoriesByIds'] = (db, { tenant, namespace }, ids) =>
  db
    .selectFrom(sql<{ id: string }>`unnest(${[...ids]}::text[])`.as<'wanted'>(sql`wanted(id)`))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('memories')
          .select(MEMORY_COLUMNS)
          .where('org_id', '=', tenant.orgId)
          .where('environment', '=', tenant.environment)
          .whereRef('memories.id', '=', sql`wanted.id collate "C"`)
          .where('deleted_at_ms', 'is', null)
          .offset(sql<number>`0`)
          .as('found'),
      (join) => join.onTrue(),
    )
    .selectAll('found')
    .$if(namespace !== undefined, (query) => query.where('found.namespace', '=', namespace ?? ''))
    .execute();
