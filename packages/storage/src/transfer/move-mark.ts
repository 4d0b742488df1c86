import { sql, type Kysely } from 'kysely';
import { StorageOpenError } from '../storage-open-error.js';
import type { Tables } from '../tables.js';

/** The setting that marks the target of a move that hasn't ended; its value tells the source. */
export const MOVE_SETTING = 'move_source';

/** Which source an unfinished move into this database came from; null where there is none. */
export async function readMoveMark(db: Kysely<Tables>): Promise<string | null> {
  return readSetting(db, MOVE_SETTING);
}

/** A fact about an installation; null where it isn't known. */
export async function readSetting(db: Kysely<Tables>, name: string): Promise<string | null> {
  const query = db.selectFrom('settings').select('value').where('name', '=', name);
  return (await query.executeTakeFirst())?.value ?? null;
}

/** Marks a database as the target of a move. */
export async function setMoveMark(db: Kysely<Tables>, source: string): Promise<void> {
  await db.insertInto('settings').values({ name: MOVE_SETTING, value: source }).execute();
}

/** Takes the mark away: the move is complete. */
export async function removeMoveMark(db: Kysely<Tables>): Promise<void> {
  await db.deleteFrom('settings').where('name', '=', MOVE_SETTING).execute();
}

/** Leaves the mark out of what is counted, copied and compared. */
export const isNotMoveMark = sql<boolean>`name <> ${sql.lit(MOVE_SETTING)}`;

/** Throws `MOVE_UNFINISHED`: what has arrived so far is not what the source holds. */
export function refuseUnfinishedMove(place: string): never {
  throw new StorageOpenError({
    code: 'MOVE_UNFINISHED',
    place,
    message: `A move into ${place} has not ended: run npm run move again, with the same --from and --to, and it goes on where it stopped.`,
  });
}
