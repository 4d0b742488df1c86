import { invariant } from '@memory-api/contract';
import {
  openPostgresStorage,
  openSqliteStorage,
  type RecallSourceLocation,
  type Storage,
  type StorageLogger,
} from '@memory-api/storage';
import { createMigratedDatabase, readTestServers, toTestOptions } from '@memory-api/storage/conformance';

/** An open store for a test, and where recall finds it. */
export interface TestStore {
  readonly storage: Storage;
  readonly source: RecallSourceLocation;
  /** Removes what is kept outside the data directory, once the store is closed. */
  drop(): Promise<void>;
}

/** Opens an empty store; `dataDir` is an empty directory of the caller's. */
export type OpenTestStore = (dataDir: string, logger: StorageLogger) => Promise<TestStore>;

/** Opens SQLite in the directory. */
export const openSqliteTestStore: OpenTestStore = async (dataDir, logger) => ({
  storage: await openSqliteStorage({ dataDir, exclusive: true, logger }),
  source: { engine: 'sqlite', dataDir },
  drop: async () => {},
});

/** Opens a new database of the server that `npm run pg:start` has started. */
export const openPostgresTestStore: OpenTestStore = async (dataDir, logger) => {
  const servers = readTestServers();
  invariant(servers !== null, 'what needs a server is skipped without one');
  const database = await createMigratedDatabase(servers.postgres18);
  return { ...(await openPostgresNode(database.url)(dataDir, logger)), drop: () => database.drop() };
};

/** Opens a database that others may have open, too. */
export function openPostgresNode(databaseUrl: string): OpenTestStore {
  return async (_dataDir, logger) => {
    const options = { ...toTestOptions(databaseUrl), logger };
    const { url, timeouts } = options;
    return {
      storage: await openPostgresStorage(options),
      source: { engine: 'postgres', url, timeouts, poolSize: 2 },
      drop: async () => {},
    };
  };
}
