import { describe, expect, it } from 'vitest';
import type { HttpCall } from '../harness/http-client.js';
import { EvalInputError } from './eval-input-error.js';
import { askQuestion, evaluateOutcomes } from './evaluate-qa.js';
import type { QuestionOutcome } from './evaluate-qa.js';
import type { OwnQuestion } from './question-file.js';

const question = (expected: readonly string[], more: Partial<OwnQuestion> = {}): OwnQuestion => ({
  line: 4,
  question: 'Who?',
  expected,
  namespace: null,
  metadataFilter: null,
  referenceTime: null,
  ...more,
});

function createFakeSender(status: number, body: unknown) {
  const calls: HttpCall[] = [];
  const send = async (call: HttpCall) => {
    calls.push(call);
    return { status, headers: {}, body, durationMs: 5 };
  };
  return { calls, send };
}

const memories = [
  { id: 'mem_1', text: 'User has a dog', relevance_score: 0.8 },
  { id: 'mem_2', text: 'User has a cat ', relevance_score: 0.3 },
];
const ANSWER = { success: true, data: { memories } };

describe('askQuestion', () => {
  it('ranks twenty whatever their score, in the namespace and under the filter of the question', async () => {
    const sender = createFakeSender(200, ANSWER);
    await askQuestion(
      sender,
      question(['mem_1'], { namespace: 'ada', metadataFilter: { kind: 'pet' }, referenceTime: '2026-01-15T10:30:00Z' }),
    );
    expect(sender.calls).toEqual([
      {
        method: 'POST',
        path: '/v1/query',
        body: {
          context: 'Who?',
          relevance_threshold: 0,
          max_memories: 20,
          namespace: 'ada',
          metadata_filter: { kind: 'pet' },
          reference_time: '2026-01-15T10:30:00Z',
        },
      },
    ]);
  });

  it('knows an expected memory by its id or its text', async () => {
    const { ranking } = await askQuestion(createFakeSender(200, ANSWER), question(['User has a cat', 'mem_1']));
    expect(ranking).toEqual(['mem_1', 'User has a cat']);
  });

  it('tells the line that the server refused, and why', async () => {
    const refusal = { success: false, error: { code: 'VALIDATION_ERROR', message: 'Unknown operator $near.' } };
    await expect(askQuestion(createFakeSender(400, refusal), question(['mem_1']))).rejects.toThrow(
      new EvalInputError('line 4: the server answered 400: VALIDATION_ERROR, Unknown operator $near.'),
    );
    await expect(askQuestion(createFakeSender(502, '<html>'), question(['mem_1']))).rejects.toThrow(
      new EvalInputError('line 4: the server answered 502: not an answer of Memory API'),
    );
  });
});

describe('evaluateOutcomes', () => {
  const outcome = (ranking: readonly string[], expected: readonly string[], best: number): QuestionOutcome => ({
    question: question(expected),
    ranking,
    found: ranking.map((id) => ({ id, text: '', score: best })),
    durationMs: 10,
  });

  it('averages every measure over the questions', () => {
    const { recall, mrr, ndcgAt10, latencyMs, questions } = evaluateOutcomes([
      outcome(['a', 'b'], ['a', 'b'], 0.9),
      outcome(['x', 'y', 'z', 'c'], ['c', 'd'], 0.5),
    ]);
    expect(questions).toBe(2);
    expect(recall).toEqual([
      { k: 1, any: 0.5, all: 0 },
      { k: 3, any: 0.5, all: 0.5 },
      { k: 5, any: 1, all: 0.5 },
      { k: 10, any: 1, all: 0.5 },
      { k: 20, any: 1, all: 0.5 },
    ]);
    expect(mrr).toBe((1 + 1 / 4) / 2);
    // The second: (1/log2(5)) / (1 + 1/log2(3)) = 0.43068 / 1.63093.
    expect(ndcgAt10).toBeCloseTo((1 + 0.26407) / 2, 4);
    expect(latencyMs).toMatchObject({ count: 2, p50: 10, p95: 10 });
  });

  it('holds the best score against whether its memory was right, and leaves out what found nothing', () => {
    const { calibration } = evaluateOutcomes([
      outcome(['a'], ['a'], 0.9),
      outcome(['x', 'c'], ['c'], 0.4),
      outcome([], ['d'], 1),
    ]);
    expect(calibration.bins.map(({ rightShare }) => rightShare)).toEqual([0, 1]);
    expect(calibration.error).toBeCloseTo((0.4 + 0.1) / 2);
  });
});
