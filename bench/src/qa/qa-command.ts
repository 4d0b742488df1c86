import { closeSync, openSync, writeSync } from 'node:fs';
import { messageOf } from '@memory-api/contract';
import { toTable } from '../harness/table.js';
import { EvalInputError } from './eval-input-error.js';
import { askQuestion, evaluateOutcomes } from './evaluate-qa.js';
import type { QaEvaluation, QuestionOutcome } from './evaluate-qa.js';
import { readQuestionFile } from './question-file.js';
import { placeOfFirst } from './ranking-measures.js';
import { createRemoteSender } from './remote-sender.js';

/** What the command line says about a run over a user's own questions. */
export interface QaOptions {
  readonly path: string;
  readonly baseUrl: string;
  readonly key: string | undefined;
  /** Where one JSON line a question goes. */
  readonly output: string | null;
}

/**
 * Asks a running server a user's own questions, one at a time.
 *
 * @throws {@link EvalInputError} for whatever the caller can put right
 */
export async function runQa({ path, baseUrl, key, output }: QaOptions): Promise<QaEvaluation> {
  if (!key) throw new EvalInputError('MEMORY_API_KEY is not set: put an API key with the scope "read" into it');
  const questions = readQuestionFile(path);
  const sender = createRemoteSender({ baseUrl, key });
  const file = output === null ? null : openOutput(output);
  const outcomes: QuestionOutcome[] = [];
  for (const question of questions) {
    const outcome = await askQuestion(sender, question);
    outcomes.push(outcome);
    // Written at once: a run that breaks off leaves what it has.
    if (file !== null) writeSync(file, `${JSON.stringify(toOutputLine(outcome))}\n`);
  }
  if (file !== null) closeSync(file);
  return evaluateOutcomes(outcomes);
}

/** Lays out an evaluation for a person to read. */
export function toQaText({ questions, recall, ndcgAt10, mrr, calibration, latencyMs }: QaEvaluation): string {
  return [
    `${questions} questions of your own`,
    toTable(
      ['among the first', 'any of the expected %', 'all of the expected %'],
      recall.map(({ k, any, all }) => [k, toPercent(any), toPercent(all)]),
    ),
    `NDCG@10 ${ndcgAt10.toFixed(3)}, MRR ${mrr.toFixed(3)}`,
    toTable(
      ['best score, mean', 'right %', 'questions'],
      calibration.bins.map(({ meanScore, rightShare, count }) => [meanScore, toPercent(rightShare), count]),
    ),
    `expected calibration error ${calibration.error.toFixed(3)}`,
    `query over HTTP: p50 ${latencyMs.p50.toFixed(1)} ms, p95 ${latencyMs.p95.toFixed(1)} ms (one at a time)`,
  ].join('\n\n');
}

/** One question as a line of `--output`, in the names of the wire. */
export function toOutputLine({ question, found, ranking, durationMs }: QuestionOutcome): object {
  return {
    line: question.line,
    question: question.question,
    expected: question.expected,
    place: placeOfFirst(ranking, question.expected),
    missing: question.expected.filter((one) => !ranking.includes(one)),
    latency_ms: Math.round(durationMs * 10) / 10,
    found: found.map(({ id, text, score }, place) => ({
      id,
      relevance_score: score,
      is_expected: question.expected.includes(ranking[place] ?? id),
      text,
    })),
  };
}

function openOutput(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw new EvalInputError(`${path} can't be written: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function toPercent(share: number): number {
  return Math.round(share * 1000) / 10;
}
