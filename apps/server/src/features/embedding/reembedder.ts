import { randomUUID } from 'node:crypto';
import type { EmbeddingProgress, Storage } from '@memory-api/storage';
import type { Logger } from 'pino';
import type { Embedders } from './open-embedders.js';
import { settleNamespace } from './settle-namespace.js';

/** How a change of the model stands, as this node sees it. */
export interface ReembeddingState {
  /** `waiting`: the embedder fails, it is tried again; `elsewhere`: other nodes do it, to another model. */
  readonly status: 'idle' | 'running' | 'waiting' | 'elsewhere';
  /** Live memories of the store. */
  readonly memories: number;
  /** Those whose vectors queries don't use yet. */
  readonly memoriesLeft: number;
  readonly namespacesLeft: number;
  /** Memories that this node has embedded anew since it was started. */
  readonly embedded: number;
}

/** Brings the vectors of all namespaces to the model of this node, in the background. */
export interface Reembedder {
  state(): ReembeddingState;
  /** Looks now instead of at the next turn. */
  wake(): void;
  /** Stops after the batch that is under way. */
  close(): Promise<void>;
}

/** What a {@link Reembedder} is made of. */
export interface ReembedderParts {
  readonly storage: Pick<Storage, 'embedding' | 'write' | 'engine'>;
  readonly embedders: Embedders;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** Between looks for what is left to do, and before the next try after a failure. Default 5,000. */
  readonly intervalMs?: number;
}

const INTERVAL_MS = 5_000;
const FOUND_NAMESPACES = 50;
const REPORT_MS = 15_000;
/** Reading it takes a look at every namespace. */
const PROGRESS_MS = 10_000;
const FOR_EVER_MS = Number.MAX_SAFE_INTEGER;
const NOTHING: EmbeddingProgress = { memories: 0, memoriesLeft: 0, namespacesLeft: 0 };

/** Starts the work, which looks at once whether there is any. */
export function createReembedder(parts: ReembedderParts): Reembedder {
  return new Loop(parts);
}

class Loop implements Reembedder {
  readonly #parts: ReembedderParts;
  // One server has a data directory: what it held before it was killed is its own. Nodes of one database differ.
  readonly #lease: string;
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;
  #wake = new AbortController();
  #status: ReembeddingState['status'] = 'idle';
  #progress = NOTHING;
  #embedded = 0;
  /** Memories found to have their vectors, or given them, since the progress was read. */
  #doneSince = 0;
  #progressAtMs = 0;
  #reportedAtMs = 0;

  constructor(parts: ReembedderParts) {
    this.#parts = parts;
    this.#lease = parts.storage.engine === 'sqlite' ? 'server' : randomUUID();
    this.#running = this.#run();
  }

  state(): ReembeddingState {
    const { memories, memoriesLeft, namespacesLeft } = this.#progress;
    const left = Math.max(0, memoriesLeft - this.#doneSince);
    return { status: this.#status, memories, memoriesLeft: left, namespacesLeft, embedded: this.#embedded };
  }

  wake(): void {
    this.#wake.abort();
  }

  async close(): Promise<void> {
    this.#abort.abort();
    this.#wake.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { logger, intervalMs = INTERVAL_MS } = this.#parts;
    while (!this.#abort.signal.aborted) {
      try {
        await this.#lookOnce();
      } catch (error) {
        if (this.#abort.signal.aborted) break;
        if (this.#status !== 'idle') this.#status = 'waiting';
        logger.warn({ err: error }, 'vectors could not be made anew; it is tried again');
      }
      await this.#waitMs(intervalMs);
    }
  }

  async #waitMs(delayMs: number): Promise<void> {
    const { signal } = this.#wake;
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, signal.aborted ? 0 : delayMs);
      timer.unref();
      signal.addEventListener('abort', resolve, { once: true });
    });
    this.#wake = new AbortController();
    if (this.#abort.signal.aborted) this.#wake.abort();
  }

  async #lookOnce(): Promise<void> {
    const { storage, embedders } = this.#parts;
    const { model } = embedders.current;
    const options = { lease: this.#lease, nowMs: FOR_EVER_MS, limit: 1 };
    const [any] = await storage.embedding.findUnsettled(model, options);
    embedders.setMayDiffer(any !== undefined);
    if (any === undefined) {
      this.#end();
    } else if ((await storage.embedding.target()) === model.name) {
      await this.#begin();
      await this.#settleAll();
    } else {
      await this.#leaveToOthers();
    }
  }

  #end(): void {
    const { logger, embedders } = this.#parts;
    if (this.#status === 'running' || this.#status === 'waiting') {
      logger.info({ model: embedders.current.model.name }, 'all vectors are those of the embedder now');
    }
    this.#status = 'idle';
    this.#progress = NOTHING;
  }

  async #begin(): Promise<void> {
    await this.#readProgress();
    if (this.#status !== 'running') this.#report('vectors are made anew by the embedder, in the background');
    this.#status = 'running';
  }

  async #leaveToOthers(): Promise<void> {
    await this.#readProgress();
    if (this.#status !== 'elsewhere') {
      this.#parts.logger.warn(
        { model: this.#parts.embedders.current.model.name },
        'a node that was started later has another embedder: this one finds by words what it has no vectors for',
      );
    }
    this.#status = 'elsewhere';
  }

  async #settleAll(): Promise<void> {
    const { storage, embedders, now } = this.#parts;
    const { embedder, model } = embedders.current;
    const { signal } = this.#abort;
    const find = () =>
      storage.embedding.findUnsettled(model, { lease: this.#lease, nowMs: now(), limit: FOUND_NAMESPACES });
    const parts = {
      storage,
      embedder,
      now,
      onEmbedded: (count: number): void => this.#count(count),
      onPassed: (count: number): void => void (this.#doneSince += count),
    };
    for (let found = await find(); found.length > 0; found = await find()) {
      for (const { tenant, namespace } of found) {
        const change = { tenant, namespace, model, lease: this.#lease };
        const end = await settleNamespace(change, { ...parts, signal });
        if (signal.aborted) return;
        // What is there to do next is looked for at once, not at the next turn.
        if (end === 'done') this.wake();
        await this.#readProgressNowAndThen();
      }
      // Somebody may have been started with another embedder meanwhile.
      if ((await storage.embedding.target()) !== model.name) return;
    }
  }

  async #readProgressNowAndThen(): Promise<void> {
    if (performance.now() - this.#progressAtMs > PROGRESS_MS) await this.#readProgress();
  }

  #count(embedded: number): void {
    this.#embedded += embedded;
    this.#doneSince += embedded;
    if (performance.now() - this.#reportedAtMs > REPORT_MS) this.#report('vectors are made anew');
  }

  #report(message: string): void {
    this.#reportedAtMs = performance.now();
    const { memories, memoriesLeft, namespacesLeft } = this.state();
    const { name } = this.#parts.embedders.current.model;
    this.#parts.logger.info({ model: name, memories, memoriesLeft, namespacesLeft }, message);
  }

  async #readProgress(): Promise<void> {
    const { storage, embedders } = this.#parts;
    this.#progress = await storage.embedding.progress(embedders.current.model);
    this.#progressAtMs = performance.now();
    this.#doneSince = 0;
  }
}
