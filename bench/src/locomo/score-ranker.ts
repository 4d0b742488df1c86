import { mean } from '../harness/percentile.js';
import type { LocomoConversation, LocomoQuestion } from './locomo-dataset.js';
import { observationRecallAt, recallAt, toDistinct } from './recall-measure.js';

/** Something that ranks the memories of a conversation for a question: ids, best first, at most twenty. */
export interface Ranker {
  rankTurns(conversation: LocomoConversation, question: string): Promise<readonly string[]>;
  rankObservations(conversation: LocomoConversation, question: string): Promise<readonly string[]>;
}

/** Recall of evidence among the first 5, 10 and 20, in percent. */
export interface RecallFigures {
  readonly questions: number;
  readonly at5: number;
  readonly at10: number;
  readonly at20: number;
}

/** What a ranker reaches on a data set, in percent, averaged over questions. */
export interface LocomoScores extends RecallFigures {
  /** By category: 1 multi-hop, 2 temporal, 3 open-domain, 4 single-hop. */
  readonly byCategory: Readonly<Record<string, RecallFigures>>;
  readonly sessionsAt10: number;
  /** With the annotators' observations as memories instead of the turns. */
  readonly factsAt10: number;
}

interface QuestionScore {
  readonly category: number;
  readonly at5: number | null;
  readonly at10: number | null;
  readonly at20: number | null;
  readonly sessionsAt10: number | null;
  readonly factsAt10: number | null;
}

/** Asks a ranker every question of the data set, one after the other. */
export async function scoreRanker(conversations: readonly LocomoConversation[], ranker: Ranker): Promise<LocomoScores> {
  const scores: QuestionScore[] = [];
  for (const conversation of conversations) {
    for (const question of conversation.questions) scores.push(await scoreQuestion(conversation, question, ranker));
  }
  const categories = toDistinct(scores.map(({ category }) => String(category))).sort();
  return {
    ...toFigures(scores),
    byCategory: Object.fromEntries(
      categories.map((category) => [category, toFigures(scores.filter((one) => String(one.category) === category))]),
    ),
    sessionsAt10: toPercent(scores.map(({ sessionsAt10 }) => sessionsAt10)),
    factsAt10: toPercent(scores.map(({ factsAt10 }) => factsAt10)),
  };
}

async function scoreQuestion(
  conversation: LocomoConversation,
  { text, category, evidence }: LocomoQuestion,
  ranker: Ranker,
): Promise<QuestionScore> {
  const sessionOf = new Map(conversation.turns.map(({ id, session }) => [id, session]));
  const turnsOf = new Map(conversation.observations.map((observation) => [observation.id, observation.evidence]));
  const toSessions = (ids: readonly string[]): string[] => toDistinct(ids.map((id) => sessionOf.get(id) ?? id));
  const turns = await ranker.rankTurns(conversation, text);
  const observations = await ranker.rankObservations(conversation, text);
  return {
    category,
    at5: recallAt(turns, evidence, 5),
    at10: recallAt(turns, evidence, 10),
    at20: recallAt(turns, evidence, 20),
    sessionsAt10: recallAt(toSessions(turns), toSessions(evidence), 10),
    factsAt10: observationRecallAt(observations, evidence, 10, turnsOf),
  };
}

function toFigures(scores: readonly QuestionScore[]): RecallFigures {
  return {
    questions: scores.length,
    at5: toPercent(scores.map(({ at5 }) => at5)),
    at10: toPercent(scores.map(({ at10 }) => at10)),
    at20: toPercent(scores.map(({ at20 }) => at20)),
  };
}

function toPercent(shares: readonly (number | null)[]): number {
  return Math.round(mean(shares.filter((share) => share !== null)) * 1000) / 10;
}
