import { setImmediate } from 'node:timers/promises';
import { invariant, messageOf } from '@memory-api/contract';
import type { MinilmModel } from './load-minilm-model.js';
import type { EmbedKind, FromMinilmWorker } from './minilm-protocol.js';
import { createOpenText, type OpenText } from './open-text.js';
import { toTokenWindows } from './to-token-windows.js';
import { createWindowQueue, type WindowQueue } from './window-queue.js';

/** A request as the worker gets it. */
export interface EmbedRequest {
  readonly id: number;
  readonly kind: EmbedKind;
  readonly texts: readonly string[];
}

/** Takes requests, runs the model over what waits, posts answers. */
export interface EmbeddingDesk {
  embed(request: EmbedRequest): void;
  cancel(id: number): void;
  /** Drops all that waits; the run under way is the last. */
  close(): void;
}

/** What an {@link EmbeddingDesk} is made of. */
export interface EmbeddingDeskOptions {
  readonly model: MinilmModel;
  readonly post: (message: FromMinilmWorker) => void;
}

interface OpenRequest {
  readonly texts: readonly OpenText[];
  textsLeft: number;
}

/**
 * The model was trained on 128 tokens, and a run of one such window takes 14 ms (of 256: 30 ms), which is what a
 * question waits at most for the texts before it. A question isn't cut up: it has one vector.
 */
const WINDOW_TOKENS: Readonly<Record<EmbedKind, number>> = { texts: 128, query: 256 };
const OVERLAP_TOKENS = 32;
/** Eight texts of 18 tokens take 14 ms, one alone 2.5; larger runs gain nothing more. */
const RUN_TOKENS = 160;

/** Makes the desk of a worker. */
export function createEmbeddingDesk(options: EmbeddingDeskOptions): EmbeddingDesk {
  return new QueuedDesk(options);
}

class QueuedDesk implements EmbeddingDesk {
  readonly #model: MinilmModel;
  readonly #post: (message: FromMinilmWorker) => void;
  readonly #queue: WindowQueue<OpenText> = createWindowQueue(RUN_TOKENS);
  readonly #requests = new Map<number, OpenRequest>();
  #isDraining = false;

  constructor({ model, post }: EmbeddingDeskOptions) {
    this.#model = model;
    this.#post = post;
  }

  embed({ id, kind, texts }: EmbedRequest): void {
    const open = texts.map((text) => this.#open(id, kind, text));
    this.#requests.set(id, { texts: open, textsLeft: open.length });
    for (const text of open) this.#queue.push(text);
    if (!this.#isDraining) void this.#drain();
  }

  cancel(id: number): void {
    this.#requests.delete(id);
    this.#queue.remove(id);
  }

  close(): void {
    for (const id of this.#requests.keys()) this.cancel(id);
  }

  #open(requestId: number, kind: EmbedKind, text: string): OpenText {
    const windows = toTokenWindows({
      text,
      encode: this.#model.encode,
      windowTokens: WINDOW_TOKENS[kind],
      overlapTokens: OVERLAP_TOKENS,
    });
    return createOpenText({ requestId, kind, windows });
  }

  async #drain(): Promise<void> {
    this.#isDraining = true;
    let run: readonly OpenText[];
    do {
      // Messages that came during the last run are read in this turn of the event loop, before the next is chosen.
      await setImmediate();
      run = this.#queue.takeRun();
      if (run.length > 0) await this.#runModel(run);
    } while (run.length > 0);
    this.#isDraining = false;
  }

  async #runModel(run: readonly OpenText[]): Promise<void> {
    try {
      const vectors = await this.#model.run(run.map((text) => text.peek().ids));
      for (const [index, text] of run.entries()) this.#finishWindow(text, vectors[index]);
    } catch (error) {
      for (const text of run) this.#fail(text.requestId, error);
    }
  }

  #finishWindow(text: OpenText, vector: Int8Array | undefined): void {
    const request = this.#requests.get(text.requestId);
    // Taken back while the model ran.
    if (request === undefined) return;
    invariant(vector !== undefined, 'a run gives a vector for each window');
    if (!text.finishWindow(vector)) {
      this.#queue.push(text);
      return;
    }
    request.textsLeft -= 1;
    if (request.textsLeft > 0) return;
    this.#requests.delete(text.requestId);
    this.#post({ type: 'embedded', id: text.requestId, texts: request.texts.map((one) => one.result()) });
  }

  #fail(id: number, error: unknown): void {
    if (!this.#requests.has(id)) return;
    this.cancel(id);
    this.#post({ type: 'failed', id, message: messageOf(error) });
  }
}
