import { describe, expect, it } from 'vitest';
import type { HttpCall } from '../harness/http-client.js';
import { createEverydayAsker } from './ask-everyday.js';

/** Answers any question with the same memories, and with those of at least 0.5 where no threshold is sent. */
function createFakeSender(scores: Readonly<Record<string, number>>) {
  const calls: HttpCall[] = [];
  const memories = Object.entries(scores).map(([id, score]) => ({ id, text: `text of ${id}`, relevance_score: score }));
  const send = async (call: HttpCall) => {
    calls.push(call);
    const { relevance_threshold: threshold = 0.5 } = call.body as { relevance_threshold?: number };
    const found = memories.filter(({ relevance_score: score }) => score >= threshold);
    return { status: 200, headers: {}, body: { success: true, data: { memories: found } }, durationMs: 2 };
  };
  return { calls, send };
}

const split = 'dev';

describe('createEverydayAsker', () => {
  it('ranks a hundred for the place, and asks as a user does for what comes back', async () => {
    const sender = createFakeSender({ p2: 0.9, p1: 0.6, p3: 0.1 });
    const asker = createEverydayAsker(sender);
    const paraphrase = { id: 'p3', split, topic: 't', question: 'Who?', memory: 'm', rightIds: ['p3', 'p1'] } as const;
    expect(await asker.askParaphrase(paraphrase)).toEqual({
      split,
      question: 'Who?',
      place: 2,
      isReturned: true,
      returned: 2,
      best: 'text of p2',
    });
    const namespace = 'everyday/paraphrases';
    expect(sender.calls.map(({ body }) => body)).toEqual([
      { context: 'Who?', namespace, relevance_threshold: 0, max_memories: 100 },
      { context: 'Who?', namespace },
    ]);
    expect(asker.latenciesMs).toEqual([2]);
  });

  it('expects the newer fact in the present tense, and the older one where its time is named', async () => {
    const sender = createFakeSender({ 'c1-newer': 0.9, other: 0.8, 'c1-older': 0.7 });
    const fact = { text: 'f', occurredAt: '2025-01-01T00:00:00Z' };
    const referenceTime = '2026-01-01T00:00:00Z';
    const questions = { question: 'Where is it?', datedQuestion: 'Where was it?' };
    const change = { id: 'c1', split, person: 'ada', kind: 'k', older: fact, newer: fact, referenceTime, ...questions };
    expect(await createEverydayAsker(sender).askChange({ ...change, split })).toEqual({
      split,
      present: { question: 'Where is it?', rightPlace: 1, wrongPlace: 3 },
      dated: { question: 'Where was it?', rightPlace: 3, wrongPlace: 1 },
    });
    expect(sender.calls[0]?.body).toMatchObject({
      namespace: 'everyday/changes-ada',
      reference_time: '2026-01-01T00:00:00Z',
    });
  });

  it('asks for the facts of one split where the store holds those of both', async () => {
    const oneCase = { place: 'middle', question: 'Who?', memoryId: 'm1' } as const;
    const cases = [
      { ...oneCase, split: 'dev' as const },
      { ...oneCase, split: 'held-out' as const },
    ];
    const asker = createEverydayAsker(createFakeSender({ m1: 0.4 }));
    const store = { namespace: 'n', memories: [], cases };
    expect(await asker.askLong(store, 'held-out')).toMatchObject([
      { split: 'held-out', factPlace: 'middle', place: 1, isReturned: false, returned: 0 },
    ]);
    expect(await asker.askLong(store, 'all')).toHaveLength(2);
  });

  it('keeps the best score of a question that nothing answers, whether it came back or not', async () => {
    const unanswerable = { id: 'u1', split, kind: 'near', question: 'Who?', nearId: null } as const;
    const ask = (scores: Record<string, number>) =>
      createEverydayAsker(createFakeSender(scores)).askUnanswerable(unanswerable);
    expect(await ask({ p1: 0.3 })).toMatchObject({ returned: 0, bestScore: 0.3, best: 'text of p1' });
    expect(await ask({ p1: 0.8 })).toMatchObject({ returned: 1, bestScore: 0.8 });
    expect(await ask({})).toMatchObject({ returned: 0, bestScore: 0, best: null });
  });
});
