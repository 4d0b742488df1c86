import { openPostgresStorage, openSqliteStorage, StorageOpenError, type Storage } from '@memory-api/storage';
import type { Config } from '../config.js';
import { createLogger } from '../log.js';
import { toPostgresLocation } from '../open-storage.js';

/**
 * Opens the data of the configuration as a tool, beside a server or without one, which makes no database; as the server
 * would where it is to be upgraded.
 *
 * @param statementMs - how long one statement may take; that of the configuration unless given
 * @throws StorageOpenError with one clear line
 */
export async function openData({ dataDir, database }: Config, statementMs?: number): Promise<Storage> {
  const logger = createLogger('warn', process.stderr);
  if (database !== null) {
    const statementTimeoutMs = statementMs ?? database.statementTimeoutMs;
    const location = toPostgresLocation({ ...database, statementTimeoutMs });
    return openPostgresStorage({ ...location, migrate: false, logger });
  }
  try {
    return await openSqliteStorage({ dataDir, exclusive: false, logger });
  } catch (error) {
    if (!(error instanceof StorageOpenError) || error.code !== 'SCHEMA_OLDER') throw error;
    return openSqliteStorage({ dataDir, exclusive: true, logger });
  }
}
