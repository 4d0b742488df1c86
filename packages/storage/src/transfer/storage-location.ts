import { resolve } from 'node:path';
import { isPostgresUrl, toPlace } from '../dialects/postgres/postgres-place.js';
import { TransferError } from './transfer-error.js';

/** Where a store is: a data directory, or a database and who administers it. */
export type StorageLocation =
  | { readonly engine: 'sqlite'; readonly dataDir: string }
  | { readonly engine: 'postgres'; readonly adminUrl: string };

/**
 * Reads `sqlite:PATH` (a data directory) or `postgres://user@host:port/database`.
 *
 * @throws TransferError `ARGUMENT`
 */
export function parseStorageLocation(text: string): StorageLocation {
  const [, dataDir] = /^sqlite:(?:\/\/(?=\/))?(.+)$/s.exec(text) ?? [];
  if (dataDir !== undefined) return { engine: 'sqlite', dataDir: resolve(dataDir) };
  if (isDatabaseUrl(text)) return { engine: 'postgres', adminUrl: text };
  // It may hold a password, so it isn't repeated.
  throw new TransferError('ARGUMENT', 'A place is sqlite:DATA_DIR or postgres://user@host:port/database.');
}

function isDatabaseUrl(text: string): boolean {
  return isPostgresUrl(text) && new URL(text).pathname.length > 1;
}

/** A location as it can be shown: never with a password. */
export function toShownLocation(location: StorageLocation): string {
  return location.engine === 'sqlite' ? location.dataDir : toPlace(location.adminUrl);
}
