import { describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpCall, HttpClient } from '../harness/http-client.js';
import type { LocomoConversation } from './locomo-dataset.js';
import { createServiceRanker } from './service-ranker.js';

const conversation: LocomoConversation = {
  id: 'c1',
  turns: [
    { id: 'D1:1', session: 'session_1', text: 'Ada: Hello!', occurredAtMs: Date.UTC(2023, 4, 8, 13, 56) },
    { id: 'D1:2', session: 'session_1', text: 'Ada: A boat!', occurredAtMs: null },
  ],
  observations: [{ id: 'observation-0', session: 'session_1', text: 'Ada has a boat.', occurredAtMs: 0, evidence: [] }],
  questions: [],
  speakers: ['Ada'],
  unanswerable: [],
};

/** Stores under ids of its own and finds everything of a namespace, last first. */
function createFakeClient(): HttpClient & { readonly calls: HttpCall[] } {
  const calls: HttpCall[] = [];
  const stored: { id: string; namespace: string; relevance_score: number }[] = [];
  return {
    calls,
    sendOk: async (call) => {
      calls.push(call);
      const { namespace } = call.body as { namespace: string };
      const memory = { id: `mem_${stored.length + 1}`, namespace, relevance_score: 0.5 };
      stored.push(memory);
      return memory;
    },
    send: async (call): Promise<HttpAnswer> => {
      calls.push(call);
      const { namespace } = call.body as { namespace: string };
      const memories = stored.filter((memory) => memory.namespace === namespace).toReversed();
      return { status: 200, headers: {}, body: { success: true, data: { memories } }, durationMs: 4 };
    },
    close: () => calls.splice(0),
  };
}

describe('createServiceRanker', () => {
  it('stores turns and observations of a conversation apart, with session and time', async () => {
    const client = createFakeClient();
    await createServiceRanker(client, [conversation]);
    const bodies = client.calls.map(({ body }) => body);
    expect(bodies).toContainEqual({
      text: 'Ada: Hello!',
      namespace: 'c1/turns',
      session_id: 'session_1',
      occurred_at: '2023-05-08T13:56:00.000Z',
    });
    expect(bodies).toContainEqual({ text: 'Ada: A boat!', namespace: 'c1/turns', session_id: 'session_1' });
    expect(bodies).toContainEqual(expect.objectContaining({ namespace: 'c1/observations', text: 'Ada has a boat.' }));
  });

  it('asks as the measure says and answers with the ids of the data set', async () => {
    const client = createFakeClient();
    const ranker = await createServiceRanker(client, [conversation]);
    expect(await ranker.rankTurns(conversation, 'Who?')).toEqual(['D1:2', 'D1:1']);
    expect(client.calls.at(-1)).toMatchObject({
      path: '/v1/query',
      body: { context: 'Who?', namespace: 'c1/turns', relevance_threshold: 0, max_memories: 20 },
    });
    expect(await ranker.rankObservations(conversation, 'Who?')).toEqual(['observation-0']);
  });

  it('tells the scores of turns apart from the ranking that is measured', async () => {
    const ranker = await createServiceRanker(createFakeClient(), [conversation]);
    expect(await ranker.askTurns(conversation, 'Who?')).toEqual([
      { id: 'D1:2', score: 0.5 },
      { id: 'D1:1', score: 0.5 },
    ]);
    expect([ranker.latenciesMs, ranker.rankings]).toEqual([[], []]);
  });

  it('keeps the latency of questions about turns, and all answers', async () => {
    const ranker = await createServiceRanker(createFakeClient(), [conversation]);
    await ranker.rankTurns(conversation, 'Who?');
    await ranker.rankObservations(conversation, 'Who?');
    expect(ranker.latenciesMs).toEqual([4]);
    expect(ranker.rankings).toEqual([['D1:2', 'D1:1'], ['observation-0']]);
  });
});
