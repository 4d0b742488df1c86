import type Database from 'better-sqlite3';
import { StorageOpenError } from '../../storage-open-error.js';
import { MOVE_SETTING, refuseUnfinishedMove } from '../../transfer/move-mark.js';
import { latestVersion, type Migration } from '../migration.js';
import { readSchemaVersion } from './migrate-sqlite.js';

/** What to check a database for: `current` refuses an older one too, for who may not migrate it. */
export type SchemaCheck = {
  readonly dataDir: string;
  readonly database: Database.Database;
  readonly migrations: readonly Migration[];
};

/** Throws `SCHEMA_NEWER` where a newer program has migrated the database. */
export function assertNotNewer({ dataDir, database, migrations }: SchemaCheck): void {
  const version = readSchemaVersion(database);
  const known = latestVersion(migrations);
  if (version <= known) return;
  throw new StorageOpenError({
    code: 'SCHEMA_NEWER',
    place: dataDir,
    message: `The data directory ${dataDir} has schema ${version}, made by a newer version of Memory API; this one knows up to ${known}: start the newer version.`,
  });
}

/** Throws `SCHEMA_OLDER` where a server has yet to migrate the database, `SCHEMA_NEWER` as above. */
export function assertCurrent(check: SchemaCheck): void {
  assertNotNewer(check);
  const version = readSchemaVersion(check.database);
  const known = latestVersion(check.migrations);
  if (version === known) return;
  throw new StorageOpenError({
    code: 'SCHEMA_OLDER',
    place: check.dataDir,
    message: `The data directory ${check.dataDir} has schema ${version}, and this version of Memory API wants ${known}: start the server once, it upgrades the directory.`,
  });
}

/** Throws `MOVE_UNFINISHED` where a move into the directory was interrupted: it holds some of the rows only. */
export function assertNoMove({ dataDir, database }: Pick<SchemaCheck, 'dataDir' | 'database'>): void {
  if (readSchemaVersion(database) === 0) return;
  const mark = database.prepare('select value from settings where name = ?').get(MOVE_SETTING);
  if (mark !== undefined) refuseUnfinishedMove(`the data directory ${dataDir}`);
}
