import { atLeast, atMost } from '../measurements/report.js';
import type { GoalOutcome } from '../measurements/report.js';
import type { ScoreFigures } from './score-figures.js';
import type { LocomoScores } from './score-ranker.js';

const DEFAULT_THRESHOLD = 0.5;

/** What the service is to reach on this data set. */
export function toLocomoGoals(scores: LocomoScores, figures: ScoreFigures): GoalOutcome[] {
  const point = figures.curve.find(({ threshold }) => threshold === DEFAULT_THRESHOLD);
  return [
    atLeast('R@5 of evidence turns', scores.at5, 73),
    atLeast('R@10 of evidence turns', scores.at10, 82),
    atLeast('R@20 of evidence turns', scores.at20, 88),
    atLeast('R@10 of sessions', scores.sessionsAt10, 97),
    atLeast('R@10 of facts', scores.factsAt10, 82),
    atMost('calibration error', figures.calibrationError, 0.05),
    atLeast('AUROC, names exchanged', figures.exchangedAuroc, 0.95),
    atLeast('AUROC, adversarial', figures.adversarialAuroc, 0.75),
    atLeast('evidence kept at 0.5, %', point?.evidenceKept ?? Number.NaN, 90),
    atLeast('plain foreign questions empty at 0.5, %', point?.plainEmpty ?? Number.NaN, 95),
    atLeast('those with names exchanged empty at 0.5, %', point?.exchangedEmpty ?? Number.NaN, 60),
  ];
}
