import { createApiKey } from '@memory-api/contract';
import { createHttpClient } from '../harness/http-client.js';
import type { HttpClient } from '../harness/http-client.js';
import { summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import { storeMemories } from '../harness/query-service.js';
import type { MemoryToStore } from '../harness/query-service.js';
import { startServer } from '../harness/server-process.js';
import { withDataDir } from '../harness/temp-dir.js';
import type { GoalOutcome } from '../measurements/report.js';
import { createEverydayAsker } from './ask-everyday.js';
import { toEverydayFigures } from './everyday-figures.js';
import type { EverydayFigures, EverydayOutcomes } from './everyday-figures.js';
import { toEverydayGoals } from './everyday-goals.js';
import type { Split } from './everyday-sets.js';
import { readEverydayStores, toNamespaces } from './everyday-stores.js';
import type { EverydayStores } from './everyday-stores.js';

/** Which questions are asked. */
export type AskedSplit = Split | 'all';

/** The service on the project's own sets. */
export interface EverydayEvaluation {
  readonly seed: number;
  readonly stored: number;
  /** Of the split that was asked for; of `all`, of each split, too. */
  readonly figures: Readonly<Partial<Record<AskedSplit, EverydayFigures>>>;
  readonly goals: Readonly<Partial<Record<AskedSplit, readonly GoalOutcome[]>>>;
  /** What came back, one by one, of `dev` alone: whoever reads the held-out ones has begun to tune on them. */
  readonly devOutcomes: EverydayOutcomes;
  /** Of `POST /v1/query` over HTTP with the service's own defaults, one at a time, embedder included. */
  readonly latencyMs: Summary;
}

const LANES = 4;

/** Starts a server of its own on a fresh data directory, stores the sets over HTTP and asks their questions. */
export async function evaluateEveryday(options: {
  readonly split: AskedSplit;
  /** Of the texts of the long memories. */
  readonly seed: number;
  readonly say: (line: string) => void;
}): Promise<EverydayEvaluation> {
  const { split, seed, say } = options;
  const sets = readEverydayStores(seed);
  return withDataDir(async (dataDir) => {
    const key = createApiKey('live');
    const server = await startServer({ dataDir, ownerKey: key });
    const client = createHttpClient({ port: server.port, key, connections: LANES });
    const namespaces = toNamespaces(sets);
    const stored = [...namespaces.values()].reduce((sum, memories) => sum + memories.length, 0);
    say(`storing ${stored} memories over HTTP …`);
    await storeAll(client, namespaces);
    say('asking over HTTP …');
    const { outcomes, latenciesMs } = await askAll(client, sets, split);
    client.close();
    await server.stop();
    const splits: readonly AskedSplit[] = split === 'all' ? ['dev', 'held-out', 'all'] : [split];
    const figures = splits.map((one) => [one, toEverydayFigures(outcomes, one)] as const);
    return {
      seed,
      stored,
      figures: Object.fromEntries(figures),
      goals: Object.fromEntries(figures.map(([one, part]) => [one, toEverydayGoals(part)])),
      devOutcomes: toDevOutcomes(outcomes),
      latencyMs: summarize(latenciesMs),
    };
  });
}

async function storeAll(client: HttpClient, namespaces: ReadonlyMap<string, readonly MemoryToStore[]>): Promise<void> {
  const waiting = [...namespaces];
  const drain = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await storeMemories(client, ...next);
  };
  await Promise.all(Array.from({ length: LANES }, drain));
}

async function askAll(
  client: HttpClient,
  { paraphrases, changes, unanswerable, longStores }: EverydayStores,
  split: AskedSplit,
): Promise<{ readonly outcomes: EverydayOutcomes; readonly latenciesMs: readonly number[] }> {
  const asker = createEverydayAsker(client);
  const isAsked = (one: { readonly split: Split }): boolean => split === 'all' || one.split === split;
  const outcomes = {
    paraphrases: await inTurn(paraphrases.filter(isAsked), asker.askParaphrase),
    changes: await inTurn(changes.filter(isAsked), asker.askChange),
    longMemories: (await inTurn(longStores, (store) => asker.askLong(store, split))).flat(),
    unanswerable: await inTurn(unanswerable.filter(isAsked), asker.askUnanswerable),
  };
  return { outcomes, latenciesMs: asker.latenciesMs };
}

async function inTurn<T, R>(values: readonly T[], ask: (value: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (const value of values) answers.push(await ask(value));
  return answers;
}

function toDevOutcomes({ paraphrases, changes, longMemories, unanswerable }: EverydayOutcomes): EverydayOutcomes {
  const isDev = (one: { readonly split: Split }): boolean => one.split === 'dev';
  return {
    paraphrases: paraphrases.filter(isDev),
    changes: changes.filter(isDev),
    longMemories: longMemories.filter(isDev),
    unanswerable: unanswerable.filter(isDev),
  };
}
