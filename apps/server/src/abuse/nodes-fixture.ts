import { invariant } from '@memory-api/contract';
import { createMigratedDatabase, readTestServers } from '@memory-api/storage/conformance';
import { describe } from 'vitest';
import { openPostgresNode } from '../testing/open-test-store.js';
import { createWorld, type World, type WorldOptions } from './world-fixture.js';

/** Several servers on one database: each with caches, indexes and connections of its own. */
export interface Nodes {
  /** The first has the owner's key. */
  readonly worlds: readonly World[];
  /** As the database's superuser reaches it. */
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** Starts servers on a new database. */
export async function createNodes(count: number, options: WorldOptions = {}): Promise<Nodes> {
  const servers = readTestServers();
  invariant(servers !== null, 'what needs a server is skipped without one');
  const database = await createMigratedDatabase(servers.postgres18);
  const engine = { name: 'postgres', open: openPostgresNode(database.url) } as const;
  const worlds: World[] = [];
  for (let made = 0; made < count; made += 1) worlds.push(await createWorld(engine, options));
  return {
    worlds,
    databaseUrl: database.url,
    async close() {
      for (const world of worlds) await world.close();
      await database.drop();
    },
  };
}

/** Runs a group of tests where `npm run pg:start` has started a server. */
export function describeNodes(title: string, group: () => void): void {
  describe.skipIf(readTestServers() === null)(title, group);
}
