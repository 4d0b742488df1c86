import { createApiKey, invariant } from '@memory-api/contract';
import { asRecord } from '../harness/json.js';
import { createHttpClient } from '../harness/http-client.js';
import type { HttpClient } from '../harness/http-client.js';
import { timeSpan, toRequestBytes, withinSpan } from '../harness/load.js';
import type { LoadResult, Span } from '../harness/load.js';
import { summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import { createRandom } from '../harness/random.js';
import { runLoad } from '../harness/run-load.js';
import { startServer } from '../harness/server-process.js';
import { withDataDir } from '../harness/temp-dir.js';
import { createSyntheticMemory } from '../synthetic/synthetic-memory.js';
import { FILLING_NOTE, fillStore } from '../synthetic/fill-store.js';
import { atMost } from './report.js';
import type { MeasurementOptions, Report } from './report.js';

interface HeavyWork {
  readonly load: Span;
  readonly creates: Span;
}

const LARGE = 100_000;
const NAMESPACE = 'bench';
const LONG_CHARACTERS = 50_000;
const PROBES_A_SECOND = 200;
const PROBE = { connections: 4, ratePerSecond: PROBES_A_SECOND };

/** Latency of reading one memory while a memory of 50,000 characters is created and a namespace of 100,000 loads. */
export async function measureStall({ seed, seconds, say }: MeasurementOptions): Promise<Report> {
  return withDataDir(async (dataDir) => {
    const key = createApiKey('live');
    await fillStore({ dataDir, ownerKey: key, namespace: NAMESPACE, count: LARGE, seed, say });
    const server = await startServer({ dataDir, ownerKey: key });
    const client = createHttpClient({ port: server.port, key, connections: 4 });
    const path = await createProbed(client);
    const probe = { ...PROBE, port: server.port, request: toRequestBytes(path, key), seconds: seconds ?? 8 };
    say('probing at rest …');
    await runLoad({ ...probe, seconds: 1 });
    const atRest = await runLoad(probe);
    say('probing under work …');
    const probing = runLoad(probe);
    const work = await doHeavyWork(
      client,
      toLongText(seed),
      performance.timeOrigin + performance.now() + (seconds ?? 8) * 1000,
    );
    const underWork = await probing;
    client.close();
    await server.stop();
    return toReport(atRest, underWork, work);
  });
}

async function createProbed(client: HttpClient): Promise<string> {
  const body = { text: 'The user prefers window seats on long flights', namespace: 'probed' };
  const memory = asRecord(await client.sendOk({ method: 'POST', path: '/v1/memories', body }));
  return `/v1/memories/${String(memory['id'])}`;
}

/** Loads the large namespace by asking it once, and creates long memories until the probing is over. */
async function doHeavyWork(client: HttpClient, text: string, untilMs: number): Promise<HeavyWork> {
  const load = timeSpan(async () => {
    const body = { context: 'Who has a violin?', namespace: NAMESPACE, relevance_threshold: 0 };
    const { total_memories_searched: searched } = asRecord(
      await client.sendOk({ method: 'POST', path: '/v1/query', body }),
    );
    invariant(searched === LARGE, `the large namespace holds ${String(searched)} memories`);
  });
  const creates = timeSpan(async () => {
    do {
      await client.sendOk({ method: 'POST', path: '/v1/memories', body: { text, namespace: 'long' } });
    } while (performance.timeOrigin + performance.now() < untilMs - 500);
  });
  return { load: await load, creates: await creates };
}

function toLongText(seed: number): string {
  const random = createRandom(seed);
  let text = '';
  while (text.length < LONG_CHARACTERS) text += `${createSyntheticMemory(random).text}. `;
  return text.slice(0, LONG_CHARACTERS).trim();
}

function toReport(atRest: LoadResult, underWork: LoadResult, { load, creates }: HeavyWork): Report {
  const phases: readonly (readonly [string, Summary])[] = [
    ['at rest', summarize(atRest.latenciesMs)],
    ['under work', summarize(underWork.latenciesMs)],
    ['while the namespace loads', summarize(withinSpan(underWork, load))],
    ['while long memories are created', summarize(withinSpan(underWork, creates))],
  ];
  const [, , whileLoading, whileCreating] = phases.map(([, { p99 }]) => p99);
  const failures = atRest.failures + underWork.failures;
  return {
    figures: { phases: Object.fromEntries(phases), loadMs: load.toMs - load.fromMs, failures },
    headings: ['GET /v1/memories/{id}', 'probes', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'],
    rows: phases.map(([name, { count, p50, p95, p99, max }]) => [name, count, p50, p95, p99, max]),
    goals: [
      atMost('p99 ms while the namespace loads', whileLoading ?? Number.NaN, 25),
      atMost('p99 ms while long memories are created', whileCreating ?? Number.NaN, 25),
    ],
    notes: [
      `${PROBES_A_SECOND} probes a second at fixed times, from a process of their own; a probe's latency counts from when it was due, so a standstill is charged for every probe it delayed.`,
      `The namespace of ${LARGE} memories was loaded by its first query in ${Math.round(load.toMs - load.fromMs)} ms.`,
      FILLING_NOTE,
    ],
    isBroken: failures > 0,
  };
}
