import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { invariant } from '@memory-api/contract';

/** The built server, started as whoever runs it would: a process of its own with settings from the environment. */
export interface ServerProcess {
  readonly baseUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Resident memory now, in bytes; from /proc, so on Linux only. */
  residentBytes(): number;
  /** Ends the process at once, as a power switch does to it, and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks the process to finish what is under way and waits until it is gone. */
  stop(): Promise<void>;
}

/** What a server is started with. */
export interface ServerSettings {
  readonly dataDir: string;
  readonly ownerKey: string;
  /** A database of PostgreSQL in the place of SQLite in `dataDir`. */
  readonly databaseUrl?: string | null;
  /** Further environment variables, over those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** The server itself, unless it is the one whose ledger `SIGUSR2` turns off and on. */
  readonly program?: 'server' | 'metering-switch';
  /** How long the start may take; default 120 s. */
  readonly timeoutMs?: number;
}

const SERVER_DIR = new URL('../../../apps/server/dist/', import.meta.url);
const MAIN_FILES = { server: 'main.js', 'metering-switch': 'testing/metering-switch-main.js' };

/** A built file of the server, to be started as a process. */
export function toServerFile(name: string): string {
  return fileURLToPath(new URL(name, SERVER_DIR));
}

/** The root of the checkout, where `npm start` runs. */
export const REPOSITORY_DIR = fileURLToPath(new URL('../../..', import.meta.url));

/** Starts the server on a free port of the loopback interface and resolves when it says that it is ready. */
export async function startServer(settings: ServerSettings): Promise<ServerProcess> {
  const port = await findFreePort();
  const logFile = join(settings.dataDir, '..', `server-${port}.log`);
  const log = openSync(logFile, 'a');
  // Without the compiler for what runs long where the measurement is without it: a test is too short for it.
  const flags = process.execArgv.filter((flag) => flag === '--no-opt');
  const child = spawn(process.execPath, [...flags, toServerFile(MAIN_FILES[settings.program ?? 'server'])], {
    env: { ...process.env, ...toEnvironment(settings, port) },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const server = toServerProcess(child, port);
  await waitUntilReady({ url: `${server.baseUrl}/readyz`, child, logFile, timeoutMs: settings.timeoutMs ?? 120_000 });
  return server;
}

/** The variables that a server of a measurement runs with. */
export function toEnvironment(settings: ServerSettings, port: number): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: settings.dataDir,
    OWNER_KEY: settings.ownerKey,
    // Empty is unset: a measurement of SQLite must not end up in the database of whoever runs it.
    DATABASE_URL: settings.databaseUrl ?? '',
    LOG_LEVEL: 'warn',
    LOG_FORMAT: 'json',
    ...settings.env,
  };
}

/** A port of the loopback interface that was free a moment ago. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  invariant(typeof address === 'object' && address !== null, 'a listening TCP server has a port');
  probe.close();
  await once(probe, 'close');
  return address.port;
}

function toServerProcess(child: ChildProcess, port: number): ServerProcess {
  const { pid } = child;
  invariant(pid !== undefined, 'a process that was spawned has an id');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    port,
    pid,
    residentBytes: () => readResidentBytes(pid),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** Processor time that a process has used so far, all its threads together, in milliseconds; on Linux only. */
export function readCpuMs(pid: number): number {
  // Fields 14 and 15 in ticks of 10 ms; the name of the program, in parentheses, may hold blanks (proc(5)).
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Resident memory of a process in bytes. */
export function readResidentBytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

interface Readiness {
  readonly url: string;
  readonly child: ChildProcess;
  readonly logFile: string;
  readonly timeoutMs: number;
}

async function waitUntilReady({ url, child, logFile, timeoutMs }: Readiness): Promise<void> {
  const giveUpAtMs = performance.now() + timeoutMs;
  while (performance.now() < giveUpAtMs) {
    invariant(!hasEnded(child), `the server ended while starting:\n${readFileSync(logFile, 'utf8').slice(-4000)}`);
    if (await isOk(url)) return;
    await sleep(10);
  }
  child.kill('SIGKILL');
  invariant(false, `the server wasn't ready after ${timeoutMs} ms:\n${readFileSync(logFile, 'utf8').slice(-4000)}`);
}

/** Whether the address answers 2xx; that nobody listens yet is an answer too. */
export async function isOk(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
