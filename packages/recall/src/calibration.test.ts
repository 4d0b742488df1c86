import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRelevanceScore } from './calibration.js';
import type { Circumstances } from './calibration.js';

const usual: Circumstances = { searched: 500, terms: 3, namesSubject: true, hasSubjects: true, lead: 0.1 };

describe('toRelevanceScore', () => {
  it('rises with the ranking score and stays between 0 and 1', () => {
    const score = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(score, score, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((value) => toRelevanceScore(value, usual));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(high ?? -1);
      }),
    );
  });

  it('asks more of the best of many than of the only one', () => {
    expect(toRelevanceScore(8, { ...usual, searched: 1 })).toBeGreaterThan(toRelevanceScore(8, usual));
  });

  it('does not drift as a store grows beyond 500', () => {
    expect(toRelevanceScore(8, { ...usual, searched: 100_000 })).toBe(toRelevanceScore(8, usual));
  });

  it('is surer of a memory where one stands out', () => {
    expect(toRelevanceScore(8, { ...usual, lead: 0.3 })).toBeGreaterThan(toRelevanceScore(8, usual));
  });

  it('doubts a question that names nobody most where the store is about somebody', () => {
    const [named, nobody, noSubjects] = [
      usual,
      { ...usual, namesSubject: false },
      { ...usual, namesSubject: false, hasSubjects: false },
    ].map((circumstances) => toRelevanceScore(8, circumstances));
    expect(named).toBeGreaterThan(noSubjects ?? 1);
    expect(noSubjects).toBeGreaterThan(nobody ?? 1);
  });
});
