import type { Kysely } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import type { Codec } from '../dialects/engine.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import { toLimit } from '../limit.js';

/** A version to be written of a memory that has just been changed. */
type ContentVersion = Tenant & {
  readonly id: string;
  readonly action: 'create' | 'update';
  readonly changed: string;
  readonly keyId: string | null;
};

/** Compiles the statements on versions that single writes run. */
export function compileVersionStatements(db: Kysely<Tables>, codec: Codec) {
  return {
    /** The last thing that happened to an id, in whatever namespace. */
    last: compileStatement((p: Tenant & { id: string }) =>
      db
        .selectFrom('memory_versions')
        .select(['version', 'namespace', 'action', 'expires_at_ms'])
        .where('org_id', '=', p.orgId)
        .where('environment', '=', p.environment)
        .where('memory_id', '=', p.id)
        .orderBy('version', 'desc')
        .limit(toLimit(1)),
    ),
    /** Marks the version before the present one as replaced: its retention begins. */
    supersede: compileStatement((p: Tenant & { id: string; version: number; nowMs: number }) =>
      db
        .updateTable('memory_versions')
        .set({ superseded_at_ms: p.nowMs })
        .where('org_id', '=', p.orgId)
        .where('environment', '=', p.environment)
        .where('memory_id', '=', p.id)
        .where('version', '=', p.version),
    ),
    /**
     * Copies what a memory is now: within the database, vectors and all. No row where its id has had a later version
     * meanwhile: where writers don't wait for each other, another one may have lived and ended with the id.
     *
     * By the index on the ids of live memories, and without the namespace: with many tenants PostgreSQL believes that a
     * namespace holds one memory, finds every index that begins with it as good as the primary key, and may read all of
     * the namespace for one.
     */
    write: compileStatement((p: ContentVersion) =>
      db
        .insertInto('memory_versions')
        .columns([
          'org_id',
          'environment',
          'memory_id',
          'version',
          'namespace',
          'action',
          'changed',
          'key_id',
          'at_ms',
          'expires_at_ms',
          'occurred_at_ms',
          'session_id',
          'metadata',
          'text',
          'vectors',
          'model',
        ])
        .expression(
          db
            .selectFrom('memories')
            .select((eb) => [
              'org_id',
              'environment',
              'id',
              'version',
              'namespace',
              eb.val(p.action).as('action'),
              codec.selectJson(p.changed).as('changed'),
              eb.val(p.keyId).as('key_id'),
              'updated_at_ms',
              'expires_at_ms',
              'occurred_at_ms',
              'session_id',
              'metadata',
              'text',
              'vectors',
              'model',
            ])
            .where('org_id', '=', p.orgId)
            .where('environment', '=', p.environment)
            .where('id', '=', p.id)
            .where('deleted_at_ms', 'is', null)
            .where((eb) =>
              eb.not(
                eb.exists(
                  eb
                    .selectFrom('memory_versions')
                    .select('memory_versions.version')
                    .where('memory_versions.org_id', '=', p.orgId)
                    .where('memory_versions.environment', '=', p.environment)
                    .where('memory_versions.memory_id', '=', p.id)
                    .whereRef('memory_versions.version', '>', 'memories.version'),
                ),
              ),
            ),
        )
        .returning('version'),
    ),
  };
}
