import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stem } from './stem.js';

const families: readonly (readonly string[])[] = [
  ['hobby', 'hobbies'],
  ['house', 'houses'],
  ['church', 'churches'],
  ['box', 'boxes'],
  ['make', 'makes', 'making', 'made'],
  ['dance', 'dances', 'danced', 'dancing'],
  ['skate', 'skates', 'skated', 'skating'],
  ['plan', 'plans', 'planned', 'planning'],
  ['study', 'studies', 'studied', 'studying'],
  ['agree', 'agrees', 'agreed', 'agreeing'],
  ['prefer', 'prefers', 'preferred', 'preference', 'preferences'],
  ['happy', 'happily'],
  ['manage', 'manages', 'managed', 'management'],
  ['buy', 'buys', 'buying', 'bought'],
  ['go', 'goes', 'going', 'went', 'gone'],
  ['child', 'children'],
  ['wife', 'wives'],
  ['use', 'uses', 'used', 'using'],
  ['create', 'creates', 'created', 'creating'],
];

const strangers: readonly (readonly [string, string])[] = [
  ['plan', 'plane'],
  ['star', 'stare'],
  ['organ', 'organization'],
  ['bus', 'business'],
  ['thin', 'thing'],
];

describe('stem', () => {
  it.each(families.map((family) => [family]))('gives %j one stem', (family) => {
    expect(new Set(family.map(stem)).size).toBe(1);
  });

  it.each(strangers)('keeps %s and %s apart', (left, right) => {
    expect(stem(left)).not.toBe(stem(right));
  });

  it('leaves words of other alphabets and words with digits as they are', () => {
    for (const word of ['собака', 'हिन्दी', '2023', 'covid19', 'c++']) expect(stem(word)).toBe(word);
  });

  it('leaves short words alone', () => {
    expect(['is', 'us', 'gas', 'bed', 'ring'].map(stem)).toEqual(['be', 'us', 'gas', 'bed', 'ring']);
  });

  it('never makes a word longer by more than a letter, or empty', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,20}$/), (word) => {
        const cut = stem(word);
        expect(cut.length).toBeGreaterThan(0);
        expect(cut.length).toBeLessThanOrEqual(word.length + 1);
      }),
    );
  });
});
