import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderCurve } from './area-under-curve.js';

describe('areaUnderCurve', () => {
  it('is the share of pairs that stand in the right order, equal ones by half', () => {
    const scores = fc.array(fc.constantFrom(0, 0.2, 0.4, 0.6, 0.8, 1), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(scores, scores, (higher, lower) => {
        const pairs = higher.flatMap((one) => lower.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
        const share = pairs.reduce<number>((sum, won) => sum + won, 0) / pairs.length;
        expect(areaUnderCurve(higher, lower)).toBeCloseTo(share, 12);
      }),
    );
  });

  it('is nothing where there is nothing to compare', () => {
    expect(areaUnderCurve([], [0.4])).toBeNaN();
    expect(areaUnderCurve([0.4], [])).toBeNaN();
  });
});
