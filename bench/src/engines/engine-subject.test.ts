import { describe, expect, it } from 'vitest';
import type { HttpCall, HttpClient } from '../harness/http-client.js';
import { ask, NAMESPACE } from './engine-subject.js';

function createClient(status: number, body: unknown) {
  const calls: HttpCall[] = [];
  const client: HttpClient = {
    send: async (call) => {
      calls.push(call);
      return { status, headers: {}, body, durationMs: 3 };
    },
    sendOk: async () => null,
    close: () => undefined,
  };
  return { client, calls };
}

describe('ask', () => {
  it('asks in the namespace that stores are filled into, and gives the answer with its time', async () => {
    const { client, calls } = createClient(200, { data: 1 });
    expect(await ask(client, 'Who?', { max_memories: 3 })).toMatchObject({ body: { data: 1 }, durationMs: 3 });
    const body = { context: 'Who?', namespace: NAMESPACE, max_memories: 3 };
    expect(calls).toEqual([{ method: 'POST', path: '/v1/query', body }]);
  });

  it('stops the run on any other status, and tells what the server said', async () => {
    const { client } = createClient(503, { error: { code: 'SHUTTING_DOWN' } });
    await expect(ask(client, 'Who?')).rejects.toThrow(/answered 503.*SHUTTING_DOWN/);
  });
});
