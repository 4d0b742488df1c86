import { createApiKey } from '@memory-api/contract';
import { createMinilmEmbedder } from '@memory-api/embedder';
import { createHttpClient } from '../harness/http-client.js';
import { summarize } from '../harness/percentile.js';
import { createRandom } from '../harness/random.js';
import { runLanes } from '../harness/run-lanes.js';
import { startServer } from '../harness/server-process.js';
import { withDataDir } from '../harness/temp-dir.js';
import { createSyntheticMemory } from '../synthetic/synthetic-memory.js';
import { atLeast } from './report.js';
import type { MeasurementOptions, Report } from './report.js';

const CONNECTIONS = 16;

/** Durable creates a second over HTTP, embedding included, beside what the embedder does by itself. */
export async function measureWrite({ seconds, seed, say }: MeasurementOptions): Promise<Report> {
  const random = createRandom(seed);
  const nextText = (): string => createSyntheticMemory(random).text;
  say('the embedder alone …');
  const alone = await measureEmbedder(nextText, seconds ?? 10);
  say('creates over HTTP …');
  const creates = await measureCreates(nextText, seconds ?? 10);
  const latency = summarize(creates.latenciesMs);
  const shareOfEmbedder = creates.perSecond / alone.perSecond;
  return {
    figures: {
      connections: CONNECTIONS,
      createsPerSecond: creates.perSecond,
      embedderPerSecond: alone.perSecond,
      shareOfEmbedder,
      latencyMs: latency,
      creates: creates.steps,
    },
    headings: ['creates/s', 'the embedder alone/s', 'share', 'p50 ms', 'p95 ms', 'p99 ms'],
    rows: [[creates.perSecond, alone.perSecond, shareOfEmbedder, latency.p50, latency.p95, latency.p99]],
    goals: [atLeast('durable creates a second', creates.perSecond, 500)],
    notes: [
      `One by one on each of ${CONNECTIONS} connections; invented texts of about 14 words, each another one.`,
      'The embedder alone gets the same kind of texts from as many callers, in this process, with no server running.',
    ],
  };
}

type Lanes = Awaited<ReturnType<typeof runLanes>>;

async function measureEmbedder(nextText: () => string, seconds: number): Promise<Lanes> {
  const embedder = createMinilmEmbedder({ logger: console });
  await embedder.embedTexts([nextText()]);
  const result = await runLanes({ lanes: CONNECTIONS, seconds }, async () => {
    await embedder.embedTexts([nextText()]);
  });
  await embedder.close();
  return result;
}

async function measureCreates(nextText: () => string, seconds: number): Promise<Lanes> {
  return withDataDir(async (dataDir) => {
    const key = createApiKey('live');
    const server = await startServer({ dataDir, ownerKey: key });
    const client = createHttpClient({ port: server.port, key, connections: CONNECTIONS });
    const create = async (): Promise<void> => {
      await client.sendOk({ method: 'POST', path: '/v1/memories', body: { text: nextText() } });
    };
    await runLanes({ lanes: CONNECTIONS, seconds: 1 }, create);
    const result = await runLanes({ lanes: CONNECTIONS, seconds }, create);
    client.close();
    await server.stop();
    return result;
  });
}
