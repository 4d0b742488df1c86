import { createApiKey } from '@memory-api/contract';
import { asRecord } from '../harness/json.js';
import { createHttpClient } from '../harness/http-client.js';
import type { HttpClient } from '../harness/http-client.js';
import { toRequestBytes } from '../harness/load.js';
import type { LoadResult, LoadSpec } from '../harness/load.js';
import { median, percentile } from '../harness/percentile.js';
import { runLoad } from '../harness/run-load.js';
import { readCpuMs, startServer } from '../harness/server-process.js';
import { startReference } from '../harness/start-reference.js';
import { withDataDir } from '../harness/temp-dir.js';
import { atLeast, atMost } from './report.js';
import type { MeasurementOptions, Report } from './report.js';

interface RouteFigures {
  readonly path: string;
  readonly requestsPerSecond: number;
  readonly referencePerSecond: number;
  /** The median over the rounds of each round's own ratio: what else the machine does strikes both. */
  readonly ratio: number;
  /** Processor time of a bare answer ÷ that of ours: what else the machine does touches it least. */
  readonly cpuRatio: number;
  readonly cpuMicrosecondsARequest: number;
  readonly p99Ms: number;
  readonly failures: number;
}

interface Subject {
  readonly port: number;
  readonly pid: number;
  readonly key: string;
  readonly client: HttpClient;
}

const CONNECTIONS = 50;

/** Requests a second of two reading routes ÷ bare node:http with the same bytes, turn about. */
export async function measureHttp({ rounds, seconds, say }: MeasurementOptions): Promise<Report> {
  return withDataDir(async (dataDir) => {
    const key = createApiKey('live');
    const server = await startServer({ dataDir, ownerKey: key });
    const client = createHttpClient({ port: server.port, key, connections: 1 });
    const body = { text: 'The user prefers window seats on long flights', metadata: { category: 'preference' } };
    const memory = asRecord(await client.sendOk({ method: 'POST', path: '/v1/memories', body }));
    const subject = { port: server.port, pid: server.pid, key, client };
    const routes: RouteFigures[] = [];
    for (const path of [`/v1/memories/${String(memory['id'])}`, '/v1/account/api-keys/current']) {
      say(`${path} …`);
      routes.push(await measureRoute(subject, path, rounds ?? 3, seconds ?? 3));
    }
    const alone = await runLoad({
      port: server.port,
      request: toRequestBytes('/v1/account/api-keys/current', key),
      connections: 1,
      seconds: seconds ?? 3,
    });
    client.close();
    await server.stop();
    return toReport(routes, percentile(alone.latenciesMs, 0.99));
  });
}

async function measureRoute(subject: Subject, path: string, rounds: number, seconds: number): Promise<RouteFigures> {
  const answer = await subject.client.send({ method: 'GET', path });
  const reference = await startReference({ headers: answer.headers, body: JSON.stringify(answer.body) });
  const request = toRequestBytes(path, subject.key);
  const load = { request, connections: CONNECTIONS, seconds };
  await runLoad({ ...load, port: reference.port, seconds: 1 });
  await runLoad({ ...load, port: subject.port, seconds: 1 });
  const turns = [];
  for (let round = 0; round < rounds; round++) {
    const bare = await runMeteredLoad(load, reference);
    const ours = await runMeteredLoad(load, subject);
    turns.push({ bare, ours, ratio: ours.requestsPerSecond / bare.requestsPerSecond });
  }
  await reference.stop();
  return {
    path: path.startsWith('/v1/memories') ? '/v1/memories/{id}' : path,
    requestsPerSecond: median(turns.map(({ ours }) => ours.requestsPerSecond)),
    referencePerSecond: median(turns.map(({ bare }) => bare.requestsPerSecond)),
    ratio: median(turns.map(({ ratio }) => ratio)),
    cpuRatio: median(turns.map(({ ours, bare }) => bare.cpuMicrosecondsARequest / ours.cpuMicrosecondsARequest)),
    cpuMicrosecondsARequest: median(turns.map(({ ours }) => ours.cpuMicrosecondsARequest)),
    p99Ms: median(turns.map(({ ours }) => percentile(ours.latenciesMs, 0.99))),
    failures: turns.reduce((sum, { ours, bare }) => sum + ours.failures + bare.failures, 0),
  };
}

interface MeteredLoad extends LoadResult {
  readonly cpuMicrosecondsARequest: number;
}

async function runMeteredLoad(
  load: Omit<LoadSpec, 'port'>,
  { port, pid }: { readonly port: number; readonly pid: number },
): Promise<MeteredLoad> {
  const beforeMs = readCpuMs(pid);
  const result = await runLoad({ ...load, port });
  return { ...result, cpuMicrosecondsARequest: ((readCpuMs(pid) - beforeMs) * 1000) / result.requests };
}

function toReport(routes: readonly RouteFigures[], aloneP99Ms: number): Report {
  return {
    figures: { connections: CONNECTIONS, routes, authenticatedRequestAloneP99Ms: aloneP99Ms },
    headings: [
      'GET',
      'requests/s',
      'bare node:http/s',
      'ratio',
      'ratio by CPU time',
      'µs CPU/request',
      'p99 ms',
      'failures',
    ],
    rows: routes.map((route) => [
      route.path,
      route.requestsPerSecond,
      route.referencePerSecond,
      route.ratio,
      route.cpuRatio,
      route.cpuMicrosecondsARequest,
      route.p99Ms,
      route.failures,
    ]),
    goals: [
      ...routes.map(({ path, ratio }) => atLeast(`${path} ÷ node:http`, ratio, 0.4)),
      atMost('a whole authenticated request, alone: p99 ms', aloneP99Ms, 1),
    ],
    notes: [
      'The reference is node:http in a process of its own that answers with the same headers and bytes.',
      'The load comes from a third process over raw sockets; where it is the limit, the ratio is too high.',
      'What authenticating costs is bounded by the whole of a request that does little else, on one connection.',
    ],
    isBroken: routes.some(({ failures }) => failures > 0),
  };
}
