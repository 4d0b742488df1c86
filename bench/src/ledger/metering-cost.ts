import { asRecord } from '../harness/json.js';
import { createHttpClient } from '../harness/http-client.js';
import { toRequestBytes } from '../harness/load.js';
import { median } from '../harness/percentile.js';
import { runLoad } from '../harness/run-load.js';
import { readCpuMs, startServer, type ServerProcess } from '../harness/server-process.js';
import type { EngineName, StoreLocation } from '../harness/store-location.js';
import { withStore } from '../harness/store-location.js';

/** What counting costs a read. */
export interface CostFigures {
  readonly engine: EngineName;
  readonly path: string;
  readonly meteredPerSecond: number;
  readonly unmeteredPerSecond: number;
  readonly meteredCpuMicroseconds: number;
  readonly unmeteredCpuMicroseconds: number;
  /** Throughput with the ledger ÷ without: the median over the turns of each turn's own ratio. */
  readonly ratio: number;
  /** Processor time of a request without the ledger ÷ with it, in the same way. */
  readonly cpuRatio: number;
  readonly failures: number;
}

const CONNECTIONS = 50;
const TURNS = 7;

/** Reads the same memory from a server and from one that is composed without its ledger, turn about. */
export async function measureMeteringCost(engine: EngineName, seconds: number): Promise<CostFigures> {
  return withStore(engine, (counted) =>
    withStore(engine, async (free) => {
      const metered = await openSubject(counted, 'server');
      const unmetered = await openSubject(free, 'unmetered');
      for (const subject of [metered, unmetered]) await runTurn(subject, seconds);
      const turns = [];
      for (let turn = 0; turn < TURNS; turn += 1) {
        // Whoever comes second may find the machine warmer: they change places.
        const order = turn % 2 === 0 ? [metered, unmetered] : [unmetered, metered];
        const results = new Map<Subject, Turn>();
        for (const subject of order) results.set(subject, await runTurn(subject, seconds));
        turns.push({ metered: results.get(metered) ?? NO_TURN, unmetered: results.get(unmetered) ?? NO_TURN });
      }
      await Promise.all([metered.server.stop(), unmetered.server.stop()]);
      return toFigures(engine, turns);
    }),
  );
}

interface Subject {
  readonly server: ServerProcess;
  readonly request: string;
}

interface Turn {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
  readonly failures: number;
}

const NO_TURN: Turn = { perSecond: Number.NaN, cpuMicroseconds: Number.NaN, failures: 1 };

async function openSubject(location: StoreLocation, program: 'server' | 'unmetered'): Promise<Subject> {
  const server = await startServer({ ...location, program });
  const client = createHttpClient({ port: server.port, key: location.ownerKey, connections: 1 });
  const body = { text: 'The user prefers window seats on long flights', metadata: { category: 'preference' } };
  const memory = asRecord(await client.sendOk({ method: 'POST', path: '/v1/memories', body }));
  client.close();
  return { server, request: toRequestBytes(`/v1/memories/${String(memory['id'])}`, location.ownerKey) };
}

async function runTurn({ server, request }: Subject, seconds: number): Promise<Turn> {
  const beforeMs = readCpuMs(server.pid);
  const load = await runLoad({ port: server.port, request, connections: CONNECTIONS, seconds });
  const cpuMicroseconds = ((readCpuMs(server.pid) - beforeMs) * 1000) / load.requests;
  return { perSecond: load.requestsPerSecond, cpuMicroseconds, failures: load.failures };
}

function toFigures(
  engine: EngineName,
  turns: readonly { readonly metered: Turn; readonly unmetered: Turn }[],
): CostFigures {
  return {
    engine,
    path: '/v1/memories/{id}',
    meteredPerSecond: median(turns.map(({ metered }) => metered.perSecond)),
    unmeteredPerSecond: median(turns.map(({ unmetered }) => unmetered.perSecond)),
    meteredCpuMicroseconds: median(turns.map(({ metered }) => metered.cpuMicroseconds)),
    unmeteredCpuMicroseconds: median(turns.map(({ unmetered }) => unmetered.cpuMicroseconds)),
    ratio: median(turns.map(({ metered, unmetered }) => metered.perSecond / unmetered.perSecond)),
    cpuRatio: median(turns.map(({ metered, unmetered }) => unmetered.cpuMicroseconds / metered.cpuMicroseconds)),
    failures: turns.reduce((sum, { metered, unmetered }) => sum + metered.failures + unmetered.failures, 0),
  };
}
