import { setTimeout as sleep } from 'node:timers/promises';
import { invariant } from '@memory-api/contract';
import { timeSpan, toRequestBytes, withinSpan } from '../harness/load.js';
import type { LoadSpec } from '../harness/load.js';
import { summarize } from '../harness/percentile.js';
import { runLoad } from '../harness/run-load.js';
import { compareRounds, takeTurns } from './compare-rounds.js';
import type { Comparison } from './compare-rounds.js';
import { ask, startSubject } from './engine-subject.js';
import type { EngineStore, EngineSubject } from './engine-subject.js';

interface Stores {
  readonly sqlite: EngineStore;
  readonly postgres: EngineStore;
}

const PROBES_A_SECOND = 200;
const QUESTION = 'Who has a violin?';

/** The first query of a fresh server, which loads the index; and reads of one memory while such a load is under way. */
export async function measureColdLoad(
  stores: Stores,
  { rounds, say }: { readonly rounds: number; readonly say: (line: string) => void },
): Promise<Readonly<Record<string, Comparison>>> {
  say('first queries …');
  const cold = await takeTurns(stores, rounds, (store) => withServer(store, timeFirstQuery));
  say('reads during the first query …');
  const probed = await takeTurns(stores, rounds, (store) => withServer(store, probeDuringLoad));
  return { ...compareRounds(cold), ...compareRounds(probed) };
}

type Figures = Readonly<Record<string, number>>;

async function withServer(store: EngineStore, body: (subject: EngineSubject) => Promise<Figures>): Promise<Figures> {
  const subject = await startSubject(store);
  try {
    return await body(subject);
  } finally {
    await subject.stop();
  }
}

async function timeFirstQuery({ client }: EngineSubject): Promise<Figures> {
  return { firstQueryMs: (await ask(client, QUESTION)).durationMs };
}

async function probeDuringLoad({ client, memories, location, port }: EngineSubject): Promise<Figures> {
  const request = toRequestBytes(`/v1/memories/${memories[0]?.id}`, location.ownerKey);
  const probe: LoadSpec = { port, request, connections: 4, ratePerSecond: PROBES_A_SECOND, seconds: 1 };
  // A fresh process compiles its code while it answers the first few.
  await runLoad(probe);
  // About 40 µs a memory on the slower machines; what comes after the load is left out below.
  const probing = runLoad({ ...probe, seconds: 3 + memories.length * 4e-5 });
  // Its process is there by then.
  await sleep(1000);
  const span = await timeSpan(async () => void (await ask(client, QUESTION)));
  const load = await probing;
  invariant(load.failures === 0, `${load.failures} reads failed`);
  const { p50, p99, max } = summarize(withinSpan(load, span));
  return { getP50WhileLoadingMs: p50, getP99WhileLoadingMs: p99, getMaxWhileLoadingMs: max };
}
