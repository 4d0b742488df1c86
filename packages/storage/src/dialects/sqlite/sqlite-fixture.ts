import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { StorageHarness } from '../../conformance/storage-fixture.js';
import type { StorageLogger } from '../../storage-port.js';
import { toDatabaseFile } from './open-sqlite-database.js';
import { openSqliteStorage, type SqliteInternals } from './open-sqlite-storage.js';

/** A logger for tests that are not about logs. */
export const silentLogger: StorageLogger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A new directory of its own. */
export function makeDataDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'memory-api-storage-'));
}

/** Opens SQLite in a new directory, which goes when the harness is closed. */
export async function openSqliteHarness(internals: SqliteInternals = {}): Promise<StorageHarness> {
  const dataDir = makeDataDirectory();
  const options = { dataDir, exclusive: true, logger: silentLogger };
  const storage = await openSqliteStorage(options, internals);
  return {
    storage,
    query: async (sql) => querySqlite(dataDir, sql),
    async close() {
      await storage.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** Reads what lies in the tables, past the stores. */
export function querySqlite(dataDir: string, sql: string): Record<string, unknown>[] {
  const database = new Database(toDatabaseFile(dataDir), { readonly: true });
  try {
    return database.prepare<[], Record<string, unknown>>(sql).all();
  } finally {
    database.close();
  }
}
