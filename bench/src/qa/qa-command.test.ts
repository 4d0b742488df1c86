import { describe, expect, it } from 'vitest';
import { EvalInputError } from './eval-input-error.js';
import { runQa, toOutputLine, toQaText } from './qa-command.js';

describe('runQa', () => {
  it('wants a key before it looks at anything else', async () => {
    for (const key of [undefined, '']) {
      const options = { path: '/nowhere.jsonl', baseUrl: 'nowhere', key, output: null };
      await expect(runQa(options)).rejects.toThrow(
        new EvalInputError('MEMORY_API_KEY is not set: put an API key with the scope "read" into it'),
      );
    }
  });
});

describe('toQaText', () => {
  it('lays out recall, rank, calibration and latency', () => {
    const text = toQaText({
      questions: 8,
      recall: [
        { k: 1, any: 0.5, all: 0.25 },
        { k: 20, any: 1, all: 0.875 },
      ],
      ndcgAt10: 0.81234,
      mrr: 0.7,
      calibration: { error: 0.125, bins: [{ count: 8, meanScore: 0.625, rightShare: 0.5 }] },
      latencyMs: { count: 8, p50: 4.04, p95: 9, p99: 9, max: 9 },
    });
    expect(text).toMatch(/^ +1 +50 +25$/m);
    expect(text).toMatch(/^ +20 +100 +87\.5$/m);
    expect(text).toContain('NDCG@10 0.812, MRR 0.700');
    expect(text).toMatch(/^ +0\.625 +50 +8$/m);
    expect(text).toContain('expected calibration error 0.125');
    expect(text).toContain('p50 4.0 ms, p95 9.0 ms');
  });
});

describe('toOutputLine', () => {
  it('tells what was expected, found and missing, in the names of the wire', () => {
    const question = {
      line: 3,
      question: 'Who?',
      expected: ['Ada', 'b'],
      namespace: null,
      metadataFilter: null,
      referenceTime: null,
    };
    const found = [
      { id: 'x', text: 'No', score: 0.7 },
      { id: 'a', text: 'Ada', score: 0.6 },
    ];
    expect(toOutputLine({ question, found, ranking: ['x', 'Ada'], durationMs: 4.26 })).toEqual({
      line: 3,
      question: 'Who?',
      expected: ['Ada', 'b'],
      place: 2,
      missing: ['b'],
      latency_ms: 4.3,
      found: [
        { id: 'x', relevance_score: 0.7, is_expected: false, text: 'No' },
        { id: 'a', relevance_score: 0.6, is_expected: true, text: 'Ada' },
      ],
    });
  });
});
