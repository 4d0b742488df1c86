import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StorageOpenError } from '../../storage-open-error.js';

/** Opens a connection; tests put their own in its place to watch or rewrite statements. */
export type ConnectSqlite = (file: string, options: Database.Options) => Database.Database;

/** The plain way to open a connection. */
export const connectSqlite: ConnectSqlite = (file, options) => new Database(file, options);

/** The database file of a data directory. */
export function toDatabaseFile(dataDir: string): string {
  return join(dataDir, 'memory-api.db');
}

/** Makes a data directory, readable by its owner only, where there is none. */
export function prepareDataDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StorageOpenError({
      code: 'DATA_DIR_UNUSABLE',
      dataDir,
      message: `The data directory ${dataDir} cannot be made: ${toReason(cause)}.`,
      cause,
    });
  }
}

/** Opens the connection that writes: every commit is on the disk before it is answered. */
export function openWriter(dataDir: string, connect: ConnectSqlite): Database.Database {
  const file = toDatabaseFile(dataDir);
  // While it is opened and upgraded, a tool may hold the database for a moment.
  const database = open(dataDir, () => connect(file, { timeout: 5000 }));
  chmodSync(file, 0o600);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  // Without it, "insert or replace" would pass by the triggers that keep the audit log.
  database.pragma('recursive_triggers = ON');
  database.pragma('cache_size = -32000');
  // After a very long transaction the write-ahead log is cut back to this many bytes.
  database.pragma('journal_size_limit = 67108864');
  return database;
}

/** From now on the connection never waits in the engine: that would stop the whole process. */
export function stopWaiting(database: Database.Database): void {
  database.pragma('busy_timeout = 0');
}

/** Opens a connection that can only read, and sees every commit as soon as it is answered. */
export function openReader(dataDir: string, connect: ConnectSqlite): Database.Database {
  const file = toDatabaseFile(dataDir);
  // A reader waits only for the short moments in which the log is begun anew or recovered.
  const options = { readonly: true, fileMustExist: true, timeout: 1000 };
  const database = open(dataDir, () => connect(file, options));
  database.pragma('cache_size = -32000');
  return database;
}

function open(dataDir: string, connect: () => Database.Database): Database.Database {
  try {
    const database = connect();
    database.pragma('schema_version');
    return database;
  } catch (cause) {
    throw new StorageOpenError({
      code: 'DATA_DIR_UNUSABLE',
      dataDir,
      message: `The database in ${dataDir} cannot be opened: ${toReason(cause)}.`,
      cause,
    });
  }
}

function toReason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
