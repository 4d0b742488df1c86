import { describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpCall, HttpClient } from '../harness/http-client.js';
import { createServiceRanker } from './service-ranker.js';

/** Stores under ids of its own and finds everything of a namespace, last first. */
function createFakeClient(): HttpClient & { readonly calls: HttpCall[]; readonly mostAtOnce: () => number } {
  const calls: HttpCall[] = [];
  const ids: string[] = [];
  let running = 0;
  let mostAtOnce = 0;
  return {
    calls,
    mostAtOnce: () => mostAtOnce,
    sendOk: async (call) => {
      calls.push(call);
      mostAtOnce = Math.max(mostAtOnce, ++running);
      await Promise.resolve();
      running -= 1;
      return { id: ids[ids.push(`mem_${ids.length + 1}`) - 1] };
    },
    send: async (call): Promise<HttpAnswer> => {
      calls.push(call);
      const memories = ids.toReversed().map((id) => ({ id, text: id, relevance_score: 0.5 }));
      return { status: 200, headers: {}, body: { success: true, data: { memories } }, durationMs: 4 };
    },
    close: () => calls.splice(0),
  };
}

describe('createServiceRanker', () => {
  it('stores what belongs to a session one after the other, with session and time', async () => {
    const client = createFakeClient();
    const said = { session: 's1', occurredAt: '2023-05-08T00:00:00.000Z' };
    await createServiceRanker(client).store('n', [
      { id: 'a', text: 'Hello!', ...said },
      { id: 'b', text: 'A boat!', session: 's1' },
    ]);
    expect(client.mostAtOnce()).toBe(1);
    expect(client.calls.map(({ method, path, body }) => [method, path, body])).toEqual([
      [
        'POST',
        '/v1/memories',
        { text: 'Hello!', namespace: 'n', session_id: 's1', occurred_at: '2023-05-08T00:00:00.000Z' },
      ],
      ['POST', '/v1/memories', { text: 'A boat!', namespace: 'n', session_id: 's1' }],
    ]);
  });

  it('stores what has no order several at once, all of it', async () => {
    const client = createFakeClient();
    const memories = Array.from({ length: 30 }, (_, place) => ({ id: `m${place}`, text: `text ${place}` }));
    await createServiceRanker(client).store('n', memories);
    expect(client.mostAtOnce()).toBeGreaterThan(1);
    expect(client.calls.map(({ body }) => (body as { text: string }).text).toSorted()).toEqual(
      memories.map(({ text }) => text).toSorted(),
    );
  });

  it('ranks everything, whatever its score, and answers with the ids of the data set', async () => {
    const client = createFakeClient();
    const ranker = createServiceRanker(client);
    await ranker.store('n', [
      { id: 'a', text: 'Hello!', session: 's' },
      { id: 'b', text: 'A boat!', session: 's' },
    ]);
    expect(await ranker.rank('n', { text: 'Who?', referenceTime: '2024-01-01T00:00:00Z' }, 20)).toEqual(['b', 'a']);
    expect(client.calls.at(-1)).toMatchObject({
      path: '/v1/query',
      body: {
        context: 'Who?',
        namespace: 'n',
        relevance_threshold: 0,
        max_memories: 20,
        reference_time: '2024-01-01T00:00:00Z',
      },
    });
    await ranker.close();
    expect(client.calls).toEqual([]);
  });
});
