import { setTimeout as sleep } from 'node:timers/promises';
import { invariant } from '@memory-api/contract';
import { createHttpClient, type HttpClient } from '../harness/http-client.js';
import { asRecord } from '../harness/json.js';
import { toRequestBytes } from '../harness/load.js';
import { median } from '../harness/percentile.js';
import { runLoad } from '../harness/run-load.js';
import { readCpuMs, startServer, type ServerProcess } from '../harness/server-process.js';
import { withStore, type EngineName } from '../harness/store-location.js';

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
const TURNS = 9;
/** Runs before the first turn: what is done once for fifty reads is compiled after some hundred thousand of them. */
const WARM_RUNS = 5;

/**
 * Reads a memory from one server, turn about with its ledger and without. One process, since two of the same program
 * differ by up to a third in what a read takes them, as long as they live: more than what is looked for.
 */
export async function measureMeteringCost(engine: EngineName, seconds: number): Promise<CostFigures> {
  return withStore(engine, async (location) => {
    const server = await startServer({ ...location, program: 'metering-switch' });
    try {
      return toFigures(engine, await takeTurns(server, { key: location.ownerKey, seconds }));
    } finally {
      await server.stop();
    }
  });
}

async function takeTurns(
  server: ServerProcess,
  { key, seconds }: { readonly key: string; readonly seconds: number },
): Promise<readonly PairOfTurns[]> {
  const client = createHttpClient({ port: server.port, key, connections: 1 });
  const request = toRequestBytes(`/v1/memories/${await addMemory(client)}`, key);
  const load = { port: server.port, request, connections: CONNECTIONS, seconds };
  const warm: Turn[] = [];
  while (warm.length < WARM_RUNS) warm.push(await runTurn(server, load));
  await switchLedger(server);
  await runTurn(server, load);
  await switchLedger(server);
  const turns: PairOfTurns[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    // Whatever comes second may find the machine warmer: they change places, and it is switched once a turn.
    const first = await runTurn(server, load);
    await switchLedger(server);
    const second = await runTurn(server, load);
    turns.push(turn % 2 === 0 ? { metered: first, unmetered: second } : { metered: second, unmetered: first });
  }
  await switchLedger(server);
  await assertCounted(client, [...warm, ...turns.map(({ metered }) => metered)]);
  client.close();
  return turns;
}

interface Turn {
  readonly requests: number;
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
  readonly failures: number;
}

interface PairOfTurns {
  readonly metered: Turn;
  readonly unmetered: Turn;
}

async function addMemory(client: HttpClient): Promise<string> {
  const body = { text: 'The user prefers window seats on long flights', metadata: { category: 'preference' } };
  const memory = asRecord(await client.sendOk({ method: 'POST', path: '/v1/memories', body }));
  return String(memory['id']);
}

async function switchLedger({ pid }: ServerProcess): Promise<void> {
  process.kill(pid, 'SIGUSR2');
  await sleep(50);
}

async function runTurn(server: ServerProcess, load: Parameters<typeof runLoad>[0]): Promise<Turn> {
  const beforeMs = readCpuMs(server.pid);
  const { requests, requestsPerSecond, failures } = await runLoad(load);
  const cpuMicroseconds = ((readCpuMs(server.pid) - beforeMs) * 1000) / requests;
  return { requests, perSecond: requestsPerSecond, cpuMicroseconds, failures };
}

/** That the ledger was on when it should be, and only then. */
async function assertCounted(client: HttpClient, metered: readonly Turn[]): Promise<void> {
  const { current } = asRecord(await client.sendOk({ method: 'GET', path: '/v1/usage' }));
  const counted = asRecord(current)['api_calls'];
  // And the memory, which was added before.
  const expected = metered.reduce((sum, { requests }) => sum + requests, 1);
  invariant(counted === expected, `${String(counted)} requests are in the ledger after ${expected} with it`);
}

function toFigures(engine: EngineName, turns: readonly PairOfTurns[]): CostFigures {
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
