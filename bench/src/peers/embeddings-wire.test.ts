import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EmbeddingsRequestError,
  parseEmbeddingsRequest,
  toEmbeddingsResponse,
  toUnitVector,
} from './embeddings-wire.js';

const parse = (body: unknown) => parseEmbeddingsRequest(JSON.stringify(body), 2);

function refusalOf(body: string): string {
  try {
    parseEmbeddingsRequest(body, 2);
  } catch (error) {
    expect(error).toBeInstanceOf(EmbeddingsRequestError);
    return (error as EmbeddingsRequestError).message;
  }
  return 'taken';
}

describe('parseEmbeddingsRequest', () => {
  it('takes one text or several, under any name of a model', () => {
    expect(parse({ model: 'text-embedding-3-small', input: 'one' })).toEqual({ input: ['one'], encoding: 'float' });
    expect(parse({ input: ['one', 'two'], encoding_format: 'base64', dimensions: 2 })).toEqual({
      input: ['one', 'two'],
      encoding: 'base64',
    });
  });

  it.each([
    ['no JSON', '{', 'the body is not JSON: '],
    ['JSON that is no object', '"one"', 'the body is not a JSON object'],
    ['nothing to embed', '{}', 'input must be'],
    ['an empty list', '{"input": []}', 'input must be'],
    ['an empty text', '{"input": ["one", ""]}', 'input must be'],
    ['tokens, which only their own model understands', '{"input": [[1, 2]]}', 'input must be'],
    ['another encoding', '{"input": "one", "encoding_format": "int8"}', 'encoding_format must be'],
    ['other dimensions', '{"input": "one", "dimensions": 3}', 'this model has 2 dimensions'],
  ])('refuses %s', (_what, body, message) => {
    expect(refusalOf(body)).toContain(message);
  });
});

describe('toUnitVector', () => {
  it('has length 1, whatever the scale and number of windows', () => {
    const windows = fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(windows, (values) => {
        const vectors = Int8Array.from(values.slice(0, values.length - (values.length % 3)));
        const length = Math.hypot(...toUnitVector(vectors, 3));
        expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true);
      }),
    );
  });

  it('keeps the direction of one window', () => {
    expect([...toUnitVector(Int8Array.of(30, 40), 2)]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  });

  it('is the middle of several windows, each counting alike', () => {
    const [x, y] = toUnitVector(Int8Array.of(127, 0, 0, 10), 2);
    expect(x).toBeCloseTo(Math.SQRT1_2);
    expect(y).toBeCloseTo(Math.SQRT1_2);
  });
});

describe('toEmbeddingsResponse', () => {
  const embedded = [
    { vectors: Int8Array.of(127, 0), tokens: 3 },
    { vectors: Int8Array.of(0, 127), tokens: 4 },
  ];
  const respond = (encoding: 'float' | 'base64') =>
    toEmbeddingsResponse({ embedded, encoding, model: 'minilm', dimensions: 2 });

  it('numbers vectors in the order of the texts, and counts tokens', () => {
    expect(respond('float')).toEqual({
      object: 'list',
      model: 'minilm',
      data: [
        { object: 'embedding', index: 0, embedding: [1, 0] },
        { object: 'embedding', index: 1, embedding: [0, 1] },
      ],
      usage: { prompt_tokens: 7, total_tokens: 7 },
    });
  });

  it('packs vectors as little-endian floats where base64 is asked for', () => {
    // 1 is 0x3f800000.
    const packed = Buffer.from([0, 0, 0x80, 0x3f, 0, 0, 0, 0]).toString('base64');
    expect(respond('base64')).toMatchObject({ data: [{ embedding: packed }, {}] });
  });
});
