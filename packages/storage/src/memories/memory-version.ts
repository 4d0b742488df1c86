import type { Kysely } from 'kysely';
import { compileStatement } from '../compile-statement.js';
import type { Codec } from '../dialects/engine.js';
import type { Tables } from '../tables.js';
import type { Tenant } from '../tenant.js';
import { toLimit } from '../limit.js';

/** A version to be written of a memory that has just been changed. */
type ContentVersion = Tenant & {
  readonly namespace: string;
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
    /** Copies what a memory is now: within the database, vectors and all. */
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
            ])
            .where('org_id', '=', p.orgId)
            .where('environment', '=', p.environment)
            .where('namespace', '=', p.namespace)
            .where('id', '=', p.id),
        ),
    ),
  };
}
