import { MEMORY_COLUMNS } from '../../memories/memory-row.js';
import type { Engine } from '../engine.js';

/** Looks up each id of the list by the index on the primary key, or on the ids of live memories. */
export const sqliteMemoriesByIds: Engine['memoriesByIds'] = (db, { tenant, namespace }, ids) =>
  db
    .selectFrom('memories')
    .select(MEMORY_COLUMNS)
    .where('org_id', '=', tenant.orgId)
    .where('environment', '=', tenant.environment)
    .$if(namespace !== undefined, (query) => query.where('namespace', '=', namespace ?? ''))
    .where('id', 'in', ids)
    .where('deleted_at_ms', 'is', null)
    .execute();
