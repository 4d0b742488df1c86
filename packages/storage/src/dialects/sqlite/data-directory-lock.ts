import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StorageOpenError } from '../../storage-open-error.js';
import { sqliteCodeOf } from './sqlite-failure.js';

/** Holds a data directory for one server; the operating system lets go of it when the process ends. */
export type DataDirectoryLock = { release(): void };

/**
 * Takes a data directory, or throws `DATA_DIR_IN_USE` naming the process that has it. The lock is
 * SQLite's own on a small file beside the database: a RESERVED one, which keeps out a second
 * writer but lets it read who the first one is.
 */
export function lockDataDirectory(dataDir: string): DataDirectoryLock {
  const database = new Database(join(dataDir, 'lock'), { timeout: 0 });
  try {
    database.exec('create table if not exists owner (pid integer not null) strict');
    database.exec('begin immediate; delete from owner');
    database.prepare('insert into owner (pid) values (?)').run(process.pid);
    database.exec('commit; begin immediate');
  } catch (error) {
    const refusal = toRefusal(dataDir, database, error);
    database.close();
    throw refusal;
  }
  return { release: () => void database.close() };
}

function toRefusal(dataDir: string, database: Database.Database, cause: unknown): unknown {
  if (sqliteCodeOf(cause)?.startsWith('SQLITE_BUSY') !== true) return cause;
  const pid = readOwner(database);
  const owner = pid !== null ? `the server with process id ${pid}` : 'another server';
  return new StorageOpenError({
    code: 'DATA_DIR_IN_USE',
    place: dataDir,
    message: `The data directory ${dataDir} is in use by ${owner}: stop it, or give this one another DATA_DIR.`,
    cause,
  });
}

/** The process that holds the lock; null in the moment in which it takes it, when nobody may read. */
function readOwner(database: Database.Database): number | null {
  try {
    const pid = database.prepare('select pid from owner').pluck().get();
    return typeof pid === 'number' ? pid : null;
  } catch {
    return null;
  }
}
