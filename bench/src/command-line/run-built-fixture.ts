import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readTestServers } from '@memory-api/storage/conformance';

/** The servers of PostgreSQL, or null where there are none: then what needs one is skipped. */
export const servers = readTestServers();

/** What a command came to. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

// To start a server of PostgreSQL of their own takes commands half of their time: that they can is tested beside it.
const env = { ...process.env, BENCH_DATABASE_URL: servers?.postgres18 ?? '' };

/** Runs a built command to its end; it and its servers without the compiler for what runs long. */
export function runBuilt(command: 'bench' | 'eval', ...args: string[]): Promise<Outcome> {
  const file = fileURLToPath(new URL(`../../dist/${command}.js`, import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, ['--no-opt', file, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}
