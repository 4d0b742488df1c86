import { createRandom } from '../harness/random.js';
import { measureCrowd } from './crowd.js';
import type { CrowdFigures } from './crowd.js';
import { measureIngest, measureLoad } from './index-upkeep.js';
import type { LoadFigures } from './index-upkeep.js';
import { measureLatency } from './query-latency.js';
import type { LatencyFigures } from './query-latency.js';
import { NAMESPACE, OTHER_MEMORIES, OTHER_NAMESPACE, withRecallStore } from './recall-store.js';

/** What is measured of a namespace of some size. */
export interface RecallSizeFigures extends LoadFigures, LatencyFigures {
  readonly memories: number;
  readonly crowd: CrowdFigures;
  /** Memories a second that the index takes in, as they come to be in the store. */
  readonly ingestedPerSecond: number;
}

/** What a size is measured with. */
export interface RecallSizeOptions {
  readonly memories: number;
  readonly questions: number;
  readonly crowdSeconds: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** Fills a store with a namespace of some size and a small one beside it, and measures the first. */
export async function measureRecallSize(options: RecallSizeOptions): Promise<RecallSizeFigures> {
  const { memories: count, seed, say } = options;
  const filling = {
    count: count + OTHER_MEMORIES,
    namespace: (place: number) => (place < count ? NAMESPACE : OTHER_NAMESPACE),
  };
  return withRecallStore({ ...filling, seed, say }, async (whole) => {
    const store = { ...whole, memories: shuffled(whole.memories.slice(0, count), seed) };
    say(`loading ${count} memories …`);
    const load = await measureLoad(store, count);
    say(`asking in ${count} memories …`);
    const latency = await measureLatency(store, { rounds: options.questions, seed, say });
    say(`asking twenty times at once in ${count} memories …`);
    const crowd = await measureCrowd(store, options.crowdSeconds);
    say(`writing beside ${count} memories …`);
    const ingestedPerSecond = await measureIngest(store, seed, latency.queryMs.p50);
    return { memories: count, ...load, ...latency, crowd, ingestedPerSecond };
  });
}

// Questions of all the store, not of what was written first.
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const random = createRandom(seed);
  return items
    .map((item) => ({ item, key: random.next() }))
    .toSorted((left, right) => left.key - right.key)
    .map(({ item }) => item);
}
