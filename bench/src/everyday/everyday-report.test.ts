import { describe, expect, it } from 'vitest';
import type { EverydayFigures, LongFigures } from './everyday-figures.js';
import { toEverydayGoals } from './everyday-goals.js';
import { toEverydayText } from './everyday-report.js';

const long = (place: LongFigures['place'], at5: number): LongFigures => ({
  place,
  cases: 36,
  at1: 50,
  at5,
  at10: 100,
  rightReturned: 40,
  meanReturned: 0.5,
});

const figures: EverydayFigures = {
  paraphrases: { questions: 10, first: 80, firstThree: 92.9, mrr: 0.86, rightReturned: 70, meanReturned: 1.2 },
  changes: {
    present: { pairs: 10, first: 85, beforeOther: 90 },
    dated: { pairs: 10, first: 84.9, beforeOther: 90 },
  },
  longMemories: [long('first tenth', 97.2), long('middle', 90), long('last tenth', 94.4)],
  unanswerable: [
    { kind: 'near', questions: 5, empty: 80, meanReturned: 0.2, counts: [4, 1, 0, 0, 0], meanBestScore: 0.3 },
  ],
};

describe('toEverydayGoals', () => {
  it('holds the figures against the goals of issue 5', () => {
    expect(toEverydayGoals(figures).map(({ value, goal, isMet }) => [value, goal, isMet])).toEqual([
      [80, '≥ 80', true],
      [92.9, '≥ 93', false],
      [85, '≥ 85', true],
      [84.9, '≥ 85', false],
      [-2.8, '≥ 0', false],
    ]);
  });
});

describe('toEverydayText', () => {
  it('lays out every split beside the others, with goals and latency', () => {
    const latencyMs = { count: 20, p50: 4.25, p95: 9, p99: 10, max: 11 };
    const devOutcomes = { paraphrases: [], changes: [], longMemories: [], unanswerable: [] };
    const parts = { dev: figures, 'held-out': figures };
    const text = toEverydayText({ seed: 1, stored: 833, figures: parts, goals: {}, devOutcomes, latencyMs });
    expect(text).toContain('833 memories over HTTP, seed 1');
    expect(text).toMatch(/^held-out +10 +80 +92\.9 +0\.86 +70 +1\.2$/m);
    expect(text).toMatch(/^dev +near +5 +80 +0\.2 +4 \/ 1 \/ 0 \/ 0 \/ 0 +0\.3$/m);
    expect(text).toContain('p50 4.3 ms, p95 9.0 ms (20 questions, one at a time)');
    expect(text.match(/missed/g)).toHaveLength(6);
  });
});
