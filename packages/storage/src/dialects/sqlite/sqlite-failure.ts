import { ApiError } from '@memory-api/contract';
import Database from 'better-sqlite3';

// The engine cannot do its work now, and may when there is room, memory or a free lock again.
const UNAVAILABLE = /^SQLITE_(FULL|IOERR|NOMEM|BUSY|LOCKED|CANTOPEN|READONLY|INTERRUPT)/;

/** The result code of an error of SQLite, `SQLITE_BUSY` for example; null for any other error. */
export function sqliteCodeOf(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null;
}

/**
 * Makes an ApiError `STORAGE_UNAVAILABLE` of what the engine may recover from; its cause is for the
 * log, nothing of it reaches the caller. Any other error comes back as it is.
 */
export function toStorageError(error: unknown): unknown {
  const code = sqliteCodeOf(error);
  if (code === null || !UNAVAILABLE.test(code)) return error;
  return new ApiError({ code: 'STORAGE_UNAVAILABLE', cause: error });
}
