import {
  openPostgresStorage,
  openSqliteStorage,
  type PostgresLocation,
  type RecallSourceLocation,
  type Storage,
  type StorageLogger,
} from '@memory-api/storage';
import type { Config, DatabaseConfig } from './config.js';
import { makeDataDirectory } from './make-data-directory.js';

/** A store that is open, and where recall workers find it. */
export interface OpenedStorage {
  readonly storage: Storage;
  readonly source: RecallSourceLocation;
}

// A recall worker reads for one group of questions at a time, and loads an index beside it.
const RECALL_POOL_SIZE = 4;

/**
 * Opens the store that the configuration names, as a server does: it is set up and upgraded where it has to be.
 *
 * @throws StorageOpenError with one clear line
 */
export async function openStorage(
  { dataDir, database }: Pick<Config, 'dataDir' | 'database'>,
  { logger }: { readonly logger: StorageLogger },
): Promise<OpenedStorage> {
  if (database === null) {
    makeDataDirectory(dataDir);
    const storage = await openSqliteStorage({ dataDir, exclusive: true, logger });
    return { storage, source: { engine: 'sqlite', dataDir } };
  }
  const location = toPostgresLocation(database);
  const { adminUrl } = database;
  const storage = await openPostgresStorage({ ...location, adminUrl, migrate: true, logger });
  return { storage, source: { engine: 'postgres', ...location, poolSize: RECALL_POOL_SIZE } };
}

/** A database of the configuration, as storage wants it told. */
export function toPostgresLocation(database: DatabaseConfig): PostgresLocation {
  const { url, poolSize, statementTimeoutMs: statementMs, lockTimeoutMs: lockMs } = database;
  return { url, poolSize, timeouts: { statementMs, lockMs } };
}
