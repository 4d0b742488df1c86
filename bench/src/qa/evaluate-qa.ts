import { asRecord } from '../harness/json.js';
import { mean, summarize } from '../harness/percentile.js';
import type { Summary } from '../harness/percentile.js';
import { toFoundMemories } from '../harness/query-service.js';
import type { FoundMemory, Sender } from '../harness/query-service.js';
import { measureCalibration } from './calibration-error.js';
import type { Calibration } from './calibration-error.js';
import { EvalInputError } from './eval-input-error.js';
import type { OwnQuestion } from './question-file.js';
import { areAllWithin, isAnyWithin, ndcgAt, placeOfFirst, reciprocalRank } from './ranking-measures.js';

/** What came back for one question. */
export interface QuestionOutcome {
  readonly question: OwnQuestion;
  /** The first twenty, whatever their score, best first. */
  readonly found: readonly FoundMemory[];
  /** `found` in the words of `expected` where it is expected, as ids where it isn't. */
  readonly ranking: readonly string[];
  readonly durationMs: number;
}

/** Recall, rank and calibration over all questions; shares between 0 and 1. */
export interface QaEvaluation {
  readonly questions: number;
  /** By k: how often at least one, and all of the expected memories are among the first k. */
  readonly recall: readonly { readonly k: number; readonly any: number; readonly all: number }[];
  readonly ndcgAt10: number;
  readonly mrr: number;
  /** Of the best score, as the probability that its memory is an expected one; questions without an answer left out. */
  readonly calibration: Calibration;
  readonly latencyMs: Summary;
}

const RECALL_AT = [1, 3, 5, 10, 20];
const EVERYTHING = { relevance_threshold: 0, max_memories: 20 };

/**
 * Asks one question.
 *
 * @throws {@link EvalInputError} where the server refuses it, with the line it stands in
 */
export async function askQuestion(sender: Sender, question: OwnQuestion): Promise<QuestionOutcome> {
  const { question: context, namespace, metadataFilter, referenceTime, expected, line } = question;
  const answer = await sender.send({
    method: 'POST',
    path: '/v1/query',
    body: {
      context,
      ...EVERYTHING,
      ...(namespace !== null && { namespace }),
      ...(metadataFilter !== null && { metadata_filter: metadataFilter }),
      ...(referenceTime !== null && { reference_time: referenceTime }),
    },
  });
  if (answer.status !== 200) {
    throw new EvalInputError(`line ${line}: the server answered ${answer.status}: ${toFault(answer.body)}`);
  }
  const found = toFoundMemories(answer.body);
  return { question, found, ranking: toRanking(found, expected), durationMs: answer.durationMs };
}

/** Brings what came back for all questions to figures. */
export function evaluateOutcomes(outcomes: readonly QuestionOutcome[]): QaEvaluation {
  const meanOf = (measure: (ranking: readonly string[], expected: readonly string[]) => number): number =>
    mean(outcomes.map(({ ranking, question }) => measure(ranking, question.expected)));
  return {
    questions: outcomes.length,
    recall: RECALL_AT.map((k) => ({
      k,
      any: meanOf((ranking, expected) => Number(isAnyWithin(ranking, expected, k))),
      all: meanOf((ranking, expected) => Number(areAllWithin(ranking, expected, k))),
    })),
    ndcgAt10: meanOf((ranking, expected) => ndcgAt(ranking, expected, 10)),
    mrr: meanOf(reciprocalRank),
    calibration: measureCalibration(outcomes.flatMap(toScoredOutcome)),
    latencyMs: summarize(outcomes.map(({ durationMs }) => durationMs)),
  };
}

function toScoredOutcome({ found: [best], ranking, question }: QuestionOutcome) {
  if (best === undefined) return [];
  return [{ score: best.score, isRight: placeOfFirst(ranking, question.expected) === 1 }];
}

function toRanking(found: readonly FoundMemory[], expected: readonly string[]): string[] {
  return found.map(({ id, text }) => [id, text.trim()].find((name) => expected.includes(name)) ?? id);
}

function toFault(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('error' in body)) return 'not an answer of Memory API';
  const { code, message } = asRecord(body.error);
  return `${String(code)}, ${String(message)}`;
}
