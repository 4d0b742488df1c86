import { describe, expect, it } from 'vitest';
import { summarize } from '../harness/percentile.js';
import type { LocomoEvaluation } from './evaluate-locomo.js';
import { toLocomoText } from './locomo-report.js';
import type { LocomoScores } from './score-ranker.js';

function createScores(at10: number): LocomoScores {
  const figures = { questions: 2, at5: 50, at10, at20: 100 };
  return { ...figures, byCategory: { '1': figures, '4': figures }, sessionsAt10: 97, factsAt10: 84 };
}

const evaluation: LocomoEvaluation = {
  engine: 'sqlite',
  stored: 3000,
  scores: { service: createScores(83), bm25: createScores(60), minilm: createScores(51) },
  relevance: {
    calibrationError: 0.04,
    plainAuroc: 0.98,
    exchangedAuroc: 0.89,
    adversarialAuroc: 0.72,
    curve: [
      {
        threshold: 0.5,
        evidenceKept: 84.1,
        plainEmpty: 95.5,
        exchangedEmpty: 66.2,
        adversarialEmpty: 27,
        meanReturned: 12.5,
      },
    ],
  },
  sizes: [],
  goals: [{ figure: 'R@10 of sessions', value: 94.2, goal: '≥ 97', isMet: false }],
  latencyMs: summarize([6, 10]),
  comparison: null,
};

/** Cells of the rows that begin with a name. */
const rowsOf = (text: string, name: string): string[][] =>
  text.split('\n').flatMap((line) => (line.startsWith(`${name} `) ? [line.split(/ {2,}/u)] : []));

describe('toLocomoText', () => {
  it('sets the service beside both references, as a whole and by category', () => {
    const text = toLocomoText(evaluation);
    expect(rowsOf(text, 'service')).toEqual([['service', '2', '50', '83', '100', '97', '84']]);
    expect(rowsOf(text, '1').map(([, ranker, , , at10]) => [ranker, at10])).toEqual([
      ['service', '83'],
      ['bm25', '60'],
      ['minilm', '51'],
    ]);
    expect(text).toContain('3000 memories over HTTP on sqlite');
    expect(text).toContain('query over HTTP on sqlite: p50 6.0 ms, p95 10.0 ms (2 questions, one at a time)');
    expect(text).not.toContain('both engines');
  });

  it('sets calibration in stores of other sizes beside that of the data set, where it was measured', () => {
    const sizes = [{ memories: 50, questions: 290, calibrationError: 0.061, plainAuroc: 0.97, exchangedAuroc: 0.9 }];
    const text = toLocomoText({ ...evaluation, sizes });
    expect(text).toMatch(/^ +50 +290 +0\.061 +0\.970 +0\.900/mu);
    expect(text).toMatch(/^as in the data set +0\.040 +0\.980 +0\.890/mu);
    expect(toLocomoText(evaluation)).not.toContain('as in the data set');
  });

  it('shows what comes back at each threshold, and which goals are met', () => {
    const text = toLocomoText(evaluation);
    expect(rowsOf(text, '0.5')).toEqual([['0.5', '84.1', '95.5', '66.2', '27', '12.5']]);
    expect(rowsOf(text, 'R@10 of sessions')).toEqual([['R@10 of sessions', '94.2', '≥ 97', 'missed']]);
  });

  it('tells how far another engine gave the same answers', () => {
    const latencyMs = summarize([7]);
    const comparison = {
      engine: 'postgres',
      scores: createScores(83),
      latencyMs,
      samePlacesAt10: 1,
      samePlacesAt20: 0.9987,
    } as const;
    const text = toLocomoText({ ...evaluation, comparison });
    expect(rowsOf(text, 'service on postgres')).toHaveLength(1);
    expect(text).toContain('query over HTTP on postgres: p50 7.0 ms');
    expect(text).toContain('on both engines: 100.00 % of the first ten, 99.87 % of the first twenty');
  });
});
