import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { startEmbeddingEndpoint, type EmbeddingEndpoint } from './embedding-endpoint-fixture.js';
import { cleanUp, describeServers, type RunningServer } from './server-process-fixture.js';

const MEMORIES = 150;
// What a killed node of PostgreSQL held waits for its lease.
const LONGEST_MS = 180_000;

describeServers('a server whose embedder is changed', (start) => {
  let endpoint: EmbeddingEndpoint;
  beforeEach(async () => {
    endpoint = await startEmbeddingEndpoint();
  });
  afterEach(() => endpoint.close());
  afterAll(cleanUp);

  const toEnv = (server: RunningServer) => ({
    ...server.env,
    EMBEDDER: 'openai',
    EMBEDDER_BASE_URL: endpoint.baseUrl,
    EMBEDDER_MODEL: 'words',
  });

  async function remember(server: RunningServer, text: string): Promise<number> {
    const answer = await server.call({ method: 'POST', path: '/v1/memories', key: server.ownerKey, body: { text } });
    return answer.status;
  }

  async function ask(server: RunningServer, context: string): Promise<string | undefined> {
    const body = { context, relevance_threshold: 0 };
    const answer = await server.call({ method: 'POST', path: '/v1/query', key: server.ownerKey, body });
    expect(answer.status, answer.text).toBe(200);
    return answer.data.memories[0]?.text;
  }

  async function readReembedding(server: RunningServer): Promise<{ status: string; progress: number } | null> {
    return JSON.parse((await server.call({ path: '/health' })).text).reembedding;
  }

  const isReembedded = (text: string) => endpoint.texts.includes(text);
  const toText = (number: number) => `Fact number ${number}: the parcel weighs ${number * 3} grams`;

  it(
    'answers all the while, goes on after a kill, and ends with the vectors of the new one',
    async () => {
      const first = await start();
      const { ownerKey } = first;
      for (let number = 0; number < MEMORIES; number += 1) expect(await remember(first, toText(number))).toBe(201);
      await first.stop();

      endpoint.textsAllowed = 10;
      const again = { dataDir: first.dataDir, env: { ...toEnv(first), OWNER_KEY: ownerKey } };
      const second = await start(again);
      await remember(second, 'Written in the middle: the violin is in the attic');
      expect(await ask(second, 'Where is the violin?')).toMatch(/violin/);
      while (endpoint.texts.length < 10) {
        expect(await ask(second, 'What weighs 21 grams?')).toMatch(/\d+ grams/);
        await sleep(20);
      }
      expect(second.log()).toContain('vectors are made anew');
      const half = await readReembedding(second);
      expect(half).toMatchObject({ status: 'running' });
      expect((await second.call({ path: '/metrics' })).text).toMatch(/\nreembedding_memories_left [1-9]/);
      await second.stop('SIGKILL');

      endpoint.textsAllowed = Number.POSITIVE_INFINITY;
      const third = await start(again);
      expect(await ask(third, 'Where is the violin?')).toMatch(/violin/);
      while ((await readReembedding(third)) !== null) await sleep(100);
      const missing = Array.from({ length: MEMORIES }, (_, number) => toText(number)).filter(
        (text) => !isReembedded(text),
      );
      expect(missing).toEqual([]);
      expect(await ask(third, toText(7))).toBe(toText(7));
      expect(await ask(third, 'Where is the violin?')).toMatch(/violin/);
      expect(endpoint.texts.filter((text) => text === toText(0))).toHaveLength(1);
      await third.stop();
    },
    LONGEST_MS,
  );

  it(
    'refuses writes and queries while its endpoint is down, stores nothing, and starts without it',
    async () => {
      const first = await start();
      const { ownerKey } = first;
      await first.stop();
      const again = { dataDir: first.dataDir, env: { ...toEnv(first), OWNER_KEY: ownerKey } };
      const second = await start(again);
      expect(await remember(second, 'It was up')).toBe(201);
      endpoint.isDown = true;
      expect(await remember(second, 'It was down')).toBe(503);
      const query = { method: 'POST', path: '/v1/query', key: ownerKey, body: { context: 'up?' } };
      const refused = await second.call(query);
      expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
      expect(refused.text).toContain('EMBEDDER_UNAVAILABLE');
      await second.stop();
      const third = await start(again);
      expect(third.log()).toContain('the embedder does not answer');
      const count = await third.call({ path: '/v1/memories/count', key: ownerKey });
      expect(count.data.count).toBe(1);
      endpoint.isDown = false;
      expect(await remember(third, 'It is up again')).toBe(201);
      await third.stop();
    },
    LONGEST_MS,
  );
});
