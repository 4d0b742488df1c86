import { fork } from 'node:child_process';
import { once } from 'node:events';
import { invariant } from '@memory-api/contract';
import type { LoadResult, LoadSpec } from './load.js';

/** Sends a load from a process of its own and gives what it measured. */
export async function runLoad(spec: LoadSpec): Promise<LoadResult> {
  const child = fork(new URL('../../dist/harness/load-generator.js', import.meta.url));
  child.send(spec);
  const result = await Promise.race([
    once(child, 'message').then(([message]) => message as LoadResult),
    once(child, 'exit').then(() => null),
  ]);
  invariant(result !== null, 'the load generator ended without a result');
  return result;
}
