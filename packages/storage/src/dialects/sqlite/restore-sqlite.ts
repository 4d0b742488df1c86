import { chmodSync, closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '@memory-api/contract';
import Database from 'better-sqlite3';
import { createStores } from '../../create-stores.js';
import { OpenTransaction } from '../../open-transaction.js';
import { syncToDisk } from '../../transfer/backup-file.js';
import { TransferError } from '../../transfer/transfer-error.js';
import { assertNotNewer } from './check-schema.js';
import { lockDataDirectory } from './data-directory-lock.js';
import { readSchemaVersion } from './migrate-sqlite.js';
import { migrations } from './migrations/migrations.js';
import { prepareDataDirectory, toDatabaseFile } from './open-sqlite-database.js';
import { createSqliteEngine } from './open-sqlite-storage.js';
import { sqliteCodeOf } from './sqlite-failure.js';

/** Which backup to put where. */
export type SqliteRestore = {
  readonly path: string;
  readonly dataDir: string;
  /** Whether what the directory holds may be replaced. */
  readonly force: boolean;
};

/**
 * Puts a backup into a data directory. It is copied and checked beside the database, and takes its place in one step:
 * until then, whatever was there is untouched.
 */
export async function restoreSqlite({ path, dataDir, force }: SqliteRestore): Promise<void> {
  prepareDataDirectory(dataDir);
  const lock = lockDataDirectory(dataDir);
  const file = toDatabaseFile(dataDir);
  const incoming = `${file}.restoring`;
  try {
    if (existsSync(file) && !force) {
      const message = `${resolve(dataDir)} holds data already: restore into an empty DATA_DIR, or give --force to replace it.`;
      throw new TransferError('NOT_EMPTY', message);
    }
    copy(path, incoming);
    await prepareCopy(path, incoming);
    setAside(file);
    renameSync(incoming, file);
    syncToDisk(dataDir);
  } finally {
    for (const left of [incoming, `${incoming}-journal`]) rmSync(left, { force: true });
    lock.release();
  }
}

function copy(path: string, incoming: string): void {
  try {
    // Made first, so that nobody else may read it at any moment.
    rmSync(incoming, { force: true });
    closeSync(openSync(incoming, 'wx', 0o600));
    copyFileSync(path, incoming);
    chmodSync(incoming, 0o600);
  } catch (cause) {
    throw new TransferError('INTERRUPTED', `The backup can't be copied to ${incoming}: ${messageOf(cause)}.`, cause);
  }
}

/** Checks a copy, and makes every index that was built of an earlier state void. */
async function prepareCopy(path: string, incoming: string): Promise<void> {
  const database = new Database(incoming);
  try {
    assertWhole(path, database);
    if (readSchemaVersion(database) === 0) throw toUnfit(path, 'it is a database of something else');
    assertNotNewer({ dataDir: path, database, migrations });
    await renewEpochs(database);
  } catch (error) {
    if (sqliteCodeOf(error) === null || !(error instanceof Error)) throw error;
    throw toUnfit(path, error.message, error);
  } finally {
    database.close();
  }
  syncToDisk(incoming);
}

function assertWhole(path: string, database: Database.Database): void {
  const found: unknown = database.pragma('integrity_check(1)', { simple: true });
  if (found !== 'ok') throw toUnfit(path, String(found).split('\n').join(' '));
}

async function renewEpochs(database: Database.Database): Promise<void> {
  const engine = createSqliteEngine(database);
  const transaction = new OpenTransaction(() => engine.reader('housekeeping'));
  const { retention } = createStores(engine, () =>
    Promise.reject(new TransferError('INTERRUPTED', 'No write is queued.')),
  );
  await retention.renewEpochs(transaction.toTransaction());
}

/** A log that was left beside the old database must not be taken for one of the new. */
function setAside(file: string): void {
  if (existsSync(file)) closeLog(file);
  for (const left of [`${file}-wal`, `${file}-shm`]) rmSync(left, { force: true });
}

/** Brings all of the old database into its file, so that it is whole until the new one takes its place. */
function closeLog(file: string): void {
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { timeout: 5000 });
    database.pragma('journal_mode = delete');
  } catch (cause) {
    if (sqliteCodeOf(cause)?.startsWith('SQLITE_BUSY') === true) {
      throw new TransferError('IN_USE', `${file} is in use by another program: end that first.`, cause);
    }
    // It is damaged, which may be why it is to be replaced.
  } finally {
    database?.close();
  }
}

function toUnfit(path: string, reason: string, cause?: unknown): TransferError {
  return new TransferError('BACKUP_UNFIT', `The backup ${path} can't be used: ${reason}.`, cause);
}
