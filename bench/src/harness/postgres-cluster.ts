import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY_DIR } from './server-process.js';

/** A server of PostgreSQL that a measurement may make databases on. */
export interface PostgresServer {
  /** Of a user who may make databases. */
  readonly url: string;
  /**
   * Starts PgBouncer in transaction mode before a database of it and gives its URL; null where the server wants a
   * password, which that PgBouncer doesn't know. It ends with the server.
   */
  startPgBouncer(databaseUrl: string): Promise<string | null>;
}

const SCRIPT = join(REPOSITORY_DIR, 'scripts/postgres.sh');
const execute = promisify(execFile);

/**
 * Runs `body` with a durable PostgreSQL 18 of its own, or with the server that `BENCH_DATABASE_URL` names, and stops
 * what it has started when the body is done.
 */
export async function withPostgresServer<T>(body: (server: PostgresServer) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'memory-api-bench-postgres-'));
  // Root starts the cluster as a user without rights, who has to get there.
  chmodSync(dir, 0o755);
  const cluster = join(dir, 'postgres');
  const bouncer = join(dir, 'pgbouncer');
  const end = (): void => {
    for (const args of [
      ['pgbouncer-stop', bouncer],
      ['stop', cluster, 'immediate'],
    ]) {
      spawnSync('bash', [SCRIPT, ...args], { stdio: ['ignore', 2, 2] });
    }
    rmSync(dir, { recursive: true, force: true });
  };
  // Neither is a child of this process: Ctrl-C would leave them running.
  const interrupt = (): void => {
    end();
    process.exit(130);
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    await runScript('install');
    const url =
      process.env['BENCH_DATABASE_URL'] || (await runScript('start', cluster, '--version', '18', '--durable'));
    return await body({ url, startPgBouncer: (databaseUrl) => startPgBouncer(bouncer, databaseUrl) });
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    end();
  }
}

/** Runs `body` with an empty database on a server, and drops it when the body is done. */
export async function withDatabase<T>(serverUrl: string, body: (databaseUrl: string) => Promise<T>): Promise<T> {
  const name = `memory_api_bench_${randomBytes(6).toString('hex')}`;
  await querySql(serverUrl, `create database ${name} template template0`);
  const url = new URL(serverUrl);
  url.pathname = name;
  try {
    return await body(url.href);
  } finally {
    await querySql(serverUrl, `drop database ${name} with (force)`);
  }
}

/** Runs one statement through psql, past the stores, and gives its rows. */
export async function querySql(databaseUrl: string, sql: string): Promise<string[][]> {
  const psql = join(await runScript('bin', '18'), 'psql');
  const options = ['--no-psqlrc', '--no-align', '--tuples-only', '--field-separator=\t', '--quiet'];
  const { stdout } = await execute(psql, [...options, `--dbname=${databaseUrl}`, `--command=${sql}`]);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.split('\t'));
}

async function startPgBouncer(dir: string, databaseUrl: string): Promise<string | null> {
  return new URL(databaseUrl).password === '' ? runScript('pgbouncer', dir, databaseUrl) : null;
}

async function runScript(...args: string[]): Promise<string> {
  const { stdout } = await execute('bash', [SCRIPT, ...args]);
  return stdout.trim();
}
