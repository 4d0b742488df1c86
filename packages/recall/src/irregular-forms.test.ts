import { describe, expect, it } from 'vitest';
import { IRREGULAR_FORMS } from './irregular-forms.js';
import { stem } from './stem.js';

describe('IRREGULAR_FORMS', () => {
  it.each([
    ['bought', 'buy'],
    ['children', 'child'],
    ['were', 'be'],
    ['lying', 'lie'],
    ['best', 'good'],
  ])('gives %s the word %s', (form, word) => {
    expect(IRREGULAR_FORMS.get(form)).toBe(word);
  });

  it('leads to a word in one step: none of its words is a form of another', () => {
    expect([...IRREGULAR_FORMS.values()].filter((word) => IRREGULAR_FORMS.has(word))).toEqual([]);
  });

  it('leaves out forms that are more often another word', () => {
    expect(['ground', 'wound', 'bore', 'lit', 'bound'].filter((form) => IRREGULAR_FORMS.has(form))).toEqual([]);
  });

  it('gives each form the stem of its word: who flew is found by who can fly', () => {
    expect(stem('flew')).toBe(stem('fly'));
    const apart = [...IRREGULAR_FORMS].filter(([form, word]) => stem(form) !== stem(word));
    expect(apart).toEqual([]);
  });
});
