import { mean } from '../harness/percentile.js';

/** A score that was given, and whether what it was given to was right. */
export interface ScoredOutcome {
  readonly score: number;
  readonly isRight: boolean;
}

/** Outcomes of neighbouring scores. */
export interface CalibrationBin {
  readonly count: number;
  readonly meanScore: number;
  /** Of its outcomes, how many were right: what the mean score should be. */
  readonly rightShare: number;
}

/** How far scores are from being probabilities. */
export interface Calibration {
  /** Mean distance of score and share over the bins, by their counts: the expected calibration error. */
  readonly error: number;
  /** From the lowest scores to the highest. */
  readonly bins: readonly CalibrationBin[];
}

/**
 * The expected calibration error over bins of equal count (Naeini et al., 2015): outcomes are sorted by score and cut
 * into `bins` parts whose counts differ by one at most. Fewer outcomes than bins make a bin of each.
 *
 * @returns an error of NaN for no outcomes
 */
export function measureCalibration(outcomes: readonly ScoredOutcome[], bins = 10): Calibration {
  const sorted = outcomes.toSorted((left, right) => left.score - right.score);
  const cutAt = (bin: number): number => Math.floor((bin * sorted.length) / bins);
  const parts = Array.from({ length: bins }, (_, bin) => sorted.slice(cutAt(bin), cutAt(bin + 1)));
  const filled = parts.filter(({ length }) => length > 0).map(toBin);
  const distance = filled.reduce(
    (sum, { count, meanScore, rightShare }) => sum + count * Math.abs(meanScore - rightShare),
    0,
  );
  return { error: distance / sorted.length, bins: filled };
}

function toBin(outcomes: readonly ScoredOutcome[]): CalibrationBin {
  return {
    count: outcomes.length,
    meanScore: mean(outcomes.map(({ score }) => score)),
    rightShare: mean(outcomes.map(({ isRight }) => (isRight ? 1 : 0))),
  };
}
