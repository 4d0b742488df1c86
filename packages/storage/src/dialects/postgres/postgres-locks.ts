import { type SqlBool, sql } from 'kysely';
import type { Locks } from '../engine.js';

/** Advisory locks by name, and the rows of namespaces: both end with the transaction. */
export const postgresLocks: Locks = {
  async named(db, name) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db);
  },
  async namespaces(db, tenant, names) {
    if (names.length === 0) return;
    await db
      .selectFrom('namespaces')
      .select('namespace')
      .where('org_id', '=', tenant.orgId)
      .where('environment', '=', tenant.environment)
      // As one list: a tenant may have more namespaces than a statement takes parameters.
      .where(sql<SqlBool>`namespace = any(${[...names]}::text[])`)
      .orderBy('namespace')
      .forUpdate()
      .execute();
  },
};
