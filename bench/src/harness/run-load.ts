import { fork } from 'node:child_process';
import { once } from 'node:events';
import { invariant } from '@memory-api/contract';
import type { LoadResult, LoadSpec } from './load.js';

/** Sends a load from a process of its own and gives what it measured. */
export async function runLoad(spec: LoadSpec): Promise<LoadResult> {
  const child = fork(new URL('../../dist/harness/load-generator.js', import.meta.url));
  child.send(spec);
  const failed = once(child, 'exit').then(() => invariant(false, 'the load generator ended without a result'));
  const [result] = (await Promise.race([once(child, 'message'), failed])) as [LoadResult];
  // Its end, which follows, is no failure any more.
  failed.catch(() => undefined);
  return result;
}
