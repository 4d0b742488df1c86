import { mean } from '../harness/percentile.js';
import { measureCalibration } from '../qa/calibration-error.js';
import { areaUnderCurve } from './area-under-curve.js';

/** Scores of a question to the conversation that answers it. */
export interface OwnScores {
  /** Of the best memory; 0 where there is none. */
  readonly best: number;
  /** Of each evidence turn among the first twenty, best first. */
  readonly evidence: readonly number[];
  /** Of all of the first twenty. */
  readonly all: readonly number[];
}

/** The best score of a question that the asked conversation doesn't answer. */
export interface ForeignScores {
  /** Of a question to another conversation, as it stands. */
  readonly plain: number;
  /** Of the same question, with the names of who speaks there. */
  readonly exchanged: number;
}

/** What a data set was answered with, whatever the threshold. */
export interface ScoreOutcomes {
  readonly own: readonly OwnScores[];
  readonly foreign: readonly ForeignScores[];
  /** The best score of each question that can't be answered as asked, to its own conversation. */
  readonly adversarial: readonly number[];
}

/** What comes back at a threshold, in percent. */
export interface OperatingPoint {
  readonly threshold: number;
  /** Of the evidence among the first twenty. */
  readonly evidenceKept: number;
  /** Of the questions of each kind. */
  readonly plainEmpty: number;
  readonly exchangedEmpty: number;
  readonly adversarialEmpty: number;
  /** Memories, of at most twenty, for a question that the conversation answers. */
  readonly meanReturned: number;
}

/** Whether a score means what it says. */
export interface ScoreFigures {
  /**
   * Expected calibration error over ten bins of equal count, of balanced pairs: the best evidence of a question, and the
   * best memory of a conversation that doesn't answer it, plain and with names exchanged in turn.
   */
  readonly calibrationError: number;
  /** Areas under the ROC curve: best scores of answerable questions against those of the others. */
  readonly plainAuroc: number;
  readonly exchangedAuroc: number;
  readonly adversarialAuroc: number;
  readonly curve: readonly OperatingPoint[];
}

const THRESHOLDS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** Brings scores to figures. */
export function toScoreFigures(outcomes: ScoreOutcomes): ScoreFigures {
  const { own, foreign, adversarial } = outcomes;
  const best = own.map((one) => one.best);
  const areaTo = (lower: readonly number[]): number => areaUnderCurve(best, lower);
  return {
    calibrationError: measureCalibration(toBalancedPairs(outcomes)).error,
    plainAuroc: areaTo(foreign.map(({ plain }) => plain)),
    exchangedAuroc: areaTo(foreign.map(({ exchanged }) => exchanged)),
    adversarialAuroc: areaTo(adversarial),
    curve: THRESHOLDS.map((threshold) => toOperatingPoint(outcomes, threshold)),
  };
}

function toBalancedPairs({ own, foreign }: ScoreOutcomes): { readonly score: number; readonly isRight: boolean }[] {
  return own.flatMap(({ evidence: [right] }, place) => {
    const other = foreign[place];
    if (right === undefined || other === undefined) return [];
    const wrong = place % 2 === 0 ? other.plain : other.exchanged;
    return [
      { score: right, isRight: true },
      { score: wrong, isRight: false },
    ];
  });
}

function toOperatingPoint({ own, foreign, adversarial }: ScoreOutcomes, threshold: number): OperatingPoint {
  const isBack = (score: number): boolean => score >= threshold;
  const emptyOf = (scores: readonly number[]): number => toPercent(scores.map((score) => !isBack(score)));
  return {
    threshold,
    evidenceKept: toPercent(own.flatMap(({ evidence }) => evidence.map(isBack))),
    plainEmpty: emptyOf(foreign.map(({ plain }) => plain)),
    exchangedEmpty: emptyOf(foreign.map(({ exchanged }) => exchanged)),
    adversarialEmpty: emptyOf(adversarial),
    meanReturned: mean(own.map(({ all }) => all.filter(isBack).length)),
  };
}

function toPercent(outcomes: readonly boolean[]): number {
  return Math.round(mean(outcomes.map(Number)) * 1000) / 10;
}
