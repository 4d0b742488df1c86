import { mean } from '../harness/percentile.js';
import { recallAt, toDistinct } from '../locomo/recall-measure.js';
import type { PeerQuestion, PeerStore } from './peer-data.js';

/** How many of the right memories are among the first of a ranking, in percent, averaged over questions. */
export interface PeerRecall {
  readonly questions: number;
  readonly at1: number;
  readonly at3: number;
  readonly at5: number;
  readonly at10: number;
  readonly at20: number;
  /** Of the sessions of the right memories among the first ten sessions; null where memories have none. */
  readonly sessionsAt10: number | null;
}

/** Rankings of a store's questions, in their order. */
export interface RankedStore {
  readonly store: PeerStore;
  readonly rankings: readonly (readonly string[])[];
}

/** Recall by group of questions, in the order in which groups first come up. */
export function scoreRankings(ranked: readonly RankedStore[]): Record<string, PeerRecall> {
  const scored = ranked.flatMap(({ store, rankings }) =>
    rankings.map((ranking, place) => ({ question: store.questions[place], ranking, store })),
  );
  const groups = toDistinct(ranked.flatMap(({ store }) => store.questions.flatMap((question) => question.groups)));
  return Object.fromEntries(
    groups.map((group) => [group, toRecall(scored.flatMap((one) => (isIn(one, group) ? [one] : [])))]),
  );
}

interface ScoredQuestion {
  readonly question: PeerQuestion;
  readonly ranking: readonly string[];
  readonly store: PeerStore;
}

function isIn(
  one: { readonly question: PeerQuestion | undefined; readonly ranking: readonly string[]; readonly store: PeerStore },
  group: string,
): one is ScoredQuestion {
  return one.question?.groups.includes(group) ?? false;
}

function toRecall(scored: readonly ScoredQuestion[]): PeerRecall {
  const at = (k: number): number =>
    toPercent(scored.map(({ question, ranking }) => foundAt(question, ranking, k)).filter((share) => share !== null));
  const sessions = scored.map(sessionsAt10).filter((share) => share !== null);
  return {
    questions: scored.length,
    at1: at(1),
    at3: at(3),
    at5: at(5),
    at10: at(10),
    at20: at(20),
    sessionsAt10: sessions.length === 0 ? null : toPercent(sessions),
  };
}

function foundAt({ rightIds, isOneEnough }: PeerQuestion, ranking: readonly string[], k: number): number | null {
  const share = recallAt(ranking, rightIds, k);
  return share !== null && isOneEnough ? Math.ceil(share) : share;
}

function sessionsAt10({ question, ranking, store }: ScoredQuestion): number | null {
  const sessionOf = new Map(
    store.memories.flatMap(({ id, session }) => (session === undefined ? [] : [[id, session]])),
  );
  if (sessionOf.size === 0) return null;
  const toSessions = (ids: readonly string[]): string[] => toDistinct(ids.map((id) => sessionOf.get(id) ?? id));
  return recallAt(toSessions(ranking), toSessions(question.rightIds), 10);
}

function toPercent(shares: readonly number[]): number {
  return Math.round(mean(shares) * 1000) / 10;
}
