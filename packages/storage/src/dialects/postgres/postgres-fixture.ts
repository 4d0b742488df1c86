import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { describe } from 'vitest';
import type { StorageLogger } from '../../storage-port.js';
import { migrations } from './migrations/migrations.js';
import { openPostgresStorage, type OpenPostgresOptions } from './open-postgres-storage.js';

/** The servers that `npm run pg:start` has started. */
export type TestServers = {
  /** PostgreSQL 18 with pgvector. */
  readonly postgres18: string;
  /** PostgreSQL 15 without it. */
  readonly postgres15: string;
  /** Where the programs of each lie: `pg_dump`, `psql`. */
  readonly bin18: string;
  readonly bin15: string;
};

const SERVERS = new URL('../../../../../.cache/postgres.json', import.meta.url);

/** The servers for tests, or null where none has been started: then what needs one is skipped. */
export function readTestServers(): TestServers | null {
  return existsSync(SERVERS) ? (JSON.parse(readFileSync(SERVERS, 'utf8')) as TestServers) : null;
}

/** A group of tests that need PostgreSQL; skipped where `npm run pg:start` has not been called. */
export function describeOnPostgres(title: string, group: (servers: TestServers) => void): void {
  const servers = readTestServers();
  describe.skipIf(servers === null)(title, () => {
    if (servers !== null) group(servers);
  });
}

/** A logger for tests that are not about logs. */
export const silentLogger: StorageLogger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** How tests open a database. */
export function toTestOptions(url: string): OpenPostgresOptions {
  const timeouts = { statementMs: 10_000, lockMs: 5000 };
  return { url, poolSize: 5, timeouts, migrate: true, logger: silentLogger };
}

/** An empty database of a test's own. */
export type TestDatabase = {
  readonly url: string;
  drop(): Promise<void>;
};

/** Makes an empty database on a server, without tables unless it is a copy of another one. */
export async function createTestDatabase(serverUrl: string, template = 'template0'): Promise<TestDatabase> {
  const name = `memory_api_test_${randomBytes(6).toString('hex')}`;
  await queryPostgres(serverUrl, `create database ${name} template ${template}`);
  return {
    url: toDatabaseUrl(serverUrl, name),
    drop: async () => void (await queryPostgres(serverUrl, `drop database ${name} with (force)`)),
  };
}

/** Makes an empty database on a server, with the tables of this version. */
export async function createMigratedDatabase(serverUrl: string): Promise<TestDatabase> {
  return createTestDatabase(serverUrl, await ensureTemplate(serverUrl));
}

/** The same server and user, another database. */
export function toDatabaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = name;
  return url.href;
}

/** A database with the tables of this version, made once a server: a copy takes a fraction of the time of making them. */
async function ensureTemplate(serverUrl: string): Promise<string> {
  const schema = migrations.map(({ sql }) => sql).join('');
  const name = `memory_api_template_${createHash('sha256').update(schema).digest('hex').slice(0, 12)}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    // Other files of tests may be making it at this moment.
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rows } = await client.query('select from pg_database where datname = $1 and datistemplate', [name]);
    if (rows.length > 0) return name;
    await client.query(`drop database if exists ${name}`);
    await client.query(`create database ${name} template template0`);
    await (await openPostgresStorage(toTestOptions(toDatabaseUrl(serverUrl, name)))).close();
    await client.query(`alter database ${name} is_template true`);
    return name;
  } finally {
    await client.end();
  }
}

/** Asks a database as its superuser, past the stores and past row-level security. */
export async function queryPostgres(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}
