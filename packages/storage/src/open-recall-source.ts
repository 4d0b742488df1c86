import { openPostgresRecallSource } from './dialects/postgres/open-postgres-recall-source.js';
import type { PostgresLocation } from './dialects/postgres/open-postgres-storage.js';
import { openSqliteRecallSource } from './dialects/sqlite/open-sqlite-recall-source.js';
import type { OpenedRecallSource } from './recall/recall-source.js';

/** Where a recall worker reads from. Plain data: it crosses into the thread. */
export type RecallSourceLocation =
  | { readonly engine: 'sqlite'; readonly dataDir: string }
  | ({ readonly engine: 'postgres' } & PostgresLocation);

/**
 * Opens the source of a recall worker, with connections of its own. Throws `StorageOpenError` where no server has made
 * the store yet, or where it can't be reached.
 */
export function openRecallSource(location: RecallSourceLocation): Promise<OpenedRecallSource> {
  return location.engine === 'sqlite' ? openSqliteRecallSource(location) : openPostgresRecallSource(location);
}
