import { statSync } from 'node:fs';
import { backupPostgres } from '../dialects/postgres/backup-postgres.js';
import type { ProgramEnvironment } from '../dialects/postgres/postgres-programs.js';
import { backupSqlite } from '../dialects/sqlite/backup-sqlite.js';
import { writeNewFile } from './backup-file.js';
import type { StorageLocation } from './storage-location.js';

/** What to back up, and where to. */
export type BackupOptions = {
  /** What to back up. */
  readonly location: StorageLocation;
  /** A file that isn't there yet. */
  readonly path: string;
  /** The environment of the process: `PATH` and `PG_DUMP` say where PostgreSQL's program is. */
  readonly environment: ProgramEnvironment;
};

/** What was written. */
export type BackupReport = {
  /** Size of the file. */
  readonly bytes: number;
};

/**
 * Writes everything that is kept, as it is at one moment, into a new file; beside a running server, and without holding
 * it up. The file appears once it is whole.
 *
 * @throws StorageOpenError, TransferError with one line for whoever started it
 */
export async function backupStorage({ location, path, environment }: BackupOptions): Promise<BackupReport> {
  await writeNewFile(path, (partial) =>
    location.engine === 'sqlite'
      ? backupSqlite({ dataDir: location.dataDir, file: partial })
      : backupPostgres({ adminUrl: location.adminUrl, file: partial, environment }),
  );
  return { bytes: statSync(path).size };
}
