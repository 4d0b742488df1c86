import type { RelevanceParts } from './calibration.js';
import { FEATURE_NAMES, toRankingScore, WEIGHTS } from './ranking-model.js';
import type { Features } from './ranking-model.js';

/** One thing that was measured, and what it counted. */
export interface ExplanationFeature {
  /** In words a user knows, snake_case. */
  readonly name: string;
  /** What was measured, in the unit of the feature. */
  readonly value: number;
  /** What it added to the logarithm of the odds. */
  readonly share: number;
}

/** Why a memory has its relevance score. */
export interface Explanation {
  /** In a fixed order; the shares add up to `logOdds`. */
  readonly features: readonly ExplanationFeature[];
  /** The relevance score is 1 ÷ (1 + e^−logOdds). */
  readonly logOdds: number;
}

/** What {@link toExplanation} is made from. */
export interface Explaining {
  readonly features: Features;
  /** The ranking score by which the memory stands where it does. */
  readonly rankingScore: number;
  readonly parts: RelevanceParts;
  /** The relevance score as it is returned: not above that of any memory ranked before. */
  readonly score: number;
}

// What a caller reads. A feature that isn't here goes by the name that it has in the code.
const FEATURE_WORDS: ReadonlyMap<string, string> = new Map([
  ['cosine', 'meaning'],
  ['sessionCosine', 'meaning_of_session'],
  ['terms', 'words'],
  ['windowTerms', 'words_nearby'],
  ['sessionTerms', 'words_of_session'],
  ['termsByChance', 'words_by_chance'],
  ['otherSubject', 'about_somebody_else'],
  ['isQuestion', 'is_a_question'],
  ['followsQuestion', 'follows_a_question_like_this'],
  ['namesSomething', 'holds_a_name_asked_for'],
  ['sameMonth', 'from_the_time_asked_about'],
  ['sameDay', 'from_the_day_asked_about'],
]);

/** Names of the shares that are neither features nor circumstances. */
const SUCCESSION = 'replaces_another';
const RANK = 'ranked_below_others';
// Adding up in another order changes the last digits.
const ROUNDING = 1e-9;

/** The name by which a caller knows a feature. */
export function toFeatureWords(name: string): string {
  return FEATURE_WORDS.get(name) ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Takes a relevance score apart: features by weight and slope, circumstances, and what its rank took. */
export function toExplanation({ features, rankingScore, parts, score }: Explaining): Explanation {
  const measured = FEATURE_NAMES.map((name) => ({
    name: toFeatureWords(name),
    value: features[name],
    share: WEIGHTS[name] * features[name] * parts.slope,
  }));
  const lift = rankingScore - toRankingScore(features);
  const own = [...measured, { name: SUCCESSION, value: lift, share: lift * parts.slope }, ...parts.circumstances];
  const ownLogOdds = toSum(own);
  const isTaken = toProbability(ownLogOdds) - score > ROUNDING;
  const taken = isTaken ? toLogOdds(score) - ownLogOdds : 0;
  const all = [...own, { name: RANK, value: isTaken ? 1 : 0, share: taken }];
  return { features: all, logOdds: toSum(all) };
}

function toSum(all: readonly ExplanationFeature[]): number {
  return all.reduce((sum, { share }) => sum + share, 0);
}

function toProbability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function toLogOdds(score: number): number {
  return Math.log(score / (1 - score));
}
