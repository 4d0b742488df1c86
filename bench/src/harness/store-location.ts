import { createApiKey } from '@memory-api/contract';
import { openPostgresStorage, openSqliteStorage } from '@memory-api/storage';
import type { PostgresLocation, RecallSourceLocation, Storage } from '@memory-api/storage';
import { withDatabase, withPostgresServer } from './postgres-cluster.js';
import { withDataDir } from './temp-dir.js';

/** A storage engine. */
export type EngineName = 'sqlite' | 'postgres';

/** A store that servers are started on: their data directory, or a database in the place of SQLite there. */
export interface StoreLocation {
  readonly dataDir: string;
  readonly ownerKey: string;
  readonly databaseUrl?: string | null;
}

const POOL_SIZE = 4;
const TIMEOUTS = { statementMs: 60_000, lockMs: 60_000 };

/** Runs `body` with an empty store of an engine, and removes it when the body is done. */
export async function withStore<T>(engine: EngineName, body: (location: StoreLocation) => Promise<T>): Promise<T> {
  return withDataDir((dataDir) => {
    const location = { dataDir, ownerKey: createApiKey('live') };
    if (engine === 'sqlite') return body(location);
    return withPostgresServer((server) =>
      withDatabase(server.url, (databaseUrl) => body({ ...location, databaseUrl })),
    );
  });
}

/** Opens a store that a server has made: in its place, or beside it where `exclusive` is false. */
export function openStore(
  { dataDir, databaseUrl }: StoreLocation,
  { exclusive = true }: { readonly exclusive?: boolean } = {},
): Promise<Storage> {
  if (!databaseUrl) return openSqliteStorage({ dataDir, exclusive, logger: console });
  return openPostgresStorage({ ...toPostgresLocation(databaseUrl), migrate: false, logger: console });
}

/** Where recall reads a store from. */
export function toRecallSource({ dataDir, databaseUrl }: StoreLocation): RecallSourceLocation {
  if (!databaseUrl) return { engine: 'sqlite', dataDir };
  return { engine: 'postgres', ...toPostgresLocation(databaseUrl) };
}

function toPostgresLocation(url: string): PostgresLocation {
  return { url, poolSize: POOL_SIZE, timeouts: TIMEOUTS };
}
