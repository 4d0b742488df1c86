import { describe, expect, it } from 'vitest';
import type { AnswerableOutcome } from './ask-everyday.js';
import { toEverydayFigures } from './everyday-figures.js';
import type { EverydayOutcomes } from './everyday-figures.js';

const found = (place: number | null, returned: number, isReturned: boolean): AnswerableOutcome => ({
  split: 'dev',
  question: 'Who?',
  place,
  returned,
  isReturned,
  best: null,
});
const pair = (rightPlace: number | null, wrongPlace: number | null) => ({ question: 'Who?', rightPlace, wrongPlace });
const nothing = { split: 'dev', question: 'Who?', best: null } as const;

const outcomes: EverydayOutcomes = {
  paraphrases: [
    found(1, 1, true),
    found(2, 3, true),
    found(4, 0, false),
    { ...found(null, 2, false), split: 'held-out' },
  ],
  changes: [
    { split: 'dev', present: pair(1, 2), dated: pair(2, 1) },
    { split: 'dev', present: pair(3, null), dated: pair(null, 4) },
  ],
  longMemories: [
    { ...found(1, 1, true), factPlace: 'first tenth' },
    { ...found(7, 1, false), factPlace: 'first tenth' },
    { ...found(5, 1, true), factPlace: 'last tenth' },
  ],
  unanswerable: [
    { ...nothing, kind: 'near', returned: 0, bestScore: 0.2 },
    { ...nothing, kind: 'far', returned: 3, bestScore: 0.6 },
    { ...nothing, kind: 'adversarial', returned: 12, bestScore: 0.9 },
  ],
};

describe('toEverydayFigures', () => {
  it('counts first places, first three and reciprocal ranks of paraphrases, and what came back', () => {
    const { paraphrases } = toEverydayFigures(outcomes, 'all');
    expect(paraphrases).toEqual({
      questions: 4,
      first: 25,
      firstThree: 50,
      // (1 + 1/2 + 1/4 + 0) / 4
      mrr: 0.4375,
      rightReturned: 50,
      meanReturned: 1.5,
    });
  });

  it('looks at one split where it is asked for', () => {
    expect(toEverydayFigures(outcomes, 'dev').paraphrases).toMatchObject({ questions: 3, first: 33.3 });
    expect(toEverydayFigures(outcomes, 'held-out').paraphrases).toMatchObject({ questions: 1, first: 0, mrr: 0 });
  });

  it('tells the first place of the store from the first of the pair', () => {
    const { present, dated } = toEverydayFigures(outcomes, 'all').changes;
    expect(present).toEqual({ pairs: 2, first: 50, beforeOther: 100 });
    expect(dated).toEqual({ pairs: 2, first: 0, beforeOther: 0 });
  });

  it('tells facts in long memories apart by where they stand', () => {
    const { longMemories } = toEverydayFigures(outcomes, 'all');
    expect(longMemories).toMatchObject([
      { place: 'first tenth', cases: 2, at1: 50, at5: 50, at10: 100, rightReturned: 50 },
      { place: 'middle', cases: 0 },
      { place: 'last tenth', cases: 1, at1: 0, at5: 100, at10: 100, rightReturned: 100 },
    ]);
  });

  it('counts what comes back for questions that nothing answers', () => {
    const { unanswerable } = toEverydayFigures(outcomes, 'all');
    expect(unanswerable).toEqual([
      { kind: 'near', questions: 1, empty: 100, meanReturned: 0, counts: [1, 0, 0, 0, 0], meanBestScore: 0.2 },
      { kind: 'far', questions: 1, empty: 0, meanReturned: 3, counts: [0, 0, 1, 0, 0], meanBestScore: 0.6 },
      { kind: 'near and far', questions: 2, empty: 50, meanReturned: 1.5, counts: [1, 0, 1, 0, 0], meanBestScore: 0.4 },
      { kind: 'adversarial', questions: 1, empty: 0, meanReturned: 12, counts: [0, 0, 0, 0, 1], meanBestScore: 0.9 },
    ]);
  });
});
