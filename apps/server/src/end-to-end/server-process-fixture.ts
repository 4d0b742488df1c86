import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createApiKey, invariant } from '@memory-api/contract';
import {
  createTestDatabase,
  readTestServers,
  type TestDatabase,
  type TestServers,
} from '@memory-api/storage/conformance';
import { describe } from 'vitest';
import { readAnswer, type Answer } from '../abuse/answer-fixture.js';

/** The built server, as `npm start` runs it. */
export const MAIN_FILE = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/**
 * How Node is started for the seconds that a test needs a process: without the compiler for what runs long, which is
 * hardly paid back there: 7 % of the processor time of a start, alone on a machine.
 */
export const NODE_FLAGS: readonly string[] = ['--no-opt'];

/** The root of the checkout, where npm's commands run. */
export const REPOSITORY = fileURLToPath(new URL('../../../..', import.meta.url));

/** A server in a process of its own. */
export interface RunningServer {
  readonly base: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  /** What it was started with: the same again starts on the same data. */
  readonly env: Readonly<Record<string, string>>;
  /** The key of the owner organization: given to it, or made by its first start. */
  readonly ownerKey: string;
  /** Everything that it wrote to standard output and standard error. */
  log(): string;
  call(call: HttpCall): Promise<Answer>;
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<{ readonly code: number | null; readonly durationMs: number }>;
}

/** One request of a test. */
export interface HttpCall {
  readonly method?: string;
  readonly path: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a server is started with. */
export interface ServerOptions {
  /** Made anew unless given. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** An empty directory; `removeScratch` removes all of them. */
export async function makeScratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'memory-api-e2e-'));
  scratch.push(directory);
  return directory;
}

/** A start takes a second, and many times that where five happen at once on a busy machine. */
const START_MS = 60_000;

const scratch: string[] = [];
const running = new Set<ChildProcess>();
const databases: TestDatabase[] = [];

/** Ends what a test left running and removes what it left lying. */
export async function cleanUp(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  for (const directory of scratch.splice(0)) await rm(directory, { recursive: true, force: true });
  for (const database of databases.splice(0)) await database.drop();
}

/** The environment of a process that inherits no setting of ours. */
export function toEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, ...env };
}

/** Starts a server on an empty store of its own, or on that of an earlier one. */
export type StartServer = (options?: ServerOptions) => Promise<RunningServer>;

/** Runs a group of tests on each engine; on PostgreSQL where `npm run pg:start` has started one. */
export function describeServers(title: string, group: (start: StartServer) => void): void {
  describe(`${title} (sqlite)`, () => group(startServer));
  const servers = readTestServers();
  const startOnPostgres: StartServer = async (options = {}) => {
    const isAgain = options.env?.['DATABASE_URL'] !== undefined;
    const settings = isAgain ? {} : await toDatabaseSettings(servers);
    return startServer({ ...options, env: { ...settings, ...options.env } });
  };
  describe.skipIf(servers === null)(`${title} (postgres)`, () => group(startOnPostgres));
}

/** A database of its own, that a server sets up by itself, and the owner's key for it. */
export async function toDatabaseSettings(servers: TestServers | null): Promise<Record<string, string>> {
  invariant(servers !== null, 'what needs a server is skipped without one');
  const database = await createTestDatabase(servers.postgres18);
  databases.push(database);
  return { DATABASE_URL: database.url, OWNER_KEY: createApiKey('live') };
}

/** Starts a server on a free port and waits until it says where it listens. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const directory = await makeScratch();
  const dataDir = options.env?.['DATA_DIR'] ?? options.dataDir ?? join(directory, 'data');
  const env = { DATA_DIR: dataDir, ...options.env };
  const logFile = join(directory, 'log');
  const log = await open(logFile, 'a');
  const child = spawn(process.execPath, [...NODE_FLAGS, MAIN_FILE], {
    cwd: directory,
    env: toEnvironment({ PORT: '0', ...env }),
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  track(child);
  const readLog = (): string => readFileSync(logFile, 'utf8');
  const base = await waitForAddress(child, readLog);
  return toRunningServer({ child, base, dataDir, env, readLog });
}

function track(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
}

async function waitForAddress(child: ChildProcess, readLog: () => string): Promise<string> {
  const deadlineMs = performance.now() + START_MS;
  while (performance.now() < deadlineMs) {
    const base = /listens on (http:\/\/[\d.[\]:\w]+:\d+)/.exec(readLog())?.[1];
    if (base !== undefined) return base;
    invariant(child.exitCode === null, `the server ended while starting:\n${readLog()}`);
    await sleep(25);
  }
  invariant(false, `the server wasn't there after ${START_MS} ms:\n${readLog()}`);
}

function toRunningServer(parts: {
  readonly child: ChildProcess;
  readonly base: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly readLog: () => string;
}): RunningServer {
  const { child, base, dataDir, env, readLog } = parts;
  const { pid } = child;
  invariant(pid !== undefined, 'a process that runs has an id');
  return {
    base,
    port: Number(new URL(base).port),
    pid,
    dataDir,
    env,
    get ownerKey() {
      return env['OWNER_KEY'] ?? readOwnerKey(dataDir);
    },
    log: readLog,
    call: (call) => callHttp(base, call),
    async stop(signal = 'SIGTERM') {
      const startedAtMs = performance.now();
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill(signal);
        await ended;
      }
      return { code: child.exitCode, durationMs: performance.now() - startedAtMs };
    },
  };
}

/** Sends one request over HTTP and reads the answer. */
export async function callHttp(base: string, call: HttpCall): Promise<Answer> {
  const { method = 'GET', path, key, body, headers } = call;
  const response = await fetch(base + path, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return readAnswer(response.status, Object.fromEntries(response.headers), await response.text());
}

/** The key that a first start without a terminal leaves beside the data. */
export function readOwnerKey(dataDir: string): string {
  const file = join(dataDir, 'owner-key');
  invariant(existsSync(file), `${file} is there after a first start`);
  return readFileSync(file, 'utf8').trim();
}

/** What a command that ends by itself came to. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command is run with. */
export interface CommandOptions {
  /** The root of the checkout unless given. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Default 60 s. */
  readonly timeoutMs?: number;
}

/** Runs a command to its end. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawn(command, args, {
    cwd: options.cwd ?? REPOSITORY,
    env: toEnvironment(options.env ?? {}),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMs ?? 60_000,
  });
  track(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (bytes: Buffer) => (output.stdout += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (output.stderr += bytes.toString()));
  await once(child, 'close');
  return { code: child.exitCode, ...output };
}

/** Runs a program of Node to its end. */
export function runNode(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return runCommand(process.execPath, [...NODE_FLAGS, ...args], options);
}

/** Starts the server where it is expected to refuse, and gives what it said. */
export async function startInVain(env: Readonly<Record<string, string>>): Promise<CommandResult> {
  const cwd = await makeScratch();
  const settings = { PORT: '0', DATA_DIR: join(cwd, 'data'), ...env };
  return runNode([MAIN_FILE], { cwd, env: settings, timeoutMs: START_MS });
}
