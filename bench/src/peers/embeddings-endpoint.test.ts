import { createMinilmEmbedder, createOpenAiEmbedder, EmbedderError } from '@memory-api/embedder';
import type { Embedder } from '@memory-api/embedder';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddingsEndpoint } from './embeddings-endpoint.js';
import type { EmbeddingsEndpoint } from './embeddings-endpoint.js';

/** Embeds a text as its length and a constant; fails for "fail". */
const embedder: Embedder = {
  model: 'lengths',
  backgroundTexts: 8,
  dimensions: 2,
  embedQuery: async (text) => ({ vector: Int8Array.of(text.length, 1), tokens: 1 }),
  embedTexts: async (texts) => {
    if (texts.includes('fail')) throw new EmbedderError('secret words of a text', { retryable: true });
    return texts.map((text) => ({ vectors: Int8Array.of(text.length, 1), tokens: 1 }));
  },
  stats: () => ({ queued: 0, embedded: 0, failed: 0, ready: true }),
  close: async () => undefined,
};

let endpoint: EmbeddingsEndpoint;

beforeEach(async () => {
  endpoint = await startEmbeddingsEndpoint(embedder);
});
afterEach(() => endpoint.close());

const post = (body: string): Promise<Response> => fetch(`${endpoint.baseUrl}/embeddings`, { method: 'POST', body });

describe('startEmbeddingsEndpoint', () => {
  it('answers with the vectors of an embedder', async () => {
    const response = await post('{"model": "any", "input": ["aaa", "b"]}');
    expect(response.status).toBe(200);
    const { data, model } = (await response.json()) as { data: { embedding: number[] }[]; model: string };
    expect(model).toBe('lengths');
    expect(data.map(({ embedding: [x = 0, y = 0] }) => Math.round(x / y))).toEqual([3, 1]);
  });

  it('says what is wrong with a request', async () => {
    const response = await post('{"input": []}');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('input must be') } });
  });

  it('knows no other path', async () => {
    expect((await fetch(`${endpoint.baseUrl}/models`)).status).toBe(404);
    expect((await fetch(`${endpoint.baseUrl}/embeddings`)).status).toBe(404);
  });

  it('goes on after the embedder failed, and keeps the reason to itself', async () => {
    const response = await post('{"input": "fail"}');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect((await post('{"input": "aaa"}')).status).toBe(200);
  });

  it('stops listening when it is closed, also with connections open', async () => {
    await post('{"input": "aaa"}');
    const other = await startEmbeddingsEndpoint(embedder);
    await fetch(`${other.baseUrl}/embeddings`);
    await other.close();
    await expect(fetch(`${other.baseUrl}/embeddings`)).rejects.toThrow();
  });

  it("is an endpoint that the service's own client understands, with the vectors of the model", async () => {
    const minilm = createMinilmEmbedder();
    const real = await startEmbeddingsEndpoint(minilm);
    const { baseUrl, model, dimensions } = real;
    const client = await createOpenAiEmbedder({ baseUrl, apiKey: null, model, dimensions });
    const text = 'Ada lives in Turin.';
    const [[direct], [remote]] = await Promise.all([minilm.embedTexts([text]), client.embedTexts([text])]);
    expect(cosine(direct?.vectors ?? Int8Array.of(), remote?.vectors ?? Int8Array.of())).toBeGreaterThan(0.999);
    await client.close();
    await real.close();
    await minilm.close();
  }, 60_000);
});

function cosine(left: Int8Array, right: Int8Array): number {
  const product = left.reduce((sum, value, place) => sum + value * (right[place] ?? Number.NaN), 0);
  return product / (Math.hypot(...left) * Math.hypot(...right));
}
