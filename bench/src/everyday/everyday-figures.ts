import { mean } from '../harness/percentile.js';
import type {
  AnswerableOutcome,
  ChangeOutcome,
  LongOutcome,
  PairOutcome,
  UnanswerableOutcome,
} from './ask-everyday.js';
import type { Split, UnanswerableKind } from './everyday-sets.js';
import { FACT_PLACES } from './long-memories.js';
import type { FactPlace } from './long-memories.js';

/** Everything that came back. */
export interface EverydayOutcomes {
  readonly paraphrases: readonly AnswerableOutcome[];
  readonly changes: readonly ChangeOutcome[];
  readonly longMemories: readonly LongOutcome[];
  readonly unanswerable: readonly UnanswerableOutcome[];
}

/** With the service's own threshold and number: how often the right memory came back, and among how many. */
export interface ReturnFigures {
  readonly rightReturned: number;
  readonly meanReturned: number;
}

/** Shares are in percent. */
export interface ParaphraseFigures extends ReturnFigures {
  readonly questions: number;
  readonly first: number;
  readonly firstThree: number;
  /** Mean reciprocal rank, between 0 and 1. */
  readonly mrr: number;
}

/** How often the fact that answers stands first in its store, and before the one that doesn't, in percent. */
export interface PairFigures {
  readonly pairs: number;
  readonly first: number;
  readonly beforeOther: number;
}

/** How often a fact in a long memory was found, in percent, by where it stands. */
export interface LongFigures extends ReturnFigures {
  readonly place: FactPlace;
  readonly cases: number;
  readonly at1: number;
  readonly at5: number;
  readonly at10: number;
}

/** What came back for questions that nothing answers. */
export interface UnanswerableFigures {
  readonly kind: UnanswerableKind | 'near and far';
  readonly questions: number;
  /** How often nothing came back, in percent. */
  readonly empty: number;
  readonly meanReturned: number;
  /** How many questions brought 0, 1, 2 or 3, 4 to 9, 10 and more memories. */
  readonly counts: readonly number[];
  readonly meanBestScore: number;
}

/** All figures of one part of the sets. */
export interface EverydayFigures {
  readonly paraphrases: ParaphraseFigures;
  readonly changes: { readonly present: PairFigures; readonly dated: PairFigures };
  readonly longMemories: readonly LongFigures[];
  readonly unanswerable: readonly UnanswerableFigures[];
}

const COUNT_RANGES = [
  [0, 0],
  [1, 1],
  [2, 3],
  [4, 9],
  [10, Infinity],
] as const;

/** Brings what came back for one split, or all of it, to figures. */
export function toEverydayFigures(outcomes: EverydayOutcomes, split: Split | 'all'): EverydayFigures {
  const isIn = (one: { readonly split: Split }): boolean => split === 'all' || one.split === split;
  const changes = outcomes.changes.filter(isIn);
  const longMemories = outcomes.longMemories.filter(isIn);
  return {
    paraphrases: toParaphraseFigures(outcomes.paraphrases.filter(isIn)),
    changes: {
      present: toPairFigures(changes.map(({ present }) => present)),
      dated: toPairFigures(changes.map(({ dated }) => dated)),
    },
    longMemories: FACT_PLACES.map(({ place }) =>
      toLongFigures(
        place,
        longMemories.filter(({ factPlace }) => factPlace === place),
      ),
    ),
    unanswerable: toAllUnanswerableFigures(outcomes.unanswerable.filter(isIn)),
  };
}

function toParaphraseFigures(outcomes: readonly AnswerableOutcome[]): ParaphraseFigures {
  return {
    questions: outcomes.length,
    first: toShareWithin(outcomes, 1),
    firstThree: toShareWithin(outcomes, 3),
    mrr: mean(outcomes.map(({ place }) => (place === null ? 0 : 1 / place))),
    ...toReturnFigures(outcomes),
  };
}

function toPairFigures(pairs: readonly PairOutcome[]): PairFigures {
  return {
    pairs: pairs.length,
    first: toPercent(pairs.map(({ rightPlace }) => rightPlace === 1)),
    beforeOther: toPercent(pairs.map(({ rightPlace, wrongPlace }) => isBefore(rightPlace, wrongPlace))),
  };
}

function toLongFigures(place: FactPlace, outcomes: readonly LongOutcome[]): LongFigures {
  return {
    place,
    cases: outcomes.length,
    at1: toShareWithin(outcomes, 1),
    at5: toShareWithin(outcomes, 5),
    at10: toShareWithin(outcomes, 10),
    ...toReturnFigures(outcomes),
  };
}

function toAllUnanswerableFigures(outcomes: readonly UnanswerableOutcome[]): UnanswerableFigures[] {
  const ofKinds = (...kinds: readonly UnanswerableKind[]): UnanswerableOutcome[] =>
    outcomes.filter(({ kind }) => kinds.includes(kind));
  return [
    toUnanswerableFigures('near', ofKinds('near')),
    toUnanswerableFigures('far', ofKinds('far')),
    toUnanswerableFigures('near and far', ofKinds('near', 'far')),
    toUnanswerableFigures('adversarial', ofKinds('adversarial')),
  ];
}

function toUnanswerableFigures(
  kind: UnanswerableFigures['kind'],
  outcomes: readonly UnanswerableOutcome[],
): UnanswerableFigures {
  const returned = outcomes.map((outcome) => outcome.returned);
  return {
    kind,
    questions: outcomes.length,
    empty: toPercent(returned.map((count) => count === 0)),
    meanReturned: mean(returned),
    counts: COUNT_RANGES.map(([least, most]) => returned.filter((count) => count >= least && count <= most).length),
    meanBestScore: mean(outcomes.map(({ bestScore }) => bestScore)),
  };
}

function toReturnFigures(outcomes: readonly AnswerableOutcome[]): ReturnFigures {
  return {
    rightReturned: toPercent(outcomes.map(({ isReturned }) => isReturned)),
    meanReturned: mean(outcomes.map(({ returned }) => returned)),
  };
}

function toShareWithin(outcomes: readonly AnswerableOutcome[], k: number): number {
  return toPercent(outcomes.map(({ place }) => place !== null && place <= k));
}

function isBefore(place: number | null, other: number | null): boolean {
  return place !== null && (other === null || place < other);
}

function toPercent(outcomes: readonly boolean[]): number {
  return Math.round(mean(outcomes.map(Number)) * 1000) / 10;
}
