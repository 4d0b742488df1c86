import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApiKey } from '@memory-api/contract';
import { createHttpClient } from '../harness/http-client.js';
import { asRecord } from '../harness/json.js';
import { toRequestBytes, type LoadResult } from '../harness/load.js';
import { median } from '../harness/percentile.js';
import { runLoad } from '../harness/run-load.js';
import { readCpuMs, startServer, type ServerProcess } from '../harness/server-process.js';
import { withDataDir } from '../harness/temp-dir.js';
import { atLeast, type MeasurementOptions, type Report } from './report.js';

const PATH = '/v1/account/api-keys/current';
const CONNECTIONS = 50;

/** So large that nothing is refused, and everything is counted: a minute, a day, requests at once. */
const PLAN = {
  name: 'Measured',
  description: 'Counts everything, refuses nothing.',
  available_to: 'signup',
  base_price_cents: 0,
  billing_period: 'monthly',
  trial_days: 0,
  quotas: { calls: null, tokens: null, memories_stored: null, embeddings: null },
  limits: { per_minute: 100_000_000, per_day: 100_000_000_000, at_once: 1_000_000 },
  overage: null,
};

/** What the limits of a plan cost a request that does little else: a limited key and one without limits, turn about. */
export async function measureLimits({ rounds, seconds, say }: MeasurementOptions): Promise<Report> {
  return withDataDir(async (dataDir) => {
    const plansFile = join(dataDir, '..', 'plans.yaml');
    writeFileSync(plansFile, JSON.stringify({ plans: { measured: PLAN } }));
    const ownerKey = createApiKey('live');
    const server = await startServer({ dataDir, ownerKey, env: { PLANS_FILE: plansFile, SIGNUP: 'open' } });
    const client = createHttpClient({ port: server.port, key: ownerKey, connections: 1 });
    const body = { name: 'Measured', email: 'measured@example.com', plan_id: 'measured' };
    const made = asRecord(await client.sendOk({ method: 'POST', path: '/v1/signup', body }));
    const limitedKey = String(made['key']);
    const keys = { free: ownerKey, limited: limitedKey };
    for (const key of Object.values(keys)) await runTurn(server, key, 1);
    const turns = [];
    for (let round = 0; round < (rounds ?? 5); round += 1) {
      say(`round ${round + 1} …`);
      const free = await runTurn(server, keys.free, seconds ?? 3);
      turns.push({ free, limited: await runTurn(server, keys.limited, seconds ?? 3) });
    }
    client.close();
    await server.stop();
    return toReport(turns);
  });
}

interface Turn extends LoadResult {
  readonly cpuMicrosecondsARequest: number;
}

async function runTurn({ port, pid }: ServerProcess, key: string, seconds: number): Promise<Turn> {
  const beforeMs = readCpuMs(pid);
  const result = await runLoad({ port, request: toRequestBytes(PATH, key), connections: CONNECTIONS, seconds });
  return { ...result, cpuMicrosecondsARequest: ((readCpuMs(pid) - beforeMs) * 1000) / result.requests };
}

function toReport(turns: readonly { readonly free: Turn; readonly limited: Turn }[]): Report {
  const cpuRatio = median(
    turns.map(({ free, limited }) => free.cpuMicrosecondsARequest / limited.cpuMicrosecondsARequest),
  );
  const rows = (['free', 'limited'] as const).map((kind) => ({
    kind,
    requestsPerSecond: median(turns.map((turn) => turn[kind].requestsPerSecond)),
    cpuMicrosecondsARequest: median(turns.map((turn) => turn[kind].cpuMicrosecondsARequest)),
    failures: turns.reduce((sum, turn) => sum + turn[kind].failures, 0),
  }));
  const ratio = median(turns.map(({ free, limited }) => limited.requestsPerSecond / free.requestsPerSecond));
  return {
    figures: { connections: CONNECTIONS, path: PATH, rows, ratio, cpuRatio },
    headings: ['key', 'requests/s', 'µs CPU/request', 'failures'],
    rows: [
      ...rows.map((row) => [
        row.kind === 'free' ? 'of a plan without limits' : 'of a plan with minute, day, at once',
        row.requestsPerSecond,
        row.cpuMicrosecondsARequest,
        row.failures,
      ]),
      ['limited ÷ without limits', ratio, cpuRatio, ''],
    ],
    goals: [atLeast('processor time without limits ÷ with them', cpuRatio, 0.9)],
    notes: ['The same server and route, turn about. With limits an answer has five headers more.'],
    isBroken: rows.some(({ failures }) => failures > 0),
  };
}
