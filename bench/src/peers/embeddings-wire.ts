import { messageOf } from '@memory-api/contract';
import type { EmbeddedText } from '@memory-api/embedder';

/** The part of a request to `POST /v1/embeddings` that says anything to a server with one model. */
export interface EmbeddingsRequest {
  readonly input: readonly string[];
  /** `base64`: each vector as little-endian 32-bit floats. */
  readonly encoding: 'float' | 'base64';
}

/** A request that no embeddings endpoint could answer; its message is for the caller. */
export class EmbeddingsRequestError extends Error {
  override readonly name = 'EmbeddingsRequestError';
}

/**
 * Reads a request in the form of OpenAI's API; names of models are taken as they come, there is only one.
 *
 * @param dimensions of the model: a request for others is refused, as OpenAI refuses it for a model without a choice
 * @throws {@link EmbeddingsRequestError}
 */
export function parseEmbeddingsRequest(body: string, dimensions: number): EmbeddingsRequest {
  const { input, encoding_format: encoding = 'float', dimensions: wanted = dimensions } = parseObject(body);
  const texts = typeof input === 'string' ? [input] : input;
  if (!isTexts(texts)) throw new EmbeddingsRequestError('input must be a text or a list of texts that are not empty');
  if (encoding !== 'float' && encoding !== 'base64') {
    throw new EmbeddingsRequestError('encoding_format must be float or base64');
  }
  if (wanted !== dimensions) throw new EmbeddingsRequestError(`this model has ${dimensions} dimensions, no others`);
  return { input: texts, encoding };
}

/** The answer to a request, as OpenAI's API words it: vectors of length 1, in the order of the texts. */
export function toEmbeddingsResponse(options: {
  readonly embedded: readonly EmbeddedText[];
  readonly encoding: EmbeddingsRequest['encoding'];
  readonly model: string;
  readonly dimensions: number;
}): object {
  const { embedded, encoding, model, dimensions } = options;
  const tokens = embedded.reduce((sum, one) => sum + one.tokens, 0);
  return {
    object: 'list',
    model,
    data: embedded.map(({ vectors }, index) => {
      const vector = toUnitVector(vectors, dimensions);
      return { object: 'embedding', index, embedding: encoding === 'float' ? [...vector] : toBase64(vector) };
    }),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** One vector of length 1 for a text: the middle of its windows, which count alike whatever their scale. */
export function toUnitVector(vectors: Int8Array, dimensions: number): Float32Array {
  const sum = new Float32Array(dimensions);
  for (let from = 0; from < vectors.length; from += dimensions) {
    const window = vectors.subarray(from, from + dimensions);
    const length = Math.hypot(...window) || 1;
    window.forEach((value, place) => (sum[place] = (sum[place] ?? 0) + value / length));
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}

function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * Float32Array.BYTES_PER_ELEMENT);
  vector.forEach((value, place) => bytes.writeFloatLE(value, place * Float32Array.BYTES_PER_ELEMENT));
  return bytes.toString('base64');
}

function parseObject(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new EmbeddingsRequestError(`the body is not JSON: ${messageOf(cause)}`, { cause });
  }
  throw new EmbeddingsRequestError('the body is not a JSON object');
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && one !== '');
}
