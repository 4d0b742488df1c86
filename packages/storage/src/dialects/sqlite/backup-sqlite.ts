import { resolve } from 'node:path';
import { TransferError } from '../../transfer/transfer-error.js';
import { assertNoMove } from './check-schema.js';
import { connectSqlite, openReader } from './open-sqlite-database.js';
import { sqliteCodeOf } from './sqlite-failure.js';
import { assertHasData, assertHasDatabase } from './sqlite-move-side.js';

/**
 * Writes a data directory's database into an empty file. `VACUUM INTO` reads one snapshot; SQLite's online backup would
 * begin anew with every write of the server.
 */
export async function backupSqlite({
  dataDir,
  file,
}: {
  readonly dataDir: string;
  readonly file: string;
}): Promise<void> {
  assertHasDatabase(dataDir);
  const database = openReader(dataDir, connectSqlite);
  try {
    assertHasData(dataDir, database);
    assertNoMove({ dataDir, database });
    database.prepare('vacuum into ?').run(file);
  } catch (error) {
    const isOfEngine = sqliteCodeOf(error) !== null && error instanceof Error;
    if (!isOfEngine) throw error;
    throw new TransferError('INTERRUPTED', `The backup of ${resolve(dataDir)} failed: ${error.message}.`, error);
  } finally {
    database.close();
  }
}
