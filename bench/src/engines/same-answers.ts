import { asRecord, asRecords } from '../harness/json.js';
import type { HttpClient } from '../harness/http-client.js';
import { mean } from '../harness/percentile.js';
import { shareOfSamePlaces } from '../harness/same-places.js';
import { ask } from './engine-subject.js';
import type { EngineSubject } from './engine-subject.js';

/** A memory that was found, and how likely it answers. */
export interface ScoredId {
  readonly id: string;
  readonly score: number;
}

/** How far two engines give the same answers. */
export interface SameAnswers {
  readonly questions: number;
  /** The share of places among the first ten that hold the same memory. */
  readonly at10: number;
  readonly at20: number;
  /** Most that the score of a memory differs which both found for a question. */
  readonly maxScoreDifference: number;
}

// One "now" for both engines, and everything ranked, so that no threshold hides a difference.
const EVERYTHING = { max_memories: 20, relevance_threshold: 0, reference_time: '2026-01-01T00:00:00.000Z' };

/** Asks both engines the same questions and compares what they found, place by place. */
export async function compareAnswers(
  { sqlite, postgres }: { readonly sqlite: EngineSubject; readonly postgres: EngineSubject },
  questions: readonly string[],
): Promise<SameAnswers> {
  const pairs: (readonly [readonly ScoredId[], readonly ScoredId[]])[] = [];
  for (const question of questions) {
    pairs.push([await find(sqlite.client, question), await find(postgres.client, question)]);
  }
  return {
    questions: pairs.length,
    at10: mean(pairs.map(([left, right]) => shareOfSamePlaces(toIds(left), toIds(right), 10))),
    at20: mean(pairs.map(([left, right]) => shareOfSamePlaces(toIds(left), toIds(right), 20))),
    maxScoreDifference: pairs.reduce((most, [left, right]) => Math.max(most, maxScoreDifference(left, right)), 0),
  };
}

/** Most that the score of an id differs which is in both rankings. */
export function maxScoreDifference(left: readonly ScoredId[], right: readonly ScoredId[]): number {
  const scores = new Map(right.map(({ id, score }) => [id, score]));
  return left.reduce((most, { id, score }) => Math.max(most, Math.abs(score - (scores.get(id) ?? score))), 0);
}

async function find(client: HttpClient, question: string): Promise<readonly ScoredId[]> {
  const { memories } = asRecord(asRecord((await ask(client, question, EVERYTHING)).body)['data']);
  return asRecords(memories).map(({ id, relevance_score: score }) => ({ id: String(id), score: Number(score) }));
}

function toIds(found: readonly ScoredId[]): readonly string[] {
  return found.map(({ id }) => id);
}
