import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRelevance } from './calibration.js';
import type { Circumstances, Standing } from './calibration.js';

/** A store of several persons, one of whom the question names. */
const usual: Circumstances = {
  searched: 500,
  terms: 3,
  namesSubject: true,
  subjectsTell: 1,
  several: 1,
  lead: 0.1,
  nearest: 0.5,
  fitsAnother: 0,
};
/** A store of facts that are all about one. */
const ofOne: Circumstances = { ...usual, subjectsTell: 0, several: 0 };

function best(rankingScore: number): Standing {
  return { rankingScore, bestRankingScore: rankingScore, cosine: 0.5, windowTerms: 0.5 };
}

function toRelevanceScore(standing: Standing, circumstances: Circumstances): number {
  return createRelevance(circumstances).scoreOf(standing);
}

function logit(score: number): number {
  return Math.log(score / (1 - score));
}

describe('a relevance score', () => {
  it('rises with the ranking score and stays between 0 and 1', () => {
    const score = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(score, score, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((rankingScore) =>
          toRelevanceScore({ ...best(50), rankingScore }, usual),
        );
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(high ?? -1);
      }),
    );
  });

  it('asks more of the best of many than of the only one', () => {
    expect(toRelevanceScore(best(8), { ...usual, searched: 1 })).toBeGreaterThan(toRelevanceScore(best(8), usual));
  });

  it('does not drift as a store grows beyond 500', () => {
    expect(toRelevanceScore(best(8), { ...usual, searched: 100_000 })).toBe(toRelevanceScore(best(8), usual));
  });

  it('is surer where something stored is near to the question', () => {
    expect(toRelevanceScore(best(8), { ...usual, nearest: 0.7 })).toBeGreaterThan(toRelevanceScore(best(8), usual));
  });

  it('is surer of a memory where one stands out', () => {
    expect(toRelevanceScore(best(8), { ...ofOne, lead: 0.3 })).toBeGreaterThan(toRelevanceScore(best(8), ofOne));
  });

  it.each([
    ['facts about one', ofOne, [12, 11, 8, 7]],
    ['several who talk', usual, [15, 14, 7, 6]],
  ] as const)('lets those well behind the best fall faster than those close by: %s', (_, circumstances, scores) => {
    const [first, close, behind, farBehind] = scores.map((rankingScore) =>
      logit(toRelevanceScore({ ...best(scores[0]), rankingScore }, circumstances)),
    );
    const [nearSlope, farSlope] = [(first ?? 0) - (close ?? 0), (behind ?? 0) - (farBehind ?? 0)];
    expect(nearSlope).toBeGreaterThan(0);
    expect(farSlope).toBeGreaterThan(nearSlope * 3);
  });

  it('doubts what is far in meaning, unless it says what was asked', () => {
    const [near, remote, remoteWithWords] = [
      best(8),
      { ...best(8), cosine: 0.1, windowTerms: 0 },
      { ...best(8), cosine: 0.1, windowTerms: 1 },
    ].map((standing) => toRelevanceScore(standing, ofOne));
    expect(remote).toBeLessThan(near ?? 0);
    expect(remoteWithWords).toBe(near);
  });

  it('doubts a question that names nobody most where subjects tell memories apart', () => {
    const scoreOf = (namesSubject: boolean, subjectsTell: number) =>
      toRelevanceScore(best(8), { ...usual, namesSubject, subjectsTell });
    expect(scoreOf(true, 1)).toBeGreaterThan(scoreOf(false, 1));
    expect(scoreOf(false, 0)).toBeGreaterThan(scoreOf(false, 1));
  });

  it('lets more come back beside the best where several talk than of facts about one', () => {
    const behind = { ...best(12), rankingScore: 6 };
    const fallOf = (circumstances: Circumstances) =>
      logit(toRelevanceScore(best(12), circumstances)) - logit(toRelevanceScore(behind, circumstances));
    expect(fallOf(usual)).toBeLessThan(fallOf(ofOne));
  });

  it('doubts what was told of another, where the question names one of several', () => {
    const scoreOf = (circumstances: Circumstances) => toRelevanceScore(best(8), { ...circumstances, fitsAnother: 2 });
    expect(scoreOf(usual)).toBeLessThan(toRelevanceScore(best(8), usual));
    expect(scoreOf(ofOne)).toBe(toRelevanceScore(best(8), ofOne));
  });

  it('goes over from facts about one to several who talk without a leap', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (one, other) => {
        const [low, high] = [one, other].map((several) => logit(toRelevanceScore(best(8), { ...usual, several })));
        expect(Math.abs((low ?? 0) - (high ?? 0))).toBeLessThanOrEqual(10 * Math.abs(one - other) + 1e-9);
      }),
    );
  });

  it('takes nothing from a name that all memories share', () => {
    const [named, unnamed] = [true, false].map((namesSubject) =>
      toRelevanceScore(best(8), { ...usual, namesSubject, subjectsTell: 0 }),
    );
    expect(named).toBe(unnamed);
  });
});
