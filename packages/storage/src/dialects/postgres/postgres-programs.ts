import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { messageOf } from '@memory-api/contract';
import { TransferError } from '../../transfer/transfer-error.js';
import { TOOL_NAME } from './postgres-place.js';

/** Variables of the process: `PATH`, and where `PG_DUMP`, `PG_RESTORE` and `PSQL` are if not there. */
export type ProgramEnvironment = Readonly<Record<string, string | undefined>>;

/** A program that comes with PostgreSQL. */
export type ProgramName = 'pg_dump' | 'pg_restore' | 'psql';

const VARIABLES = { pg_dump: 'PG_DUMP', pg_restore: 'PG_RESTORE', psql: 'PSQL' } as const;

/** A database as PostgreSQL's programs take it: the password in the environment, which no other user can read. */
export type ProgramTarget = { readonly url: string; readonly environment: ProgramEnvironment };

/** Makes arguments and environment for a database of a URL of ours. */
export function toProgramTarget(url: string, environment: ProgramEnvironment): ProgramTarget {
  const target = new URL(url);
  const password = target.searchParams.get('password') ?? decodeURIComponent(target.password);
  target.password = '';
  // What only the driver of Node knows, their URLs may not hold.
  for (const name of ['password', 'uselibpqcompat', 'application_name']) target.searchParams.delete(name);
  if (target.searchParams.get('sslmode') === 'no-verify') target.searchParams.set('sslmode', 'require');
  // A blank is written as a plus there, which PostgreSQL's programs take for one; a real plus is %2B already.
  target.search = target.search.replaceAll('+', '%20');
  const given = password === '' ? {} : { PGPASSWORD: password };
  return { url: target.href, environment: { ...environment, PGAPPNAME: TOOL_NAME, ...given } };
}

/** A program that was started. */
export type RunningProgram = {
  readonly child: ChildProcess;
  /** Resolves with its exit code and what it wrote to standard error; null: a signal ended it. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
};

/** Starts a program. Whoever starts it reads its standard output, or the program waits once it has written much. */
export async function startProgram(
  name: ProgramName,
  args: readonly string[],
  environment: ProgramEnvironment,
): Promise<RunningProgram> {
  const file = findProgram(name, environment);
  const child = spawn(file, args, { env: { ...environment, LC_ALL: 'C' }, stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (bytes: Buffer) => (stderr = `${stderr}${bytes.toString()}`.slice(0, 100_000)));
  // Whoever waits for the end hears why it stopped reading.
  child.stdin.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    await once(child, 'spawn');
  } catch (cause) {
    const message = `${name} of PostgreSQL can't be started (${messageOf(cause)}): install PostgreSQL's client programs, or set ${VARIABLES[name]} to where it is.`;
    throw new TransferError('PROGRAM', message, cause);
  }
  return { child, ended: closed.then(() => ({ code: child.exitCode, stderr })) };
}

/** Beside the one that is named, where one is: the three belong together. */
function findProgram(name: ProgramName, environment: ProgramEnvironment): string {
  const own = environment[VARIABLES[name]];
  if (own !== undefined && own !== '') return own;
  const sibling = Object.values(VARIABLES)
    .map((variable) => environment[variable] ?? '')
    .find((path) => path.includes('/'));
  return sibling === undefined ? name : join(dirname(sibling), name);
}

/** Runs a program to its end and gives what it wrote to standard output. Throws `PROGRAM` where it failed. */
export async function runProgram(
  name: ProgramName,
  args: readonly string[],
  environment: ProgramEnvironment,
): Promise<string> {
  const { child, ended } = await startProgram(name, args, environment);
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (bytes: Buffer) => chunks.push(bytes));
  child.stdin?.end();
  const { code, stderr } = await ended;
  if (code !== 0) throw new TransferError('PROGRAM', `${name} failed: ${toReason(stderr)}.`);
  return Buffer.concat(chunks).toString();
}

/** Throws `PROGRAM` where a program is older than the server: it can't know what that keeps. */
export async function assertProgramFits(
  name: ProgramName,
  serverMajor: number,
  environment: ProgramEnvironment,
): Promise<void> {
  const version = await runProgram(name, ['--version'], environment);
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(version)?.[1] ?? Number.NaN);
  if (major >= serverMajor) return;
  const message = `${name} is of PostgreSQL ${major}, and the server is ${serverMajor}: install the client programs of ${serverMajor}, or set ${VARIABLES[name]} to where its ${name} is.`;
  throw new TransferError('PROGRAM', message);
}

/** The first complaint of a program, without its name, line and punctuation. */
export function toReason(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((each) => /\b(?:error|fatal):/i.test(each)) ?? lines[0] ?? 'it said nothing';
  return line.replace(/^.*?\b(?:error|fatal):\s*/i, '').replace(/\.$/, '');
}
