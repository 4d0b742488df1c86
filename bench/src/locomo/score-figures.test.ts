import { describe, expect, it } from 'vitest';
import { toScoreFigures } from './score-figures.js';
import type { ScoreOutcomes } from './score-figures.js';

const OUTCOMES: ScoreOutcomes = {
  own: [
    { best: 0.95, evidence: [0.95, 0.45], all: [0.95, 0.65, 0.45] },
    { best: 0.75, evidence: [0.55], all: [0.75, 0.55] },
    { best: 0.35, evidence: [], all: [0.35] },
  ],
  foreign: [
    { plain: 0.05, exchanged: 0.65 },
    { plain: 0.25, exchanged: 0.35 },
    { plain: 0.15, exchanged: 0.85 },
  ],
  adversarial: [0.85, 0.15],
};

describe('toScoreFigures', () => {
  it('says at each threshold what comes back', () => {
    const at = (threshold: number) => toScoreFigures(OUTCOMES).curve.find((point) => point.threshold === threshold);
    expect(at(0.5)).toEqual({
      threshold: 0.5,
      evidenceKept: 66.7,
      plainEmpty: 100,
      exchangedEmpty: 33.3,
      adversarialEmpty: 50,
      meanReturned: 4 / 3,
    });
    expect(at(0.1)).toMatchObject({ evidenceKept: 100, plainEmpty: 33.3, exchangedEmpty: 0, adversarialEmpty: 0 });
    expect(at(0.9)).toMatchObject({ evidenceKept: 33.3, exchangedEmpty: 100 });
  });

  it('compares best scores, whether or not the evidence was found', () => {
    const { plainAuroc, exchangedAuroc, adversarialAuroc } = toScoreFigures(OUTCOMES);
    expect(plainAuroc).toBe(1);
    // Of nine pairs 0.95 wins all three, 0.75 those with 0.65 and 0.35, and 0.35 has half of the one that is equal.
    expect(exchangedAuroc).toBeCloseTo(5.5 / 9);
    expect(adversarialAuroc).toBeCloseTo(4 / 6);
  });

  it('calibrates by as many right ones as wrong ones, plain and exchanged in turn', () => {
    // 0.95 right, 0.05 plain and wrong; 0.55 right, 0.35 exchanged and wrong; the third has no evidence to pair.
    expect(toScoreFigures(OUTCOMES).calibrationError).toBeCloseTo((0.05 + 0.05 + 0.45 + 0.35) / 4);
  });
});
