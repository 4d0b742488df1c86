import type { ProgramEnvironment } from '../dialects/postgres/postgres-programs.js';
import { restorePostgres } from '../dialects/postgres/restore-postgres.js';
import { restoreSqlite } from '../dialects/sqlite/restore-sqlite.js';
import { readBackupEngine } from './backup-file.js';
import type { StorageLocation } from './storage-location.js';
import { TransferError } from './transfer-error.js';

/** What to restore, and where to. */
export type RestoreOptions = {
  /** The place that it goes into; of the engine that the backup is of. */
  readonly location: StorageLocation;
  /** A file of `backupStorage`. */
  readonly path: string;
  /** Whether it may replace what is there. */
  readonly force: boolean;
  /** The environment of the process: `PATH`, `PG_RESTORE` and `PSQL` say where PostgreSQL's programs are. */
  readonly environment: ProgramEnvironment;
};

/**
 * Puts a backup into an empty place, or, forced, into the place of what is there; wholly or not at all. Every index that
 * was built of an earlier state is void from then on.
 *
 * @throws StorageOpenError, TransferError with one line for whoever started it
 */
export async function restoreStorage({ location, path, force, environment }: RestoreOptions): Promise<void> {
  assertSameEngine(path, location);
  if (location.engine === 'sqlite') await restoreSqlite({ path, dataDir: location.dataDir, force });
  else await restorePostgres({ path, adminUrl: location.adminUrl, force, environment });
}

function assertSameEngine(path: string, location: StorageLocation): void {
  const engine = readBackupEngine(path);
  if (engine === location.engine) return;
  const message =
    engine === 'sqlite'
      ? `${path} is a backup of SQLite: restore it without DATABASE_URL, into a DATA_DIR, and bring that into PostgreSQL with npm run move.`
      : `${path} is a backup of PostgreSQL: restore it with DATABASE_URL, into a database, and bring that into a DATA_DIR with npm run move.`;
  throw new TransferError('BACKUP_UNFIT', message);
}
