import { describe, expect, it } from 'vitest';
import { measureCalibration } from './calibration-error.js';

const outcome = (score: number, isRight: boolean) => ({ score, isRight });

describe('measureCalibration', () => {
  it('is nothing where each score is the share that was right', () => {
    const outcomes = [outcome(0.5, true), outcome(0.5, false), outcome(1, true), outcome(1, true)];
    expect(measureCalibration(outcomes, 2).error).toBe(0);
  });

  it('weighs the distance of score and share in each bin by its count', () => {
    const outcomes = [outcome(0.9, true), outcome(0.2, true), outcome(0.4, false), outcome(0.7, false)];
    const { error, bins } = measureCalibration(outcomes, 2);
    // Bins {0.2 right, 0.4 wrong} and {0.7 wrong, 0.9 right}: |0.3 - 0.5| and |0.8 - 0.5|, half of each.
    expect(error).toBeCloseTo(0.25);
    expect(bins.map(({ count, rightShare }) => [count, rightShare])).toEqual([
      [2, 0.5],
      [2, 0.5],
    ]);
    expect(bins.map(({ meanScore }) => meanScore)).toEqual([expect.closeTo(0.3), expect.closeTo(0.8)]);
  });

  it('cuts into counts that differ by one at most', () => {
    const outcomes = Array.from({ length: 23 }, (_, place) => outcome(place / 23, true));
    const counts = measureCalibration(outcomes).bins.map(({ count }) => count);
    expect(counts).toHaveLength(10);
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([2, 3]);
  });

  it('makes a bin of each where there are fewer outcomes than bins, and has no error for none', () => {
    const { error, bins } = measureCalibration([outcome(0.9, true), outcome(0.4, false)]);
    expect(bins).toHaveLength(2);
    expect(error).toBeCloseTo((0.1 + 0.4) / 2);
    expect(measureCalibration([]).error).toBeNaN();
  });
});
