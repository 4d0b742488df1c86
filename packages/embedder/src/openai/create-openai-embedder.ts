import { EmbedderError } from '../embedder-error.js';
import type {
  EmbeddedQuestion,
  EmbeddedText,
  Embedder,
  EmbedderLogger,
  EmbedderStats,
  EmbedOptions,
} from '../embedder-port.js';
import { joinVectors, toInt8Vector } from '../to-int8-vector.js';
import { parseEmbeddingsResponse } from './parse-embeddings-response.js';
import { parseEndpointAddress } from './parse-endpoint-address.js';
import { postEmbeddings, type EmbeddingsEndpoint } from './post-embeddings.js';
import { toTextWindows } from './to-text-windows.js';

/** What {@link createOpenAiEmbedder} takes. */
export interface OpenAiEmbedderOptions {
  /** Up to `/embeddings`, like `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Null for endpoints that take none. */
  readonly apiKey: string | null;
  /** Name of the model as the endpoint knows it, like `text-embedding-3-small`. */
  readonly model: string;
  /** Length of the vectors where it is known from before; without it the endpoint is asked, with a text to embed. */
  readonly dimensions?: number;
  /** Time for one attempt; default 10,000. */
  readonly timeoutMs?: number;
  /** Without one nothing is reported. */
  readonly logger?: EmbedderLogger;
  /** What sends the requests; the global `fetch` by default. */
  readonly fetch?: typeof globalThis.fetch;
}

interface Batch {
  readonly vectors: readonly Int8Array[];
  readonly tokens: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
/** OpenAI takes 2,048 inputs and 300,000 tokens a request; smaller servers take less of both. */
const BATCH_WINDOWS = 64;
const CHARACTERS_PER_TOKEN = 4;

/**
 * Makes an embedder over any endpoint that speaks OpenAI's `/embeddings`. Where the length of the vectors isn't known,
 * it asks the endpoint once, so a key or an address that is wrong shows at once. Texts are sent to that endpoint: choose one that may see them.
 *
 * @throws EmbedderError for an address or a key that can't be used, and when the endpoint had to be asked and didn't
 * answer
 * @example
 * const embedder = await createOpenAiEmbedder({
 *   baseUrl: 'http://localhost:11434/v1',
 *   apiKey: null,
 *   model: 'nomic-embed-text',
 * });
 */
export async function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Promise<Embedder> {
  return new OpenAiEmbedder(options, options.dimensions ?? (await askDimensions(options)));
}

/** The name of a model behind an endpoint, whichever endpoint it is. */
export function toOpenAiModelName(model: string, dimensions: number): string {
  return `openai:${model}:${dimensions}`;
}

async function askDimensions(options: OpenAiEmbedderOptions): Promise<number> {
  const body = { model: options.model, input: ['dimensions'], encoding_format: 'float' };
  const response = await postEmbeddings(toEndpoint(options), body, new AbortController().signal);
  const [vector] = parseEmbeddingsResponse(response, 1).vectors;
  return vector?.length ?? 0;
}

class OpenAiEmbedder implements Embedder {
  readonly model: string;
  readonly dimensions: number;
  readonly backgroundTexts = BATCH_WINDOWS;
  readonly #endpoint: EmbeddingsEndpoint;
  readonly #request: Readonly<Record<string, unknown>>;
  /** One a call: AbortSignal.any over a signal that lives as long as the process would gather listeners. */
  readonly #calls = new Set<AbortController>();
  #isClosed = false;
  #queued = 0;
  #embedded = 0;
  #failed = 0;

  constructor(options: OpenAiEmbedderOptions, dimensions: number) {
    this.model = toOpenAiModelName(options.model, dimensions);
    this.dimensions = dimensions;
    this.#endpoint = toEndpoint(options);
    this.#request = { model: options.model, encoding_format: 'float' };
  }

  async embedQuery(text: string, options: EmbedOptions = {}): Promise<EmbeddedQuestion> {
    const question = toTextWindows(text).slice(0, 1);
    const { vectors, tokens } = await this.#counted(1, options.signal, (signal) => this.#post(question, signal));
    return { vector: joinVectors(vectors), tokens };
  }

  embedTexts(texts: readonly string[], options: EmbedOptions = {}): Promise<readonly EmbeddedText[]> {
    if (texts.length === 0) return Promise.resolve([]);
    return this.#counted(texts.length, options.signal, (signal) => this.#embedAll(texts, signal));
  }

  stats(): EmbedderStats {
    return { queued: this.#queued, embedded: this.#embedded, failed: this.#failed, ready: !this.#isClosed };
  }

  close(): Promise<void> {
    this.#isClosed = true;
    for (const call of this.#calls) call.abort(createClosedError());
    return Promise.resolve();
  }

  async #embedAll(texts: readonly string[], signal: AbortSignal): Promise<readonly EmbeddedText[]> {
    const windows = texts.map((text) => toTextWindows(text));
    const flat = windows.flat();
    const vectors: Int8Array[] = [];
    let tokens = 0;
    for (let start = 0; start < flat.length; start += BATCH_WINDOWS) {
      const batch = await this.#post(flat.slice(start, start + BATCH_WINDOWS), signal);
      vectors.push(...batch.vectors);
      tokens += batch.tokens;
    }
    return toEmbeddedTexts(windows, vectors, tokens);
  }

  async #post(windows: readonly string[], signal: AbortSignal): Promise<Batch> {
    // Some endpoints refuse an empty input; a space has a vector everywhere.
    const input = windows.map((window) => (window.trim() === '' ? ' ' : window));
    const response = await postEmbeddings(this.#endpoint, { ...this.#request, input }, signal);
    const { vectors, tokens } = parseEmbeddingsResponse(response, input.length);
    const wrong = vectors.find((vector) => vector.length !== this.dimensions);
    if (wrong !== undefined) {
      const message = `The embeddings endpoint gave vectors of ${wrong.length} instead of ${this.dimensions} numbers`;
      throw new EmbedderError(message, { retryable: false });
    }
    return { vectors: vectors.map((vector) => toInt8Vector(vector)), tokens: tokens ?? estimateTokens(input) };
  }

  async #counted<Result>(
    count: number,
    callerSignal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    if (this.#isClosed) throw createClosedError();
    const call = new AbortController();
    const takeBack = (): void => call.abort(callerSignal?.reason);
    callerSignal?.addEventListener('abort', takeBack, { once: true });
    if (callerSignal?.aborted === true) takeBack();
    this.#calls.add(call);
    this.#queued += count;
    try {
      const result = await work(call.signal);
      this.#embedded += count;
      return result;
    } catch (error) {
      if (error instanceof EmbedderError) this.#failed += count;
      throw error;
    } finally {
      this.#queued -= count;
      this.#calls.delete(call);
      callerSignal?.removeEventListener('abort', takeBack);
    }
  }
}

function createClosedError(): EmbedderError {
  return new EmbedderError('The embedder is closed', { retryable: false });
}

function toEndpoint(options: OpenAiEmbedderOptions): EmbeddingsEndpoint {
  return {
    ...parseEndpointAddress(options),
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    fetch: options.fetch ?? globalThis.fetch,
    logger: options.logger,
  };
}

/** The endpoint counts tokens a request, so a text gets its share by length. */
function toEmbeddedTexts(
  windows: readonly (readonly string[])[],
  vectors: readonly Int8Array[],
  tokens: number,
): readonly EmbeddedText[] {
  const characters = windows.map((own) => own.reduce((sum, window) => sum + window.length, 0));
  const all = characters.reduce((sum, count) => sum + count, 0);
  let next = 0;
  return windows.map((own, index) => {
    const first = next;
    next += own.length;
    const share = all === 0 ? 0 : (characters[index] ?? 0) / all;
    return { vectors: joinVectors(vectors.slice(first, next)), tokens: Math.round(tokens * share) };
  });
}

function estimateTokens(windows: readonly string[]): number {
  return windows.reduce((sum, window) => sum + Math.ceil(window.length / CHARACTERS_PER_TOKEN), 0);
}
