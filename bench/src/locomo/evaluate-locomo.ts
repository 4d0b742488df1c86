import { createMinilmEmbedder } from '@memory-api/embedder';
import { createHttpClient } from '../harness/http-client.js';
import { shareOfSamePlaces } from '../harness/same-places.js';
import { mean, summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import { startServer } from '../harness/server-process.js';
import { withStore } from '../harness/store-location.js';
import type { EngineName } from '../harness/store-location.js';
import type { GoalOutcome } from '../measurements/report.js';
import { askScores } from './ask-scores.js';
import { measureCalibrationSizes } from './calibration-sizes.js';
import type { SizedCalibration } from './calibration-sizes.js';
import { createBm25 } from './bm25.js';
import { readLocomo } from './locomo-dataset.js';
import type { LocomoConversation } from './locomo-dataset.js';
import { toLocomoGoals } from './locomo-goals.js';
import { createMinilmRanker } from './minilm-ranker.js';
import { toScoreFigures } from './score-figures.js';
import type { ScoreFigures } from './score-figures.js';
import { scoreRanker } from './score-ranker.js';
import type { LocomoScores, Ranker } from './score-ranker.js';
import { createServiceRanker } from './service-ranker.js';

/** The service beside its two references, on one data set, in one run. */
export interface LocomoEvaluation {
  readonly engine: EngineName;
  readonly stored: number;
  readonly scores: Readonly<Record<'service' | 'bm25' | 'minilm', LocomoScores>>;
  /** Whether the relevance scores of turns mean what they say. */
  readonly relevance: ScoreFigures;
  /** The same in smaller and larger stores, where that was asked for. */
  readonly sizes: readonly SizedCalibration[];
  readonly goals: readonly GoalOutcome[];
  /** Of `POST /v1/query` over HTTP, one at a time, embedder included. */
  readonly latencyMs: Summary;
  /** The same data set on the other engine, where that was asked for. */
  readonly comparison: EngineComparison | null;
}

/** How far the other engine gives the same answers. */
export interface EngineComparison {
  readonly engine: EngineName;
  readonly scores: LocomoScores;
  readonly latencyMs: Summary;
  /** The share of places among the first ten (twenty) that hold the same memory on both engines. */
  readonly samePlacesAt10: number;
  readonly samePlacesAt20: number;
}

/** What to evaluate. */
export interface LocomoOptions {
  readonly engine: EngineName;
  /** Whether to run on the other engine, too. */
  readonly compare: boolean;
  /** Whether to measure calibration in stores of other sizes. */
  readonly sizes: boolean;
  readonly say: (line: string) => void;
}

const PLACES = 20;

/** Starts a server of its own on an empty store, stores the data set over HTTP and asks its questions. */
export async function evaluateLocomo(path: string, options: LocomoOptions): Promise<LocomoEvaluation> {
  const { engine, compare, say } = options;
  const conversations = readLocomo(path);
  say('BM25 …');
  const bm25 = await scoreRanker(conversations, createBm25Ranker(conversations));
  say('MiniLM …');
  const minilm = await scoreMinilm(conversations);
  const { scores: service, relevance, sizes, latencyMs, rankings } = await scoreService(conversations, options);
  const otherEngine = engine === 'sqlite' ? 'postgres' : 'sqlite';
  const other = compare ? await scoreService(conversations, { ...options, engine: otherEngine, sizes: false }) : null;
  const stored = conversations.reduce((sum, { turns, observations }) => sum + turns.length + observations.length, 0);
  const comparison = other === null ? null : toComparison(rankings, other);
  const goals = toLocomoGoals(service, relevance);
  return { engine, stored, scores: { service, bm25, minilm }, relevance, sizes, goals, latencyMs, comparison };
}

interface ServiceScores {
  readonly engine: EngineName;
  readonly scores: LocomoScores;
  readonly relevance: ScoreFigures;
  readonly sizes: readonly SizedCalibration[];
  readonly latencyMs: Summary;
  readonly rankings: readonly (readonly string[])[];
}

async function scoreService(
  conversations: readonly LocomoConversation[],
  { engine, sizes: wantsSizes, say }: LocomoOptions,
): Promise<ServiceScores> {
  return withStore(engine, async (location) => {
    const server = await startServer(location);
    const client = createHttpClient({ port: server.port, key: location.ownerKey, connections: 16 });
    say(`storing over HTTP (${engine}) …`);
    const ranker = await createServiceRanker(client, conversations);
    say('asking over HTTP …');
    const scores = await scoreRanker(conversations, ranker);
    say('asking what is not there …');
    const relevance = toScoreFigures(await askScores(conversations, ranker.askTurns));
    const sizes = wantsSizes ? await measureCalibrationSizes(conversations, { client, location, seed: 1, say }) : [];
    client.close();
    await server.stop();
    return { engine, scores, relevance, sizes, latencyMs: summarize(ranker.latenciesMs), rankings: ranker.rankings };
  });
}

function toComparison(
  rankings: readonly (readonly string[])[],
  { engine, scores, latencyMs, rankings: others }: ServiceScores,
): EngineComparison {
  const shareAt = (k: number): number =>
    mean(rankings.map((ranking, question) => shareOfSamePlaces(ranking, others[question] ?? [], k)));
  return { engine, scores, latencyMs, samePlacesAt10: shareAt(10), samePlacesAt20: shareAt(20) };
}

async function scoreMinilm(conversations: readonly LocomoConversation[]): Promise<LocomoScores> {
  const embedder = createMinilmEmbedder({ logger: console });
  const scores = await scoreRanker(conversations, await createMinilmRanker(embedder, conversations));
  await embedder.close();
  return scores;
}

function createBm25Ranker(conversations: readonly LocomoConversation[]): Ranker {
  const turns = new Map(conversations.map((one) => [one.id, createBm25(one.turns)]));
  const observations = new Map(conversations.map((one) => [one.id, createBm25(one.observations)]));
  return {
    rankTurns: async ({ id }, question) => turns.get(id)?.rank(question, PLACES) ?? [],
    rankObservations: async ({ id }, question) => observations.get(id)?.rank(question, PLACES) ?? [],
  };
}
