import { describe, expect, it } from 'vitest';
import { BACKGROUND_TERMS } from './background-terms.js';

const terms = BACKGROUND_TERMS.flatMap(([, list]) => list.split(' '));

describe('BACKGROUND_TERMS', () => {
  it('hold each term at one level alone', () => {
    expect(terms.filter((term, place) => terms.indexOf(term) !== place).slice(0, 5)).toEqual([]);
  });

  it('go from the commonest to the rarest', () => {
    const levels = BACKGROUND_TERMS.map(([level]) => level);
    expect(levels).toEqual([...new Set(levels)].toSorted((left, right) => left - right));
  });

  it('hold shares that are together no more than a whole text', () => {
    const shares = BACKGROUND_TERMS.map(([level, list]) => list.split(' ').length * 2 ** (-level / 2));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1);
  });

  it('hold terms as a tokenizer gives them', () => {
    expect(terms.filter((term) => !/^[\p{Ll}\p{Lo}\d']+$/u.test(term)).slice(0, 5)).toEqual([]);
  });
});
