import { createMinilmEmbedder } from '@memory-api/embedder';
import { exactSearch, MetricKind } from 'usearch';
import type { HttpAnswer } from '../harness/http-client.js';
import { mean, summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import { createRandom } from '../harness/random.js';
import { parseServerTiming } from '../harness/server-timing.js';
import { readVectorPool } from '../synthetic/vector-pool.js';
import { ask, NAMESPACE } from './recall-store.js';
import type { RecallStore } from './recall-store.js';

/** Queries one after the other, each beside the same work done by nothing but usearch and the embedder. */
export interface LatencyFigures {
  /** Over HTTP, embedder included. */
  readonly queryMs: Summary;
  /** What the server counts of it: bringing the index up to date, vectors, terms, scoring, reading the rows. */
  readonly withoutEmbedderMs: Summary;
  /** usearch's exact scan of as many vectors, for as many neighbours. */
  readonly scanMs: Summary;
  readonly embedderMs: Summary;
  /** Part of the whole latency that went into each stage; `rest` is HTTP, threads and JSON. */
  readonly shares: Readonly<Record<string, number>>;
}

/** Stages of a query as the header Server-Timing names them. */
export const STAGES = ['embed', 'store', 'vectors', 'terms', 'scoring'] as const;

const WARM_UP = 20;
// What a query asks of its own scan.
const NEIGHBOURS = 200;

/** Measures queries, each of another question about a memory that is stored. */
export async function measureLatency(
  { client, memories }: RecallStore,
  { rounds, seed, say }: { readonly rounds: number; readonly seed: number; readonly say: (line: string) => void },
): Promise<LatencyFigures> {
  const scan = await createScan(memories.length, seed, say);
  const embedder = createMinilmEmbedder({ logger: console });
  const questions = memories.slice(0, rounds).map(({ question }) => question);
  for (const question of questions.slice(0, WARM_UP)) {
    await ask(client, NAMESPACE, `${question} And since when?`);
    scan((await embedder.embedQuery(`${question} Until when?`)).vector);
  }
  const answers: HttpAnswer[] = [];
  const [scansMs, embeddingsMs]: [number[], number[]] = [[], []];
  for (const question of questions) {
    answers.push(await ask(client, NAMESPACE, question));
    const startedAtMs = performance.now();
    const { vector } = await embedder.embedQuery(question);
    embeddingsMs.push(performance.now() - startedAtMs);
    scansMs.push(scan(vector));
  }
  await embedder.close();
  return { ...toQueryFigures(answers), scanMs: summarize(scansMs), embedderMs: summarize(embeddingsMs) };
}

/** What answers say of themselves. */
export function toQueryFigures(
  answers: readonly Pick<HttpAnswer, 'durationMs' | 'headers'>[],
): Pick<LatencyFigures, 'queryMs' | 'withoutEmbedderMs' | 'shares'> {
  const timings = answers.map(({ headers }) => parseServerTiming(headers['server-timing'] ?? ''));
  const withoutEmbedder = timings.map((one) =>
    STAGES.filter((stage) => stage !== 'embed').reduce((sum, stage) => sum + (one[stage] ?? Number.NaN), 0),
  );
  const wholeMs = mean(answers.map(({ durationMs }) => durationMs));
  const shares = STAGES.map(
    (stage) => [stage, mean(timings.map((one) => one[stage] ?? Number.NaN)) / wholeMs] as const,
  );
  const rest = 1 - shares.reduce((sum, [, share]) => sum + share, 0);
  return {
    queryMs: summarize(answers.map(({ durationMs }) => durationMs)),
    withoutEmbedderMs: summarize(withoutEmbedder),
    shares: Object.fromEntries([...shares, ['rest', rest]]),
  };
}

async function createScan(
  count: number,
  seed: number,
  say: (line: string) => void,
): Promise<(vector: Int8Array) => number> {
  const pool = await readVectorPool({ count, say });
  const random = createRandom(seed);
  const matrix = new Int8Array(count * pool.dimensions);
  for (let place = 0; place < count; place++) matrix.set(pool.next(random), place * pool.dimensions);
  return (vector) => {
    // usearch ignores the byte offset of a typed array.
    const question = vector.slice();
    const startedAtMs = performance.now();
    exactSearch(matrix, question, pool.dimensions, Math.min(NEIGHBOURS, count), MetricKind.Cos, 1);
    return performance.now() - startedAtMs;
  };
}
