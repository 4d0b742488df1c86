import { runLanes } from '../harness/run-lanes.js';
import type { AskedText, MemoryRanker } from './peer-port.js';

/** Questions of one namespace. */
export interface Asking {
  readonly namespace: string;
  readonly questions: readonly AskedText[];
  /** Memories wanted for each. */
  readonly limit: number;
}

/** What came back for the questions that were asked, in their order. */
export interface Asked {
  readonly rankings: readonly (readonly string[])[];
  /** How long each took, where it was asked: what passes between processes of the measurement doesn't count. */
  readonly latenciesMs: readonly number[];
}

/** How hard to ask. */
export interface Load {
  readonly lanes: number;
  readonly seconds: number;
}

/**
 * Asks one question after the other.
 *
 * @param seconds after which no other question is begun, null for all of them; one is asked in any case
 */
export async function askInTurn(
  ranker: Pick<MemoryRanker, 'rank'>,
  { namespace, questions, limit }: Asking,
  seconds: number | null,
): Promise<Asked> {
  const endsAtMs = performance.now() + (seconds ?? Infinity) * 1000;
  const rankings: (readonly string[])[] = [];
  const latenciesMs: number[] = [];
  for (const question of questions) {
    const startedAtMs = performance.now();
    if (rankings.length > 0 && startedAtMs > endsAtMs) break;
    rankings.push(await ranker.rank(namespace, question, limit));
    latenciesMs.push(performance.now() - startedAtMs);
  }
  return { rankings, latenciesMs };
}

/** Asks several questions at once for some time, over and over; gives the queries a second. */
export async function askAtOnce(
  ranker: Pick<MemoryRanker, 'rank'>,
  { namespace, questions, limit }: Asking,
  load: Load,
): Promise<number> {
  let next = 0;
  const { perSecond } = await runLanes(load, async () => {
    const question = questions[next++ % questions.length];
    if (question !== undefined) await ranker.rank(namespace, question, limit);
  });
  return perSecond;
}
