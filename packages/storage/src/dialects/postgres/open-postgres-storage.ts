import { setTimeout as pauseFor } from 'node:timers/promises';
import type pg from 'pg';
import { createStores } from '../../create-stores.js';
import { StorageOpenError } from '../../storage-open-error.js';
import type { Storage, StorageLogger } from '../../storage-port.js';
import type { Engine } from '../engine.js';
import type { Migration } from '../migration.js';
import { createHealth } from '../storage-health.js';
import { assertCurrentSchema, assertFit, assertGuarded, assertNoMove } from './check-database.js';
import { migratePostgres } from './migrate-postgres.js';
import { migrations as allMigrations } from './migrations/migrations.js';
import type { Timeouts } from './postgres-access.js';
import type { VectorColumn } from './postgres-codec.js';
import { createPostgresEngine, readVectorColumn } from './postgres-engine.js';
import { toPlace, withClient } from './postgres-place.js';
import { createPool } from './postgres-pool.js';
import { PostgresWriter } from './postgres-writer.js';

/** Where a database is and how to talk to it. Plain data. */
export type PostgresLocation = {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Most connections at a time. */
  readonly poolSize: number;
  /** How long a statement may take, and how long one may wait for a lock. */
  readonly timeouts: Timeouts;
};

/** How to open a database. */
export type OpenPostgresOptions = PostgresLocation & {
  /** Of a user who may make tables and roles, where `url` has another one. */
  readonly adminUrl?: string | undefined;
  /** True for a server: it sets up and upgrades the database. A tool finds the schema as it is. */
  readonly migrate: boolean;
  /** Told about upgrades, lost connections and writes that failed for the database. */
  readonly logger: StorageLogger;
};

/** What tests put in the place of the real thing. */
export type PostgresInternals = {
  readonly migrations?: readonly Migration[];
  readonly pool?: pg.Pool;
  readonly waitMs?: number;
  readonly pause?: () => Promise<void>;
};

// Whoever starts database and server together need not order them.
const WAIT_MS = 15_000;
const RETRY_MS = 250;

/**
 * Opens a PostgreSQL database; for a server, its tables and roles are made where they aren't there. Waits a while for a
 * database that is still starting. Throws `StorageOpenError` where it can't be reached or used, where a newer version
 * made it, or where row-level security would not hold.
 */
export async function openPostgresStorage(
  options: OpenPostgresOptions,
  internals: PostgresInternals = {},
): Promise<Storage> {
  const { migrations = allMigrations, waitMs = WAIT_MS } = internals;
  const login = await waitForDatabase(options, waitMs);
  if (options.migrate) {
    const { adminUrl = options.url, logger } = options;
    await migratePostgres({ adminUrl, login, migrations, nowMs: Date.now(), logger });
  }
  const vectors = await checkDatabase(options.url, migrations);
  const pools = createPools(options, internals.pool);
  const engine = createPostgresEngine({ ...options, pool: pools.reads, vectors, pause: internals.pause });
  return createPostgresStorage(options, pools, engine);
}

/** Reads have connections of their own: writers that wait for each other's locks hold nobody up who only reads. */
type Pools = { readonly reads: pg.Pool; readonly writes: pg.Pool; readonly laneWidth: number };

const WRITES_SHARE = 0.6;

function createPools(options: OpenPostgresOptions, shared: pg.Pool | undefined): Pools {
  const { poolSize, logger } = options;
  const writers = Math.max(1, Math.min(poolSize - 1, Math.ceil(poolSize * WRITES_SHARE)));
  const laneWidth = Math.max(1, Math.floor(writers / 2));
  if (shared !== undefined) return { reads: shared, writes: shared, laneWidth };
  return {
    reads: createPool({ ...options, size: Math.max(1, poolSize - writers) }, logger),
    writes: createPool({ ...options, size: writers }, logger),
    laneWidth,
  };
}

/** Checks what a server needs of a database, and tells how it keeps vectors. */
export function checkDatabase(url: string, migrations: readonly Migration[] = allMigrations): Promise<VectorColumn> {
  const place = toPlace(url);
  return withClient(url, async (client) => {
    await assertCurrentSchema(client, place, migrations);
    await assertGuarded(client, place);
    await assertNoMove(client, place);
    return readVectorColumn(client);
  });
}

async function waitForDatabase({ url, logger }: OpenPostgresOptions, waitMs: number): Promise<string> {
  const deadline = performance.now() + waitMs;
  let isTold = false;
  for (;;) {
    try {
      return await readLogin(url);
    } catch (error) {
      const isStarting = error instanceof StorageOpenError && error.code === 'DATABASE_UNREACHABLE';
      if (!isStarting || performance.now() > deadline) throw error;
      if (!isTold) logger.warn({}, `${error.message} Waiting for it.`);
      isTold = true;
      await pauseFor(RETRY_MS);
    }
  }
}

function readLogin(url: string): Promise<string> {
  return withClient(url, async (client) => {
    await assertFit(client, toPlace(url));
    const { rows } = await client.query<{ login: string }>('select session_user as login');
    return rows[0]?.login ?? '';
  });
}

function createPostgresStorage({ url, timeouts, logger }: OpenPostgresOptions, pools: Pools, engine: Engine): Storage {
  const { laneWidth } = pools;
  const writer = new PostgresWriter({ pool: pools.writes, laneWidth, durability: 'disk', timeouts, logger });
  // Reads wait for the ledger's commit: on a connection of the writers they would wait for the locks of those.
  const quick = new PostgresWriter({ pool: pools.reads, laneWidth, durability: 'process', timeouts, logger });
  const write: Storage['write'] = (body, options) =>
    (options?.durability === 'process' ? quick : writer).write(body, options);
  const stores = createStores(engine, write);
  return {
    engine: 'postgres',
    place: toPlace(url),
    ...stores,
    write,
    health: createHealth({ settings: stores.settings, write, isFailing: () => writer.isFailing, logger }),
    stats: () => ({ writeQueueLength: writer.waiting }),
    async close() {
      await Promise.all([writer.close(), quick.close()]);
      await pools.writes.end();
      if (pools.reads !== pools.writes) await pools.reads.end();
    },
  };
}
