import { describe, expect, it } from 'vitest';
import { toRankingScore, WEIGHTS } from './ranking-model.js';
import type { Features } from './ranking-model.js';

const nothing: Features = {
  cosine: 0,
  sessionCosine: 0,
  terms: 0,
  windowTerms: 0,
  sessionTerms: 0,
  termsByChance: 0,
  otherSubject: 0,
  standsOut: 0,
  length: 0,
  isQuestion: 0,
  followsQuestion: 0,
  namesSomething: 0,
  saysWhen: 0,
  sameMonth: 0,
  sameDay: 0,
};

const names = Object.keys(nothing) as (keyof Features)[];

describe('toRankingScore', () => {
  it('is nothing where nothing was measured', () => {
    expect(toRankingScore(nothing)).toBe(0);
  });

  it.each(names)('counts %s by its weight', (name) => {
    expect(toRankingScore({ ...nothing, [name]: 0.5 })).toBeCloseTo(WEIGHTS[name] / 2);
  });

  it('adds up the shares, so that they explain the score', () => {
    const measured = Object.fromEntries(names.map((name, place) => [name, place / 10])) as unknown as Features;
    const shares = names.map((name) => toRankingScore({ ...nothing, [name]: measured[name] }));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(toRankingScore(measured));
  });

  it('holds against a memory only terms by chance, that it is a question, or about somebody else', () => {
    expect(names.filter((name) => WEIGHTS[name] < 0)).toEqual(['termsByChance', 'otherSubject', 'isQuestion']);
  });
});
