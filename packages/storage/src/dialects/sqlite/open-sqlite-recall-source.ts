import { createRecallSource } from '../../recall/kysely-recall-source.js';
import type { OpenedRecallSource } from '../../recall/recall-source.js';
import { assertCurrent } from './check-schema.js';
import { migrations } from './migrations/migrations.js';
import { connectSqlite, openReader } from './open-sqlite-database.js';
import { createSqliteEngine } from './open-sqlite-storage.js';

/**
 * Opens a data directory for a recall worker: with a read-only connection of its own, beside the
 * server that owns it. Throws `StorageOpenError` where no server has made it yet.
 */
export async function openSqliteRecallSource(options: { readonly dataDir: string }): Promise<OpenedRecallSource> {
  const { dataDir } = options;
  const database = openReader(dataDir, connectSqlite);
  try {
    assertCurrent({ dataDir, database, migrations });
  } catch (error) {
    database.close();
    throw error;
  }
  const source = createRecallSource(createSqliteEngine(database));
  return { ...source, close: async () => void database.close() };
}
