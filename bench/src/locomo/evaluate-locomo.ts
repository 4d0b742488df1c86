import { createApiKey } from '@memory-api/contract';
import { createMinilmEmbedder } from '@memory-api/embedder';
import { createHttpClient } from '../harness/http-client.js';
import { summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import { startServer } from '../harness/server-process.js';
import { withDataDir } from '../harness/temp-dir.js';
import { createBm25 } from './bm25.js';
import { readLocomo } from './locomo-dataset.js';
import type { LocomoConversation } from './locomo-dataset.js';
import { createMinilmRanker } from './minilm-ranker.js';
import { scoreRanker } from './score-ranker.js';
import type { LocomoScores, Ranker } from './score-ranker.js';
import { createServiceRanker } from './service-ranker.js';

/** The service beside its two references, on one data set, in one run. */
export interface LocomoEvaluation {
  readonly stored: number;
  readonly scores: Readonly<Record<'service' | 'bm25' | 'minilm', LocomoScores>>;
  /** Of `POST /v1/query` over HTTP, one at a time, embedder included. */
  readonly latencyMs: Summary;
}

const PLACES = 20;

/** Starts a server of its own on a fresh data directory, stores the data set over HTTP and asks its questions. */
export async function evaluateLocomo(path: string, say: (line: string) => void): Promise<LocomoEvaluation> {
  const conversations = readLocomo(path);
  say('BM25 …');
  const bm25 = await scoreRanker(conversations, createBm25Ranker(conversations));
  say('MiniLM …');
  const minilm = await scoreMinilm(conversations);
  const { service, latencyMs } = await scoreService(conversations, say);
  const stored = conversations.reduce((sum, { turns, observations }) => sum + turns.length + observations.length, 0);
  return { stored, scores: { service, bm25, minilm }, latencyMs };
}

async function scoreService(
  conversations: readonly LocomoConversation[],
  say: (line: string) => void,
): Promise<{ readonly service: LocomoScores; readonly latencyMs: Summary }> {
  return withDataDir(async (dataDir) => {
    const key = createApiKey('live');
    const server = await startServer({ dataDir, ownerKey: key });
    const client = createHttpClient({ port: server.port, key, connections: 16 });
    say('storing over HTTP …');
    const ranker = await createServiceRanker(client, conversations);
    say('asking over HTTP …');
    const service = await scoreRanker(conversations, ranker);
    client.close();
    await server.stop();
    return { service, latencyMs: summarize(ranker.latenciesMs) };
  });
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
