import { describe, expect, it } from 'vitest';
import { observationRecallAt, recallAt, toDistinct } from './recall-measure.js';

describe('recallAt', () => {
  const ranking = ['a', 'b', 'c', 'd'];

  it('is the share of the evidence among the first k', () => {
    expect(recallAt(ranking, ['b', 'd'], 1)).toBe(0);
    expect(recallAt(ranking, ['b', 'd'], 2)).toBe(0.5);
    expect(recallAt(ranking, ['b', 'd'], 4)).toBe(1);
  });

  it('counts against the whole evidence, found or not', () => {
    expect(recallAt(ranking, ['a', 'x', 'y', 'z'], 20)).toBe(0.25);
  });

  it('has no value for a question without evidence', () => {
    expect(recallAt(ranking, [], 5)).toBeNull();
  });
});

describe('toDistinct', () => {
  it('keeps the first of each', () => {
    expect(toDistinct(['s2', 's1', 's2', 's3', 's1'])).toEqual(['s2', 's1', 's3']);
  });
});

describe('observationRecallAt', () => {
  const turnsOf = new Map([
    ['o1', ['t1', 't2']],
    ['o2', ['t3']],
  ]);

  it('finds a turn when an observation that names it is among the first k', () => {
    expect(observationRecallAt(['o2', 'o1'], ['t1', 't3'], 1, turnsOf)).toBe(0.5);
    expect(observationRecallAt(['o2', 'o1'], ['t1', 't3'], 2, turnsOf)).toBe(1);
  });

  it('drops evidence that no observation names', () => {
    expect(observationRecallAt(['o1'], ['t1', 't9'], 1, turnsOf)).toBe(1);
    expect(observationRecallAt(['o1'], ['t9'], 1, turnsOf)).toBeNull();
  });
});
