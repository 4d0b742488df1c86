import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { sqliteCodeOf, toStorageError } from './sqlite-failure.js';

it.each([
  'SQLITE_FULL',
  'SQLITE_IOERR_FSYNC',
  'SQLITE_IOERR_WRITE',
  'SQLITE_NOMEM',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_LOCKED',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY_DBMOVED',
])('takes %s for something that passes, and keeps what the engine said for the log', (code) => {
  const cause = new Database.SqliteError('of the engine', code);
  const error = toStorageError(cause);
  expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE', status: 503, cause });
  expect(error).toHaveProperty('message', expect.not.stringContaining('of the engine'));
});

it.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_ERROR', 'SQLITE_CORRUPT', 'SQLITE_MISMATCH'])(
  'takes %s for what no repetition mends',
  (code) => {
    const error = new Database.SqliteError('of the engine', code);
    expect(toStorageError(error)).toBe(error);
  },
);

it('leaves errors alone that are not of the engine, whatever code they carry', () => {
  const error = Object.assign(new RangeError('x'), { code: 'SQLITE_FULL' });
  expect(toStorageError(error)).toBe(error);
  expect(sqliteCodeOf(error)).toBeNull();
  expect(sqliteCodeOf(null)).toBeNull();
});
