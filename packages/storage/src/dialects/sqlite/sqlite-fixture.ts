import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { StorageHarness } from '../../conformance/storage-fixture.js';
import type { StorageLogger } from '../../storage-port.js';
import { type ConnectSqlite, toDatabaseFile } from './open-sqlite-database.js';
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
  const database = new Database(toDatabaseFile(dataDir));
  return {
    storage,
    vectorBytes: 'length(vectors)',
    // Its pause lets the queue of writes go first.
    awaited: [],
    query: async (sql) => {
      const statement = database.prepare<[], Record<string, unknown>>(sql);
      if (statement.reader) return statement.all();
      statement.run();
      // What reads in the same turn shares a snapshot from before.
      await nextTurn();
      return [];
    },
    async close() {
      database.close();
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

/**
 * Opens connections that show every statement before it is compiled, and compile what comes back.
 * They do not wait for the disk: for tests that are about what is said, not about what is kept.
 */
export function rewriteStatements(rewrite: (sql: string) => string): ConnectSqlite {
  return (file, options) => {
    const database = new Database(file, options);
    const prepare = database.prepare.bind(database);
    database.prepare = (sql: string) => prepare(rewrite(sql));
    const pragma = database.pragma.bind(database);
    database.pragma = (text, pragmaOptions) =>
      pragma(text === 'synchronous = FULL' ? 'synchronous = OFF' : text, pragmaOptions);
    return database;
  };
}
