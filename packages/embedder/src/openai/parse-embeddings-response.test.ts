import { describe, expect, it } from 'vitest';
import { isEmbedderError } from '../embedder-error.js';
import { parseEmbeddingsResponse } from './parse-embeddings-response.js';

describe('parseEmbeddingsResponse', () => {
  it('puts vectors in the order of their inputs', () => {
    const data = [
      { index: 1, embedding: [3, 4] },
      { index: 0, embedding: [1, 2] },
    ];
    const { vectors } = parseEmbeddingsResponse({ data }, 2);
    expect(vectors).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('takes the order of the list where the endpoint gives no index', () => {
    const { vectors } = parseEmbeddingsResponse({ data: [{ embedding: [1] }, { embedding: [2] }] }, 2);
    expect(vectors).toEqual([[1], [2]]);
  });

  it.each([
    [{ prompt_tokens: 12, total_tokens: 13 }, 12],
    [{ total_tokens: 13 }, 13],
    [{}, null],
    [{ prompt_tokens: 'many' }, null],
    [{ prompt_tokens: Infinity }, null],
    [{ prompt_tokens: -1 }, null],
    [undefined, null],
  ])('reads the tokens of %j as %j', (usage, tokens) => {
    expect(parseEmbeddingsResponse({ data: [{ index: 0, embedding: [1] }], usage }, 1).tokens).toBe(tokens);
  });

  it.each([
    ['nothing', null],
    ['a string', 'ok'],
    ['no list', { data: {} }],
    ['too few entries', { data: [] }],
    ['too many entries', { data: [{ embedding: [1] }, { embedding: [2] }] }],
    ['an entry that is none', { data: [null] }],
    ['an empty vector', { data: [{ embedding: [] }] }],
    ['a vector as base64', { data: [{ embedding: 'AACAPw==' }] }],
    ['a vector with a hole', { data: [{ embedding: [1, null] }] }],
    ['an index of another input', { data: [{ index: 1, embedding: [1] }] }],
    ['an index below zero', { data: [{ index: -1, embedding: [1] }] }],
    ['an index that is no number', { data: [{ index: '0', embedding: [1] }] }],
  ])('refuses %s, for good', (_, body) => {
    expect(() => parseEmbeddingsResponse(body, 1)).toThrow(
      expect.toSatisfy((error: unknown) => isEmbedderError(error) && !error.retryable),
    );
  });

  it('refuses two vectors for one input', () => {
    const data = [
      { index: 0, embedding: [1] },
      { index: 0, embedding: [2] },
    ];
    expect(() => parseEmbeddingsResponse({ data }, 2)).toThrow(/indexes/u);
  });
});
