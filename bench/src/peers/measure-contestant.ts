import { summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import type { Asking } from './ask-ranker.js';
import type { Contestant } from './contestant.js';
import type { PeerStore } from './peer-data.js';
import { scoreRankings } from './score-rankings.js';
import type { PeerRecall, RankedStore } from './score-rankings.js';

/** What is asked of every contestant alike. */
export interface PeerRun {
  readonly stores: readonly PeerStore[];
  /** One store of many memories. */
  readonly large: PeerStore;
  /** For each figure of speed. */
  readonly seconds: number;
  readonly say: (line: string) => void;
}

/** How fast a contestant answers. */
export interface PeerSpeed {
  /** In the store that was asked. */
  readonly memories: number;
  /** One question at a time. */
  readonly latencyMs: Summary;
  /** Four questions at a time. */
  readonly queriesPerSecond: number;
}

/** What came of one contestant. */
export interface ContestantFigures {
  readonly name: string;
  readonly packageName: string;
  readonly version: string;
  readonly settings: string;
  /** By group of questions. */
  readonly recall: Readonly<Record<string, PeerRecall>>;
  /** In the largest store of the data set. */
  readonly speed: PeerSpeed;
  readonly largeSpeed: PeerSpeed;
  /** Questions of the large store whose memory was among the first ten, in percent: speed without it says nothing. */
  readonly largeFoundAt10: number;
}

const LIMIT = 20;
const LANES = 4;
const MAX_LARGE_QUESTIONS = 400;
const WARMING_QUESTIONS = 10;

/** Lets a contestant store and answer everything, first the data set, then the large store. */
export async function measureContestant(contestant: Contestant, run: PeerRun): Promise<ContestantFigures> {
  const { name, packageName, version, settings } = contestant;
  const { stores, large, seconds, say } = run;
  const ranked: RankedStore[] = [];
  for (const store of stores) {
    say(`${name}: ${store.namespace}, ${store.memories.length} memories …`);
    await contestant.store(store.namespace, store.memories);
    const { rankings } = await contestant.ask(toAsking(store), null);
    ranked.push({ store, rankings });
  }
  const largest = stores.reduce((most, store) => (store.memories.length > most.memories.length ? store : most));
  const { speed } = await measureSpeed(contestant, largest, seconds);
  say(`${name}: ${large.memories.length} memories …`);
  await contestant.store(large.namespace, large.memories);
  const { speed: largeSpeed, ranked: largeRanked } = await measureSpeed(contestant, large, seconds);
  const largeFoundAt10 = scoreRankings([largeRanked])['synthetic']?.at10 ?? Number.NaN;
  await contestant.close();
  return { name, packageName, version, settings, recall: scoreRankings(ranked), speed, largeSpeed, largeFoundAt10 };
}

async function measureSpeed(
  contestant: Contestant,
  store: PeerStore,
  seconds: number,
): Promise<{ readonly speed: PeerSpeed; readonly ranked: RankedStore }> {
  const asking = toAsking(store, MAX_LARGE_QUESTIONS);
  await contestant.ask({ ...asking, questions: asking.questions.slice(0, WARMING_QUESTIONS) }, seconds);
  const { rankings, latenciesMs } = await contestant.ask(asking, seconds);
  const queriesPerSecond = await contestant.load(asking, { lanes: LANES, seconds });
  const speed = { memories: store.memories.length, latencyMs: summarize(latenciesMs), queriesPerSecond };
  return { speed, ranked: { store, rankings } };
}

function toAsking({ namespace, questions }: PeerStore, count = questions.length): Asking {
  const asked = questions.slice(0, count).map(({ text, referenceTime }) => ({
    text,
    ...(referenceTime !== undefined && { referenceTime }),
  }));
  return { namespace, questions: asked, limit: LIMIT };
}
