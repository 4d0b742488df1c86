import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type Database from 'better-sqlite3';
import type { MoveSide } from '../../transfer/move-side.js';
import { TransferError } from '../../transfer/transfer-error.js';
import { assertCurrent } from './check-schema.js';
import { lockDataDirectory } from './data-directory-lock.js';
import { migrateSqlite, readSchemaVersion } from './migrate-sqlite.js';
import { migrations } from './migrations/migrations.js';
import { connectSqlite, openReader, openWriter, prepareDataDirectory, toDatabaseFile } from './open-sqlite-database.js';
import { sqliteCodec } from './sqlite-codec.js';
import { SqliteConnection } from './sqlite-connection.js';
import { createSqliteKysely } from './sqlite-dialect.js';
import { sqliteCodeOf } from './sqlite-failure.js';

/** Opens a data directory to move it elsewhere. It is held as a server would, so that nobody changes it meanwhile. */
export async function openSqliteSource(dataDir: string): Promise<MoveSide> {
  assertHasDatabase(dataDir);
  return openUnderLock(dataDir, () => {
    const database = openReader(dataDir, connectSqlite);
    return { database, prepare: () => beginReading(dataDir, database) };
  });
}

/** Opens a data directory to move into it; it is made where there is none. */
export async function openSqliteTarget(dataDir: string): Promise<MoveSide> {
  prepareDataDirectory(dataDir);
  return openUnderLock(dataDir, () => {
    const database = openWriter({ dataDir, connect: connectSqlite, make: true });
    return { database, prepare: () => prepareSchema(dataDir, database) };
  });
}

/** Throws `ARGUMENT` where a directory holds no database, before anything is made in it. */
export function assertHasDatabase(dataDir: string): void {
  if (!existsSync(toDatabaseFile(dataDir))) refuseNoData(dataDir);
}

/** Throws `ARGUMENT` where no server has set a database up. */
export function assertHasData(dataDir: string, database: Database.Database): void {
  if (readSchemaVersion(database) === 0) refuseNoData(dataDir);
}

function refuseNoData(dataDir: string): never {
  throw new TransferError('ARGUMENT', `There is no data in ${resolve(dataDir)}: it takes the DATA_DIR of a server.`);
}

function openUnderLock(
  dataDir: string,
  open: () => { readonly database: Database.Database; readonly prepare: () => void },
): MoveSide {
  const lock = lockDataDirectory(dataDir);
  let database: Database.Database | null = null;
  try {
    const opened = open();
    database = opened.database;
    opened.prepare();
    return createSide(dataDir, database, () => lock.release());
  } catch (error) {
    database?.close();
    lock.release();
    throw error;
  }
}

/** Tools may work beside the lock: what is read is one moment, all the same. */
function beginReading(dataDir: string, database: Database.Database): void {
  assertHasData(dataDir, database);
  assertCurrent({ dataDir, database, migrations });
  database.exec('begin');
  database.prepare('select count(*) from settings').get();
}

function prepareSchema(dataDir: string, database: Database.Database): void {
  if (readSchemaVersion(database) === 0) migrateSqlite({ database, migrations, nowMs: Date.now() });
  assertCurrent({ dataDir, database, migrations });
}

function createSide(dataDir: string, database: Database.Database, release: () => void): MoveSide {
  return {
    engine: 'sqlite',
    place: resolve(dataDir),
    schema: readSchemaVersion(database),
    db: createSqliteKysely(new SqliteConnection({ database, isWriter: false })),
    codec: sqliteCodec,
    async commit(body) {
      database.exec('begin immediate');
      try {
        await body();
        database.exec('commit');
      } finally {
        if (database.inTransaction) database.exec('rollback');
      }
    },
    async settle() {
      database.pragma('wal_checkpoint(truncate)');
    },
    explain: explainSqlite,
    async close() {
      database.close();
      release();
    },
  };
}

/** What SQLite says of an error, also where it was made into one for callers of the API. */
function explainSqlite(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const own = sqliteCodeOf(error) === null ? error.cause : error;
  return sqliteCodeOf(own) !== null && own instanceof Error ? own.message : null;
}
