import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

// A child process knows no TypeScript: it runs what the build has made of the fixture.
const WRITER = join(import.meta.dirname.replace(/([/\\])src\b/, '$1dist'), 'testing/crash-writer-worker.js');

/** A server in a process of its own, and the ids of the memories that it has answered. */
export type Writer = { readonly child: ChildProcess; readonly answered: readonly string[] };

/** Starts a process that stores memories in a data directory until it is killed. */
export async function startWriter(dataDir: string, prefix: string): Promise<Writer> {
  const child = fork(WRITER, [dataDir, prefix], { execArgv: [] });
  const answered: string[] = [];
  await once(child, 'message');
  child.on('message', (id) => {
    if (typeof id === 'string') answered.push(id);
  });
  return { child, answered };
}

/** Kills a writer as the kernel would, without a word. */
export async function killWriter({ child }: Writer): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
