import { setTimeout as sleep } from 'node:timers/promises';
import { asRecord, asRecords } from '../harness/json.js';
import { median, summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import { createRandom } from '../harness/random.js';
import type { Random } from '../harness/random.js';
import { createSyntheticMemory } from '../synthetic/synthetic-memory.js';
import { ask, searchedOf, withRecallStore } from './recall-store.js';
import type { RecallStore } from './recall-store.js';

/** Small namespaces in turn, under a budget that holds a part of them. */
export interface NamespacesFigures {
  readonly namespaces: number;
  readonly memories: number;
  readonly seconds: number;
  readonly queries: number;
  readonly writes: number;
  /** Indexes in memory at the end. */
  readonly held: number;
  /** Queries that missed a memory. */
  readonly lost: number;
  readonly queryMs: Summary;
  /** Resident memory in the last third of the time ÷ that in the second. */
  readonly growth: number;
  readonly residentMb: number;
}

/** What is measured with. */
export interface NamespacesOptions {
  readonly namespaces: number;
  readonly seconds: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

const MEMORIES_EACH = 20;
// The least that can be set: room for a few hundred of these indexes.
const BUDGET = { RECALL_MEMORY_MB: '16' };
const WRITES_SHARE = 0.02;
const SAMPLE_MS = 250;

/** Asks thousands of small namespaces at random, writes to some, and checks that each answers with all it holds. */
export async function measureNamespaces({
  namespaces,
  seconds,
  seed,
  say,
}: NamespacesOptions): Promise<NamespacesFigures> {
  const filling = {
    count: namespaces * MEMORIES_EACH,
    seed,
    say,
    env: BUDGET,
    namespace: (place: number) => nameOf(place % namespaces),
  };
  return withRecallStore(filling, async (store) => {
    say(`asking ${namespaces} small namespaces for ${seconds} s …`);
    const holdings = toHoldings(store, namespaces);
    const turns = await takeTurns(store, holdings, { seed, endsAtMs: performance.now() + seconds * 1000 });
    const { latenciesMs, residentMb, ...counts } = turns;
    const third = Math.floor(residentMb.length / 3);
    return {
      namespaces,
      memories: filling.count + counts.writes,
      seconds,
      queries: latenciesMs.length,
      ...counts,
      held: await readHeld(store),
      queryMs: summarize(latenciesMs),
      growth: median(residentMb.slice(-third)) / median(residentMb.slice(third, 2 * third)),
      residentMb: residentMb.at(-1) ?? Number.NaN,
    };
  });
}

interface Held {
  readonly id: string;
  readonly question: string;
}

interface Turns {
  readonly latenciesMs: readonly number[];
  readonly residentMb: readonly number[];
  readonly lost: number;
  readonly writes: number;
}

async function takeTurns(
  store: RecallStore,
  holdings: Held[][],
  { seed, endsAtMs }: { readonly seed: number; readonly endsAtMs: number },
): Promise<Turns> {
  const random = createRandom(seed);
  const [latenciesMs, residentMb]: [number[], number[]] = [[], []];
  const sampling = sample(residentMb, store, endsAtMs);
  let [lost, writes] = [0, 0];
  while (performance.now() < endsAtMs) {
    const number = random.below(holdings.length);
    const held = holdings[number] ?? [];
    if (random.next() < WRITES_SHARE) {
      held.push(await write(store, nameOf(number), random));
      writes++;
    }
    const { durationMs, isWhole } = await askFor(held[random.below(held.length)], held.length, nameOf(number), store);
    latenciesMs.push(durationMs);
    if (!isWhole) lost++;
  }
  await sampling;
  return { latenciesMs, residentMb, lost, writes };
}

async function askFor(wanted: Held | undefined, count: number, namespace: string, { client }: RecallStore) {
  const answer = await ask(client, namespace, wanted?.question ?? '', { relevance_threshold: 0, max_memories: 100 });
  const found = asRecords(asRecord(asRecord(answer.body)['data'])['memories']).map(({ id }) => id);
  const isFound = count > 100 || found.length === count;
  return {
    durationMs: answer.durationMs,
    isWhole: searchedOf(answer) === count && isFound && found.includes(wanted?.id),
  };
}

async function write({ client }: RecallStore, namespace: string, random: Random): Promise<Held> {
  const { text, question } = createSyntheticMemory(random);
  const memory = await client.sendOk({ method: 'POST', path: '/v1/memories', body: { text, namespace } });
  return { id: String(asRecord(memory)['id']), question };
}

async function sample(residentMb: number[], { server }: RecallStore, endsAtMs: number): Promise<void> {
  while (performance.now() < endsAtMs) {
    residentMb.push(server.residentBytes() / 1e6);
    await sleep(SAMPLE_MS);
  }
}

async function readHeld({ server }: RecallStore): Promise<number> {
  const text = await fetch(`${server.baseUrl}/metrics`).then((response) => response.text());
  return Number(/recall_indexes(?:\{[^}]*\})? (\d+)/.exec(text)?.[1]);
}

function toHoldings({ memories }: RecallStore, namespaces: number): Held[][] {
  const holdings = Array.from({ length: namespaces }, (): Held[] => []);
  memories.forEach((memory, place) => holdings[place % namespaces]?.push(memory));
  return holdings;
}

function nameOf(number: number): string {
  return `user-${number}`;
}
