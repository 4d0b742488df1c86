import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { createCurrentEmbedder, createEarlierEmbedders } from './create-embedder.js';

const logger = pino({ level: 'silent' });
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(status: number): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' });
    response.end(JSON.stringify({ data: [{ index: 0, embedding: [1, 2, 3] }] }));
  });
  servers.push(server);
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(null)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const known = [
  { number: 1, name: 'minilm-l6-v2-int8', dimensions: 384 },
  { number: 2, name: 'openai:tiny:5', dimensions: 5 },
];
const toConfig = (baseUrl: string) => ({ kind: 'openai' as const, baseUrl, apiKey: null, model: 'tiny' });

describe('createCurrentEmbedder', () => {
  it('asks the endpoint how long its vectors are, whatever the store knows', async () => {
    const embedder = await createCurrentEmbedder(toConfig(await serve(200)), { known, logger });
    expect([embedder.model, embedder.dimensions]).toEqual(['openai:tiny:3', 3]);
  });

  it('starts without an answer where the store knows the model', async () => {
    const config = toConfig(await serve(503));
    const embedder = await createCurrentEmbedder(config, { known, logger });
    expect(embedder.model).toBe('openai:tiny:5');
    await expect(createCurrentEmbedder({ ...config, model: 'other' }, { known, logger })).rejects.toThrow('503');
  });

  it('does not start with a key that is refused, even so', async () => {
    await expect(createCurrentEmbedder(toConfig(await serve(401)), { known, logger })).rejects.toThrow(
      'EMBEDDER_API_KEY',
    );
  });
});

describe('createEarlierEmbedders', () => {
  it('has MiniLM for its vectors, and an endpoint that is still set for those of its model', async () => {
    const earlier = createEarlierEmbedders(toConfig(await serve(200)), { logger });
    const makersOf = (name: string) => earlier.filter(({ makes }) => makes(name)).length;
    expect(['minilm-l6-v2-int8', 'openai:tiny:3', 'openai:other:3', 'openai:tiny:large:3'].map(makersOf)).toEqual([
      1, 1, 0, 0,
    ]);
    const endpoint = earlier.find(({ makes }) => makes('openai:tiny:3'));
    const embedder = await endpoint?.open({ number: 3, name: 'openai:tiny:3', dimensions: 3 });
    expect((await embedder?.embedQuery('x'))?.vector).toHaveLength(3);
    expect(createEarlierEmbedders(null, { logger })).toHaveLength(1);
  });
});
