import { afterEach, beforeEach } from 'vitest';
import { invariant } from '@memory-api/contract';
import type { Storage } from '../../storage-port.js';
import { openPostgresStorage } from './open-postgres-storage.js';
import { createMigratedDatabase, queryPostgres, type TestDatabase, toTestOptions } from './postgres-fixture.js';

/** Two servers on one database. */
type TwoNodes = {
  readonly nodes: readonly [Storage, Storage];
  readonly url: string;
  query(sql: string): Promise<Record<string, unknown>[]>;
};

/** Opens one database twice before each test, and closes it afterwards. */
export function useTwoNodes(serverUrl: string): () => TwoNodes {
  let database: TestDatabase | null = null;
  let opened: TwoNodes | null = null;
  beforeEach(async () => {
    const { url } = (database = await createMigratedDatabase(serverUrl));
    const open = (): Promise<Storage> => openPostgresStorage(toTestOptions(url));
    opened = { nodes: [await open(), await open()], url, query: (sql) => queryPostgres(url, sql) };
  });
  afterEach(async () => {
    await Promise.all(opened?.nodes.map((node) => node.close()) ?? []);
    await database?.drop();
  });
  return () => {
    invariant(opened !== null, 'a test runs between its hooks');
    return opened;
  };
}
