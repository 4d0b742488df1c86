import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchEmbeddings } from './fetch-embeddings.js';

let server: Server;
let baseUrl: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    void readText(request).then((body) => {
      const { model, input } = JSON.parse(body) as { readonly model: string; readonly input: readonly string[] };
      response.writeHead(model === 'minilm' && request.url === '/v1/embeddings' ? 200 : 404);
      response.end(JSON.stringify({ data: input.map((text, index) => ({ index, embedding: [text.length, 1] })) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => void server.close());

describe('fetchEmbeddings', () => {
  it('gives a vector for each text, in their order', async () => {
    const vectors = await fetchEmbeddings({ baseUrl, model: 'minilm', dimensions: 2 }, ['aaa', 'b']);
    expect(vectors).toEqual([
      [3, 1],
      [1, 1],
    ]);
  });

  it('stops the run where the endpoint refuses', async () => {
    const other = { baseUrl, model: 'other', dimensions: 2 };
    await expect(fetchEmbeddings(other, ['a'])).rejects.toThrow('the endpoint for embeddings answered 404');
  });
});
