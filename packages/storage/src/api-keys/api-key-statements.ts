import type { Kysely } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import type { Tables } from '../tables.js';

/** The statements on keys that requests run, compiled once. */
export function compileApiKeyStatements(db: Kysely<Tables>) {
  return {
    /** The one look-up of authentication: by the primary keys of three tables. */
    byHash: compileStatement((p: { keyHash: string }) =>
      db
        .selectFrom('api_key_hashes')
        .innerJoin('api_keys', (join) =>
          join
            .onRef('api_keys.org_id', '=', 'api_key_hashes.org_id')
            .onRef('api_keys.id', '=', 'api_key_hashes.key_id'),
        )
        .innerJoin('organizations', 'organizations.org_id', 'api_key_hashes.org_id')
        .selectAll('api_keys')
        .select([
          'organizations.name as organization_name',
          'organizations.email',
          'organizations.plan_id',
          'organizations.is_active',
          'organizations.is_owner',
          'organizations.created_at_ms as organization_created_at_ms',
          'organizations.next_plan_id',
          'organizations.next_plan_at_ms',
          'organizations.trial_ends_at_ms',
          'organizations.agreement',
          'organizations.is_payment_approved',
        ])
        .where('api_key_hashes.key_hash', '=', p.keyHash),
    ),
    byId: compileStatement((p: { orgId: string; id: string }) =>
      db.selectFrom('api_keys').selectAll().where('org_id', '=', p.orgId).where('id', '=', p.id),
    ),
    /** An older time than the one known changes nothing: nodes write their uses in any order. */
    touch: compileStatement((p: { orgId: string; id: string; atMs: number }) =>
      db
        .updateTable('api_keys')
        .set({ last_used_at_ms: p.atMs })
        .where('org_id', '=', p.orgId)
        .where('id', '=', p.id)
        .where((eb) => eb.or([eb('last_used_at_ms', 'is', null), eb('last_used_at_ms', '<', p.atMs)])),
    ),
    authRevision: compileStatement((_: object) =>
      db.selectFrom('auth_revision').select('revision').where('id', '=', 1),
    ),
  };
}
