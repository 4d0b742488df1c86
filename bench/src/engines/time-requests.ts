import { invariant } from '@memory-api/contract';
import type { HttpCall, HttpClient } from '../harness/http-client.js';
import { toRequestBytes } from '../harness/load.js';
import { summarize } from '../harness/percentile.js';
import { createRandom } from '../harness/random.js';
import { runLanes } from '../harness/run-lanes.js';
import { runLoad } from '../harness/run-load.js';
import { createSyntheticMemory } from '../synthetic/synthetic-memory.js';
import { compareRounds, takeTurns } from './compare-rounds.js';
import type { Comparison } from './compare-rounds.js';
import { CONNECTIONS, NAMESPACE, ask } from './engine-subject.js';
import type { EngineSubject } from './engine-subject.js';

/** How much is asked. */
export interface TimingOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

type Figures = Readonly<Record<string, number>>;
type Timing = (subject: EngineSubject, round: number, options: TimingOptions) => Promise<Figures>;

const GETS = 300;
const LISTS = 100;
const CREATES = 50;
/** Questions of a round, at most: as many as there are memories. */
export const QUESTIONS = 400;

const TIMINGS: Readonly<Record<string, Timing>> = {
  gets: timeGets,
  lists: timeLists,
  creates: timeCreates,
  queries: timeQueries,
};

/** What each kind of request takes on both engines, turn about; every kind is warmed up before. */
export async function timeRequests(
  subjects: { readonly sqlite: EngineSubject; readonly postgres: EngineSubject },
  options: TimingOptions,
): Promise<Readonly<Record<string, Comparison>>> {
  const figures: Record<string, Comparison> = {};
  for (const [name, timing] of Object.entries(TIMINGS)) {
    options.say(`timing ${name} …`);
    await takeTurns(subjects, 1, (subject) =>
      timing(subject, -1, { ...options, seconds: Math.min(1, options.seconds) }),
    );
    const rounds = await takeTurns(subjects, options.rounds, (subject, round) => timing(subject, round, options));
    Object.assign(figures, compareRounds(rounds));
  }
  return figures;
}

async function timeGets(
  { client, memories, location, port }: EngineSubject,
  round: number,
  { seconds }: TimingOptions,
) {
  const paths = takeSome(memories, round, GETS).map(({ id }) => `/v1/memories/${id}`);
  const latenciesMs = await sendInTurn(
    client,
    paths.map((path) => ({ method: 'GET', path })),
  );
  const request = toRequestBytes(paths[0] ?? '', location.ownerKey);
  const load = await runLoad({ port, request, connections: CONNECTIONS, seconds });
  invariant(load.failures === 0, `${load.failures} reads failed`);
  const { p50, p95 } = summarize(latenciesMs);
  return { getP50Ms: p50, getP95Ms: p95, getsPerSecond: load.requestsPerSecond };
}

async function timeLists({ client }: EngineSubject): Promise<Figures> {
  const path = `/v1/memories?namespace=${NAMESPACE}&per_page=50`;
  const calls = Array.from({ length: LISTS }, () => ({ method: 'GET', path }) as const);
  const { p50, p95 } = summarize(await sendInTurn(client, calls));
  return { listP50Ms: p50, listP95Ms: p95 };
}

/** The embedder included, which both engines share: the larger part of a create. */
async function timeCreates({ client }: EngineSubject, round: number, { seconds, seed }: TimingOptions) {
  const random = createRandom(seed + round + 1);
  const next = (): HttpCall => {
    const body = { text: createSyntheticMemory(random).text, namespace: 'created' };
    return { method: 'POST', path: '/v1/memories', body };
  };
  const { p50, p95 } = summarize(await sendInTurn(client, Array.from({ length: CREATES }, next)));
  const { perSecond } = await runLanes({ lanes: CONNECTIONS, seconds }, async () => {
    await client.sendOk(next());
  });
  return { createP50Ms: p50, createP95Ms: p95, createsPerSecond: perSecond };
}

async function timeQueries({ client, memories }: EngineSubject, round: number): Promise<Figures> {
  // Worded otherwise in each round: no embedding is remembered from the one before.
  const questions = takeSome(memories, 0, round < 0 ? 50 : Math.min(QUESTIONS, memories.length));
  const latenciesMs: number[] = [];
  for (const { question } of questions) {
    latenciesMs.push((await ask(client, `${question} (${round + 1})`)).durationMs);
  }
  const { p50, p95 } = summarize(latenciesMs);
  return { queryP50Ms: p50, queryP95Ms: p95 };
}

async function sendInTurn(client: HttpClient, calls: readonly HttpCall[]): Promise<readonly number[]> {
  const latenciesMs: number[] = [];
  for (const call of calls) {
    const { status, durationMs } = await client.send(call);
    invariant(status < 300, `${call.method} ${call.path} answered ${status}`);
    latenciesMs.push(durationMs);
  }
  return latenciesMs;
}

/** Others in each round, spread over the whole store. */
function takeSome<T>(all: readonly T[], round: number, count: number): readonly T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return Array.from({ length: count }, (_, place) => all[(place * step + round + 1) % all.length]).filter(
    (one) => one !== undefined,
  );
}
