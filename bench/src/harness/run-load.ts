import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadResult, LoadSpec } from './load.js';

/** Sends a load from a process of its own and gives what it measured. */
export async function runLoad(spec: LoadSpec): Promise<LoadResult> {
  const child = fork(new URL('../../dist/harness/load-generator.js', import.meta.url));
  child.send(spec);
  const [result] = (await once(child, 'message')) as [LoadResult];
  return result;
}
