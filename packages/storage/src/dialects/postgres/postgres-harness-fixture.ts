import pg from 'pg';
import { afterAll } from 'vitest';
import type { OpenHarness, StorageHarness } from '../../conformance/storage-fixture.js';
import { TABLE_LAYOUTS } from '../../transfer/table-layout.js';
import { openPostgresStorage, type PostgresInternals } from './open-postgres-storage.js';
import { createMigratedDatabase, toTestOptions } from './postgres-fixture.js';
import { createPool, parseValue } from './postgres-pool.js';

/** How the storage of a harness is opened, where it matters. */
type HarnessSettings = {
  /** The way to a database: that of the server itself, unless another leads through a pooler. */
  readonly toUrl?: (databaseUrl: string) => string;
  /** Shown every statement; what comes back is run. */
  readonly rewrite?: (sql: string) => string;
};

type Kept = { readonly harness: StorageHarness; empty(): Promise<void>; drop(): Promise<void> };

/**
 * Gives storages in databases of this file of tests. One that is closed is emptied and serves the next test: making a
 * database takes 100 ms, emptying one 3 ms. They go after the last test.
 */
export function usePostgresHarness(serverUrl: string, settings: HarnessSettings = {}): OpenHarness {
  const idle: Kept[] = [];
  afterAll(async () => {
    for (const kept of idle.splice(0)) await kept.drop();
  });
  return async () => {
    const kept = idle.pop() ?? (await openKept(serverUrl, settings));
    const close = async (): Promise<void> => {
      await kept.empty();
      idle.push(kept);
    };
    return { ...kept.harness, close };
  };
}

async function openKept(serverUrl: string, settings: HarnessSettings): Promise<Kept> {
  const database = await createMigratedDatabase(serverUrl);
  const awaited: Promise<unknown>[] = [];
  const url = settings.toUrl?.(database.url) ?? database.url;
  const pause = async (): Promise<void> => void (await Promise.all(awaited));
  const storage = await openPostgresStorage(toTestOptions(url), { pause, ...toInternals(url, settings) });
  const types = { getTypeParser: parseValue };
  const client = new pg.Client({ connectionString: database.url, pipeline: true, types });
  await client.connect();
  const { rows } = await client.query(`select from pg_extension where extname = 'vector'`);
  const harness: StorageHarness = {
    storage,
    awaited,
    vectorBytes: rows.length > 0 ? '(select sum(vector_dims(v))::int from unnest(vectors) v)' : 'length(vectors)',
    query: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    close: () => Promise.resolve(),
  };
  return {
    harness,
    async empty() {
      awaited.length = 0;
      await client.query(EMPTY);
    },
    async drop() {
      await client.end();
      await storage.close();
      await database.drop();
    },
  };
}

// As a replica, so that the triggers that keep rows let it happen. For tables this small `delete` is faster than
// `truncate`, which makes new files.
const EMPTY = `
begin;
set local session_replication_role = replica;
${TABLE_LAYOUTS.filter(({ name }) => name !== 'auth_revision')
  .map(({ name }) => `delete from ${name};`)
  .join('\n')}
update auth_revision set revision = 1;
commit`;

function toInternals(url: string, { rewrite }: HarnessSettings): PostgresInternals {
  return rewrite === undefined ? {} : { pool: createRewritingPool(url, rewrite) };
}

/** A pool whose connections show every statement before it is sent, and send what comes back. */
function createRewritingPool(url: string, rewrite: (sql: string) => string): pg.Pool {
  const { poolSize, timeouts, logger } = toTestOptions(url);
  const pool = createPool({ url, size: poolSize, timeouts }, logger);
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (sql: string, values?: unknown[]) => Promise<pg.QueryResult>;
    const rewritten = (sql: string, values?: unknown[]) => query(rewrite(sql), values);
    Object.assign(client, { query: rewritten });
  });
  return pool;
}
