import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { createStores } from '../../create-stores.js';
import { createUnusableError } from '../../storage-open-error.js';
import type { Storage, StorageLogger } from '../../storage-port.js';
import type { Engine } from '../engine.js';
import type { Migration } from '../migration.js';
import { createHealth } from '../storage-health.js';
import { assertCurrent, assertNoMove, assertNotNewer } from './check-schema.js';
import { type DataDirectoryLock, lockDataDirectory } from './data-directory-lock.js';
import { migrateSqlite, readSchemaVersion } from './migrate-sqlite.js';
import { migrations as allMigrations } from './migrations/migrations.js';
import {
  type ConnectSqlite,
  connectSqlite,
  openReader,
  openWriter,
  prepareDataDirectory,
  stopWaiting,
} from './open-sqlite-database.js';
import { sqliteCodec } from './sqlite-codec.js';
import { SqliteConnection } from './sqlite-connection.js';
import { createSqliteKysely } from './sqlite-dialect.js';
import { sqliteMemoriesByIds } from './sqlite-memories-by-ids.js';
import { sqliteCodeOf } from './sqlite-failure.js';
import { createTurnSnapshot, type TurnSnapshot } from './turn-snapshot.js';
import { GROUP_TIME_MS, WriteQueue } from './write-queue.js';

/** How to open a data directory. */
export type OpenSqliteOptions = {
  /** Made for a server, with what it needs, where it is not there. */
  readonly dataDir: string;
  /**
   * True for a server: it owns the directory until it ends, and upgrades it. False for a tool,
   * which may work beside a server and finds the schema as it is.
   */
  readonly exclusive: boolean;
  /** Told about upgrades and about writes that failed for the engine. */
  readonly logger: StorageLogger;
};

/** What tests put in the place of the real thing. */
export type SqliteInternals = {
  readonly connect?: ConnectSqlite;
  readonly migrations?: readonly Migration[];
  readonly groupTimeMs?: number;
};

/**
 * Opens the database of a data directory; for a server, both are made where there is none. Throws
 * `StorageOpenError` where another server has it, a newer version made it, or it cannot be used.
 */
export async function openSqliteStorage(options: OpenSqliteOptions, internals: SqliteInternals = {}): Promise<Storage> {
  const { dataDir, exclusive } = options;
  const { connect = connectSqlite } = internals;
  if (exclusive) prepareDataDirectory(dataDir);
  const opened: { close(): unknown }[] = [];
  try {
    if (exclusive) opened.push(toClosable(lockDataDirectory(dataDir)));
    const writer = openWriter({ dataDir, connect, make: exclusive });
    opened.push(writer);
    prepareSchema(options, writer, internals.migrations ?? allMigrations);
    stopWaiting(writer);
    const reader = openReader(dataDir, connect);
    opened.push(reader);
    const { groupTimeMs = GROUP_TIME_MS } = internals;
    return createSqliteStorage({ dataDir, writer, reader, logger: options.logger, groupTimeMs, opened });
  } catch (error) {
    closeAll(opened);
    throw toOpenError(dataDir, error);
  }
}

/** Of what the engine says about files and disks, one line for a person; what is our fault stays as it is. */
function toOpenError(dataDir: string, error: unknown): unknown {
  const code = sqliteCodeOf(error);
  if (code === null || code === 'SQLITE_ERROR') return error;
  return createUnusableError({ dataDir, what: `The data directory ${dataDir} cannot be used`, cause: error });
}

function prepareSchema(
  { dataDir, exclusive, logger }: OpenSqliteOptions,
  database: Database.Database,
  migrations: readonly Migration[],
): void {
  const check = { dataDir, database, migrations };
  if (!exclusive) {
    assertCurrent(check);
    assertNoMove(check);
    return;
  }
  assertNotNewer(check);
  assertNoMove(check);
  const isNew = readSchemaVersion(database) === 0;
  const applied = migrateSqlite({ database, migrations, nowMs: Date.now() });
  if (applied.length === 0) return;
  logger.info({ dataDir, applied }, `the data directory has been ${isNew ? 'created' : 'upgraded'}`);
}

function createSqliteStorage(options: {
  readonly writer: Database.Database;
  readonly reader: Database.Database;
  readonly dataDir: string;
  readonly logger: StorageLogger;
  readonly groupTimeMs: number;
  readonly opened: readonly { close(): unknown }[];
}): Storage {
  const { writer, logger, groupTimeMs } = options;
  const connection = new SqliteConnection({ database: writer, isWriter: true });
  const snapshot = createTurnSnapshot(options.reader);
  const queue = new WriteQueue({ database: writer, connection, logger, groupTimeMs, beforeCommit: snapshot.end });
  const engine = createSqliteEngine(options.reader, snapshot);
  const write: Storage['write'] = (body, writeOptions) => queue.write(body, writeOptions);
  const stores = createStores(engine, write);

  return {
    engine: 'sqlite',
    place: options.dataDir,
    ...stores,
    write,
    health: createHealth({ settings: stores.settings, write, isFailing: () => queue.isFailing, logger }),
    stats: () => ({ writeQueueLength: queue.length }),
    async close() {
      await queue.close();
      closeAll(options.opened);
    },
  };
}

/** What the stores work with, on a connection that only reads. */
export function createSqliteEngine(reader: Database.Database, snapshot?: TurnSnapshot): Engine {
  const beforeRead = snapshot === undefined ? {} : { beforeRead: snapshot.begin };
  const connection = new SqliteConnection({ database: reader, isWriter: false, ...beforeRead });
  const db = createSqliteKysely(connection);
  return {
    builder: db,
    reader: () => db,
    codec: sqliteCodec,
    memoriesByIds: sqliteMemoriesByIds,
    // The write queue lets one writer in at a time.
    locks: { named: () => Promise.resolve(), namespaces: () => Promise.resolve() },
    pause: () => nextTurn(),
  };
}

function toClosable(lock: DataDirectoryLock): { close(): unknown } {
  return { close: () => lock.release() };
}

// In the opposite order: the lock goes last.
function closeAll(opened: readonly { close(): unknown }[]): void {
  for (const part of opened.toReversed()) part.close();
}
