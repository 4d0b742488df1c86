import { createApiKey, invariant } from '@memory-api/contract';
import { createMinilmEmbedder } from '@memory-api/embedder';
import { createHttpClient } from '../harness/http-client.js';
import type { HttpAnswer } from '../harness/http-client.js';
import { mean, summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import { startServer } from '../harness/server-process.js';
import { parseServerTiming } from '../harness/server-timing.js';
import { withDataDir } from '../harness/temp-dir.js';
import { FILLING_NOTE, fillStore } from '../synthetic/fill-store.js';
import { atMost } from './report.js';
import type { MeasurementOptions, Report } from './report.js';

interface SizeFigures {
  readonly memories: number;
  readonly latencyMs: Summary;
  readonly coldMs: number;
  /** Part of the whole latency that went into each stage; `rest` is HTTP, threads and JSON. */
  readonly shares: Readonly<Record<string, number>>;
  readonly embedderMs: Summary;
}

const GOALS_MS: Readonly<Record<number, number>> = { 10_000: 10, 100_000: 25 };
const NAMESPACE = 'bench';
const STAGES = ['embed', 'store', 'vectors', 'terms', 'scoring'];
const QUESTIONS = 400;

/** Latency of queries over HTTP in namespaces of 10,000 and 100,000 memories, and where it goes. */
export async function measureQuery(options: MeasurementOptions): Promise<Report> {
  const sizes: SizeFigures[] = [];
  for (const memories of Object.keys(GOALS_MS).map(Number)) sizes.push(await measureSize(memories, options));
  return {
    figures: { questions: options.rounds ?? QUESTIONS, sizes },
    headings: [
      'memories',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'cold ms',
      ...STAGES.map((stage) => `${stage} %`),
      'rest %',
      'embedder alone p50 ms',
    ],
    rows: sizes.map(({ memories, latencyMs, coldMs, shares, embedderMs }) => [
      memories,
      latencyMs.p50,
      latencyMs.p95,
      latencyMs.p99,
      coldMs,
      ...[...STAGES, 'rest'].map((stage) => (shares[stage] ?? Number.NaN) * 100),
      embedderMs.p50,
    ]),
    goals: sizes.map(({ memories, latencyMs }) =>
      atMost(`p95 ms at ${memories}`, latencyMs.p95, GOALS_MS[memories] ?? 0),
    ),
    notes: [
      'One question after the other on one connection, each another one, about a memory that is stored.',
      '`cold` is the first query, which loads the index. `store` is bringing the index up to date and reading the rows.',
      FILLING_NOTE,
    ],
  };
}

async function measureSize(memories: number, { seed, rounds, say }: MeasurementOptions): Promise<SizeFigures> {
  return withDataDir(async (dataDir) => {
    const key = createApiKey('live');
    const { memories: stored } = await fillStore({
      dataDir,
      ownerKey: key,
      namespace: NAMESPACE,
      count: memories,
      seed,
      say,
    });
    const questions = stored.slice(0, rounds ?? QUESTIONS).map(({ question }) => question);
    const server = await startServer({ dataDir, ownerKey: key });
    const client = createHttpClient({ port: server.port, key, connections: 1 });
    const ask = async (context: string): Promise<HttpAnswer> => {
      const answer = await client.send({ method: 'POST', path: '/v1/query', body: { context, namespace: NAMESPACE } });
      invariant(answer.status === 200, `a query answered ${answer.status}`);
      return answer;
    };
    say(`asking in ${memories} memories …`);
    const cold = await ask('Who has a violin?');
    for (const question of questions.slice(0, 20)) await ask(`${question} And since when?`);
    const answers: HttpAnswer[] = [];
    for (const question of questions) answers.push(await ask(question));
    client.close();
    await server.stop();
    return {
      memories,
      latencyMs: summarize(answers.map(({ durationMs }) => durationMs)),
      coldMs: cold.durationMs,
      shares: toShares(answers),
      embedderMs: await measureEmbedder(questions),
    };
  });
}

function toShares(answers: readonly HttpAnswer[]): Record<string, number> {
  const wholeMs = mean(answers.map(({ durationMs }) => durationMs));
  const timings = answers.map(({ headers }) => parseServerTiming(headers['server-timing'] ?? ''));
  const shares = STAGES.map(
    (stage) => [stage, mean(timings.map((one) => one[stage] ?? Number.NaN)) / wholeMs] as const,
  );
  const rest = 1 - shares.reduce((sum, [, share]) => sum + share, 0);
  return Object.fromEntries([...shares, ['rest', rest]]);
}

/** The reference: what of a query nobody can save, in the same run. */
async function measureEmbedder(questions: readonly string[]): Promise<Summary> {
  const embedder = createMinilmEmbedder({ logger: console });
  await embedder.embedQuery('warm up');
  const latenciesMs: number[] = [];
  for (const question of questions) {
    const startedAtMs = performance.now();
    await embedder.embedQuery(question);
    latenciesMs.push(performance.now() - startedAtMs);
  }
  await embedder.close();
  return summarize(latenciesMs);
}
