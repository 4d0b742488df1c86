import { setTimeout as sleep } from 'node:timers/promises';
import { invariant } from '@memory-api/contract';
import { median, summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import { addToStore } from '../synthetic/fill-store.js';
import { ask, NAMESPACE, OTHER_NAMESPACE, searchedOf } from './recall-store.js';
import type { RecallStore } from './recall-store.js';

/** What loading an index takes, and what it takes in memory. */
export interface LoadFigures {
  /** The first query of the namespace, which loads its index. */
  readonly loadMs: number;
  /** Queries to another namespace meanwhile. */
  readonly othersMs: Summary;
  /** What the server grew by, over the number of memories. */
  readonly bytesAMemory: number;
}

const QUESTION = 'Who has a violin?';
// Until the garbage of loading is collected, as far as the engine collects it without being pressed.
const SETTLE_MS = 2000;

/** Loads the index of the large namespace by asking it, while the small one is asked again and again. */
export async function measureLoad({ client, server, memories }: RecallStore, count: number): Promise<LoadFigures> {
  await ask(client, OTHER_NAMESPACE, QUESTION);
  await sleep(SETTLE_MS);
  const bytesBefore = server.residentBytes();
  let isLoading = true;
  const loading = ask(client, NAMESPACE, QUESTION).finally(() => (isLoading = false));
  const othersMs: number[] = [];
  for (let place = 0; isLoading; place++) {
    const question = memories[place % memories.length]?.question ?? QUESTION;
    othersMs.push((await ask(client, OTHER_NAMESPACE, question)).durationMs);
  }
  const loaded = await loading;
  invariant(searchedOf(loaded) === count, `the namespace holds ${searchedOf(loaded)} memories`);
  await sleep(SETTLE_MS);
  const bytesAMemory = (server.residentBytes() - bytesBefore) / count;
  return { loadMs: loaded.durationMs, othersMs: summarize(othersMs), bytesAMemory };
}

/** What is written between two queries, which the second must find; no more than there is before. */
export const MOST_WRITTEN_A_ROUND = 5000;
const ROUNDS = 5;

/**
 * How many memories a second an index takes in: memories are written to the store beside the server, and the next query
 * is charged for what it takes longer than one with nothing to take in.
 */
export async function measureIngest(store: RecallStore, seed: number, usualMs: number): Promise<number> {
  const before = searchedOf(await ask(store.client, NAMESPACE, QUESTION));
  const count = Math.min(MOST_WRITTEN_A_ROUND, before);
  const rates: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    await addToStore({
      ...store.location,
      orgId: store.orgId,
      namespace: NAMESPACE,
      count,
      seed: seed + round,
      say: () => undefined,
    });
    const answer = await ask(store.client, NAMESPACE, `${QUESTION} And who had one?`);
    const found = searchedOf(answer);
    invariant(found === before + round * count, `a query after ${round} rounds of writes saw ${found} memories`);
    rates.push((count * 1000) / Math.max(1, answer.durationMs - usualMs));
  }
  return median(rates);
}
