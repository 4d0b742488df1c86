import type { Kysely } from 'kysely';
import type { Tables } from '../tables.js';

/** Tells everybody who caches keys or organizations that something of them has changed. */
export async function raiseAuthRevision(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable('auth_revision')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', 1)
    .execute();
}
