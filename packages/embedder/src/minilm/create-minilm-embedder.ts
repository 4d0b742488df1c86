import { availableParallelism } from 'node:os';
import { invariant } from '@memory-api/contract';
import { EmbedderError } from '../embedder-error.js';
import type {
  EmbeddedQuestion,
  EmbeddedText,
  Embedder,
  EmbedderLogger,
  EmbedderStats,
  EmbedOptions,
} from '../embedder-port.js';
import { centreQuestion } from './centre-question.js';
import { createMinilmWorkerLink, type MinilmWorkerLink } from './minilm-worker-link.js';
import type { EmbedKind } from './minilm-protocol.js';
import { toFirstPerson, toQuestionInFirstPerson } from './to-first-person.js';

/** What {@link createMinilmEmbedder} takes. */
export interface MinilmEmbedderOptions {
  /** Cores that one run of the model may use; default 2, on a single core 1. */
  readonly threads?: number;
  /**
   * How much text may wait before more is refused, and how long questions together; default 2,000,000 characters,
   * about a minute's work.
   */
  readonly maxQueuedCharacters?: number;
  /** Without one nothing is reported. */
  readonly logger?: EmbedderLogger;
  /** Another file to start as the worker; it must speak the same messages. */
  readonly workerUrl?: URL;
}

/** What it makes vectors with: known without loading it. */
export const MINILM_MODEL = { name: 'minilm-l6-v2-int8', dimensions: 384 } as const;

const MAX_QUEUED_CHARACTERS = 2_000_000;
// About one run of the model: what a text of a request may find before it.
const BACKGROUND_TEXTS = 8;
// Workers are started from JavaScript: this file may be running as TypeScript, under the test runner.
const WORKER_URL = new URL('../../dist/minilm/minilm-worker.js', import.meta.url);

/**
 * Makes an embedder that runs all-MiniLM-L6-v2 in a thread of this process; nothing leaves the machine. The model
 * starts to load at once, and calls wait for it. A worker that dies fails its calls with a retryable EmbedderError and
 * is started again.
 *
 * @throws EmbedderError, not retryable, where onnxruntime has no build for this machine
 * @example
 * const embedder = createMinilmEmbedder();
 * const { vector } = await embedder.embedQuery('What does she do for work?'); // Int8Array(384)
 * await embedder.close();
 */
export function createMinilmEmbedder(options: MinilmEmbedderOptions = {}): Embedder {
  return new MinilmEmbedder(options);
}

class MinilmEmbedder implements Embedder {
  readonly model = MINILM_MODEL.name;
  readonly dimensions = MINILM_MODEL.dimensions;
  readonly backgroundTexts = BACKGROUND_TEXTS;
  readonly #link: MinilmWorkerLink;
  readonly #maxQueuedCharacters: number;
  #queued = 0;
  /** Apart, since questions go ahead: however many texts wait, they are answered. */
  readonly #queuedCharacters: Record<EmbedKind, number> = { query: 0, texts: 0 };
  #embedded = 0;
  #failed = 0;

  constructor({
    threads = defaultThreads(),
    maxQueuedCharacters,
    logger,
    workerUrl = WORKER_URL,
  }: MinilmEmbedderOptions) {
    this.#maxQueuedCharacters = maxQueuedCharacters ?? MAX_QUEUED_CHARACTERS;
    this.#link = createMinilmWorkerLink({ workerUrl, threads, logger });
  }

  async embedQuery(text: string, options: EmbedOptions = {}): Promise<EmbeddedQuestion> {
    const [embedded] = await this.#embed('query', [toQuestionInFirstPerson(text)], options.signal);
    invariant(embedded !== undefined, 'the worker answers each question');
    return { vector: centreQuestion(embedded.vectors), tokens: embedded.tokens };
  }

  embedTexts(texts: readonly string[], options: EmbedOptions = {}): Promise<readonly EmbeddedText[]> {
    return texts.length === 0 ? Promise.resolve([]) : this.#embed('texts', texts.map(toFirstPerson), options.signal);
  }

  stats(): EmbedderStats {
    return { queued: this.#queued, embedded: this.#embedded, failed: this.#failed, ready: this.#link.isReady };
  }

  close(): Promise<void> {
    return this.#link.close();
  }

  async #embed(
    kind: EmbedKind,
    texts: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<readonly EmbeddedText[]> {
    if (this.#queuedCharacters[kind] >= this.#maxQueuedCharacters) {
      this.#failed += texts.length;
      throw new EmbedderError('Too much text waits to be embedded', { retryable: true });
    }
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    this.#queued += texts.length;
    this.#queuedCharacters[kind] += characters;
    try {
      const embedded = await this.#link.ask(kind, texts, signal);
      this.#embedded += texts.length;
      return embedded;
    } catch (error) {
      if (error instanceof EmbedderError) this.#failed += texts.length;
      throw error;
    } finally {
      this.#queued -= texts.length;
      this.#queuedCharacters[kind] -= characters;
    }
  }
}

/**
 * A second thread gives 1.5 times the texts a second and halves the wait behind a long text, also where it shares its
 * core with the thread that answers requests: threads that wait don't spin, and the system is fair to both.
 */
function defaultThreads(): number {
  return availableParallelism() >= 2 ? 2 : 1;
}
