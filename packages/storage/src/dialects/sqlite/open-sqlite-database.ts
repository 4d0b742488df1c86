import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StorageOpenError, createUnusableError } from '../../storage-open-error.js';

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
    throw createUnusableError({ dataDir, what: `The data directory ${dataDir} cannot be made`, cause });
  }
}

/** Which database to open for writing. */
export type WriterOptions = {
  readonly dataDir: string;
  readonly connect: ConnectSqlite;
  /** Whether to make the database where there is none. */
  readonly make: boolean;
};

/** Opens the connection that writes: every commit is on the disk before it is answered. */
export function openWriter({ dataDir, connect, make }: WriterOptions): Database.Database {
  const file = toDatabaseFile(dataDir);
  // While it is opened and upgraded, a tool may hold the database for a moment.
  const options = { timeout: 5000, fileMustExist: !make };
  return open(
    dataDir,
    () => connect(file, options),
    (database) => {
      chmodSync(file, 0o600);
      useWriteAheadLog(database, dataDir);
      database.pragma('synchronous = FULL');
      // Without it, "insert or replace" would pass by the triggers that keep the audit log.
      database.pragma('recursive_triggers = ON');
      database.pragma('cache_size = -32000');
      // After a very long transaction the write-ahead log is cut back to this many bytes.
      database.pragma('journal_size_limit = 67108864');
    },
  );
}

/** Some network file systems cannot have such a log: there, a writer would wait for every reader. */
function useWriteAheadLog(database: Database.Database, dataDir: string): void {
  const mode: unknown = database.pragma('journal_mode = WAL', { simple: true });
  if (mode === 'wal') return;
  throw new StorageOpenError({
    code: 'DATA_DIR_UNUSABLE',
    place: dataDir,
    message: `The file system of ${dataDir} keeps no write-ahead log (${String(mode)}): choose a DATA_DIR on a local disk.`,
  });
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
  return open(
    dataDir,
    () => connect(file, options),
    (database) => database.pragma('cache_size = -32000'),
  );
}

function open(
  dataDir: string,
  connect: () => Database.Database,
  prepare: (database: Database.Database) => unknown,
): Database.Database {
  let database: Database.Database | null = null;
  try {
    database = connect();
    database.pragma('schema_version');
    prepare(database);
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof StorageOpenError) throw cause;
    throw createUnusableError({ dataDir, what: `The database in ${dataDir} cannot be opened`, cause });
  }
}
