import { describe, expect, it } from 'vitest';
import { toLocomoGoals } from './locomo-goals.js';

const scores = { questions: 9, at5: 75, at10: 81.9, at20: 88, byCategory: {}, sessionsAt10: 94.2, factsAt10: 83 };
const point = { threshold: 0.5, evidenceKept: 84, plainEmpty: 95.5, exchangedEmpty: 66 };
const figures = {
  calibrationError: 0.035,
  plainAuroc: 0.98,
  exchangedAuroc: 0.89,
  adversarialAuroc: 0.71,
  curve: [
    { ...point, threshold: 0.4, evidenceKept: 99, adversarialEmpty: 9, meanReturned: 12 },
    { ...point, adversarialEmpty: 27, meanReturned: 12 },
  ],
};

describe('toLocomoGoals', () => {
  it('judges recall and scores, these at the default threshold', () => {
    const missed = toLocomoGoals(scores, figures).filter(({ isMet }) => !isMet);
    expect(missed.map(({ figure, value }) => [figure, value])).toEqual([
      ['R@10 of evidence turns', 81.9],
      ['R@10 of sessions', 94.2],
      ['AUROC, names exchanged', 0.89],
      ['AUROC, adversarial', 0.71],
      ['evidence kept at 0.5, %', 84],
    ]);
  });

  it('takes no goal for met that could not be measured', () => {
    const nothing = { ...figures, calibrationError: Number.NaN, exchangedAuroc: Number.NaN, curve: [] };
    const met = toLocomoGoals(scores, nothing).filter(({ isMet }) => isMet);
    expect(met.map(({ figure }) => figure)).toEqual([
      'R@5 of evidence turns',
      'R@20 of evidence turns',
      'R@10 of facts',
    ]);
  });
});
