import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SCRIPT = new URL('../../../../../scripts/postgres.sh', import.meta.url).pathname;
const run = promisify(execFile);

/** A server of a test's own, for what would break the tests that run beside it. */
export type TestCluster = {
  /** Of its superuser; the same after every start. */
  readonly url: string;
  /** The folder that holds it. */
  readonly directory: string;
  start(): Promise<void>;
  /** As `pg_ctl stop -m` does. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** SIGKILL of every process. */
  kill(): Promise<void>;
  /** Ends it, and removes the folder. */
  remove(): Promise<void>;
};

/** Makes and starts a server; `durable` waits for the disk as a real one does. */
export async function startCluster(
  options: { readonly version?: 15 | 18; readonly durable?: boolean; readonly directory?: string } = {},
): Promise<TestCluster> {
  const { version = 18, durable = false } = options;
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'memory-api-cluster-'));
  const start = () => callScript('start', directory, '--version', String(version), ...(durable ? ['--durable'] : []));
  const url = await start();
  return {
    url,
    directory,
    start: async () => void (await start()),
    stop: async (mode) => void (await callScript('stop', directory, mode)),
    kill: async () => void (await callScript('kill', directory)),
    async remove() {
      await callScript('kill', directory).catch(() => 'it is down already');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Puts a PgBouncer in transaction mode before a server. */
export async function startPgBouncer(serverUrl: string): Promise<{ readonly url: string; remove(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'memory-api-pgbouncer-'));
  const url = await callScript('pgbouncer', directory, serverUrl);
  return {
    url,
    async remove() {
      await callScript('pgbouncer-stop', directory);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function callScript(...parameters: readonly string[]): Promise<string> {
  const { stdout } = await run('bash', [SCRIPT, ...parameters]);
  return stdout.trim();
}
