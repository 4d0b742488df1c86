import { describe, expect, it } from 'vitest';
import type { HttpCall } from './http-client.js';
import { queryService, storeMemories } from './query-service.js';

const MEMORY = { id: 'm1', text: 'User has a dog', relevance_score: 0.75, metadata: {} };

function createFakeClient(status = 200) {
  const calls: HttpCall[] = [];
  return {
    calls,
    send: async (call: HttpCall) => {
      calls.push(call);
      return { status, headers: {}, body: { success: true, data: { memories: [MEMORY] } }, durationMs: 3 };
    },
    sendOk: async (call: HttpCall) => {
      calls.push(call);
      return {};
    },
  };
}

describe('storeMemories', () => {
  it('stores under the ids of the data set, in its order, with the times that it knows', async () => {
    const client = createFakeClient();
    const occurredAt = '2025-05-10T10:00:00Z';
    await storeMemories(client, 'n', [
      { id: 'b', text: 'one', occurredAt },
      { id: 'a', text: 'two' },
    ]);
    expect(client.calls.map(({ body }) => body)).toEqual([
      { memory_id: 'b', text: 'one', namespace: 'n', occurred_at: occurredAt },
      { memory_id: 'a', text: 'two', namespace: 'n' },
    ]);
  });
});

describe('queryService', () => {
  it("leaves the service's defaults alone where nothing else is asked for", async () => {
    const client = createFakeClient();
    const answer = await queryService(client, { text: 'Who?', namespace: 'n' });
    expect(client.calls[0]?.body).toEqual({ context: 'Who?', namespace: 'n' });
    expect(answer).toEqual({ found: [{ id: 'm1', text: 'User has a dog', score: 0.75 }], durationMs: 3 });
  });

  it('sends threshold, number and time of the question', async () => {
    const client = createFakeClient();
    const referenceTime = '2026-01-01T00:00:00Z';
    await queryService(client, { text: 'Who?', namespace: 'n', relevanceThreshold: 0, maxMemories: 7, referenceTime });
    expect(client.calls[0]?.body).toMatchObject({
      relevance_threshold: 0,
      max_memories: 7,
      reference_time: referenceTime,
    });
  });

  it('stops the run when the service refuses', async () => {
    await expect(queryService(createFakeClient(400), { text: 'Who?', namespace: 'n' })).rejects.toThrow('answered 400');
  });
});
