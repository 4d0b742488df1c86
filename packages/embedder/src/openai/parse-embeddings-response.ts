import { EmbedderError } from '../embedder-error.js';

/** What an endpoint answered. */
export interface EmbeddingsResponse {
  /** One vector an input, in their order. */
  readonly vectors: readonly (readonly number[])[];
  /** Tokens of all inputs together; null where the endpoint doesn't count them. */
  readonly tokens: number | null;
}

/**
 * Reads the body of an answer of `/embeddings`. Entries may come in any order: `index` says which input each is for.
 *
 * @param body - the parsed JSON
 * @param inputCount - how many inputs were sent
 * @throws EmbedderError, not retryable, when it isn't one vector of numbers for each input
 */
export function parseEmbeddingsResponse(body: unknown, inputCount: number): EmbeddingsResponse {
  const data = isRecord(body) ? body['data'] : undefined;
  if (!Array.isArray(data) || data.length !== inputCount) {
    throw malformed(`it has no list "data" of ${inputCount} entries`);
  }
  const vectors: (readonly number[] | undefined)[] = Array.from({ length: inputCount }, () => undefined);
  for (const [position, entry] of data.entries()) {
    const { index, vector } = parseEntry(entry, position);
    if (index >= inputCount || vectors[index] !== undefined) throw malformed('its indexes are not those of the inputs');
    vectors[index] = vector;
  }
  return { vectors: vectors.filter((vector) => vector !== undefined), tokens: tokensOf(body) };
}

function parseEntry(entry: unknown, position: number): { readonly index: number; readonly vector: readonly number[] } {
  if (!isRecord(entry)) throw malformed('an entry is not an object');
  const index = entry['index'] ?? position;
  if (typeof index !== 'number' || !Number.isInteger(index) || index < 0) throw malformed('an index is not a number');
  const vector = entry['embedding'];
  if (!isVector(vector)) throw malformed('an "embedding" is not a list of finite numbers');
  return { index, vector };
}

function tokensOf(body: unknown): number | null {
  const usage = isRecord(body) ? body['usage'] : undefined;
  if (!isRecord(usage)) return null;
  const tokens = usage['prompt_tokens'] ?? usage['total_tokens'];
  return typeof tokens === 'number' && Number.isFinite(tokens) && tokens >= 0 ? tokens : null;
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => Number.isFinite(item));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function malformed(what: string): EmbedderError {
  return new EmbedderError(`The embeddings endpoint answered something else than embeddings: ${what}`, {
    retryable: false,
  });
}
