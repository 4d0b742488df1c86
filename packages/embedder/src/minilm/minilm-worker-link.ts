import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { EmbedderError } from '../embedder-error.js';
import type { EmbeddedText, EmbedderLogger } from '../embedder-port.js';
import type { EmbedKind, FromMinilmWorker, MinilmWorkerSettings, ToMinilmWorker } from './minilm-protocol.js';
import { createNativeGate } from './native-gate.js';

/** The embedding worker, seen from the main thread. */
export interface MinilmWorkerLink {
  /** Whether the model is loaded. */
  readonly isReady: boolean;
  /**
   * Embeds texts. Rejects with EmbedderError when the worker is lost first, and with the reason of `signal` when that
   * is aborted.
   */
  ask(kind: EmbedKind, texts: readonly string[], signal: AbortSignal | undefined): Promise<readonly EmbeddedText[]>;
  close(): Promise<void>;
}

/** What a {@link MinilmWorkerLink} is made of. */
export interface MinilmWorkerLinkOptions {
  readonly workerUrl: URL;
  /** Cores that one run of the model may use. */
  readonly threads: number;
  readonly logger: EmbedderLogger | undefined;
}

interface PendingRequest {
  resolve(texts: readonly EmbeddedText[]): void;
  reject(error: EmbedderError): void;
}

const RESTART_DELAY_MS = 100;
const MAX_RESTART_DELAY_MS = 10_000;
/** A run takes 30 ms and a load a second; a machine that does much else has taken five. */
const RUN_GRACE_MS = 10_000;

/**
 * Starts an embedding worker, and starts it again when it ends, until it is closed.
 *
 * @throws EmbedderError, not retryable, where onnxruntime has no build for this machine
 */
export function createMinilmWorkerLink(options: MinilmWorkerLinkOptions): MinilmWorkerLink {
  holdRuntime();
  return new RestartingWorkerLink(options);
}

/**
 * Node unloads a native module with the last thread that uses it, and this one can't be loaded a second time ("Module
 * did not self-register"): unless the main thread holds it, a worker could never be started again.
 */
function holdRuntime(): void {
  try {
    createRequire(import.meta.url)('onnxruntime-node');
  } catch (cause) {
    throw new EmbedderError('onnxruntime does not load on this machine', { retryable: false, cause });
  }
}

class RestartingWorkerLink implements MinilmWorkerLink {
  readonly #options: MinilmWorkerLinkOptions;
  readonly #pending = new Map<number, PendingRequest>();
  readonly #gate = createNativeGate();
  readonly #onProcessExit = (): void => this.#gate.shut(RUN_GRACE_MS);
  #worker: Worker | null = null;
  #restart: NodeJS.Timeout | undefined;
  #delayMs = RESTART_DELAY_MS;
  #isReady = false;
  #isClosed = false;
  #nextId = 1;

  constructor(options: MinilmWorkerLinkOptions) {
    this.#options = options;
    process.once('exit', this.#onProcessExit);
    this.#start();
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  ask(kind: EmbedKind, texts: readonly string[], signal: AbortSignal | undefined): Promise<readonly EmbeddedText[]> {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    const worker = this.#worker;
    if (worker === null || this.#isClosed) return Promise.reject(this.#unavailable());
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const takeBack = (): void => {
        this.#pending.delete(id);
        this.#post(worker, { type: 'cancel', id });
        reject(signal?.reason as Error);
      };
      const settle = (): void => {
        this.#pending.delete(id);
        signal?.removeEventListener('abort', takeBack);
      };
      this.#pending.set(id, {
        resolve: (embedded) => (settle(), resolve(embedded)),
        reject: (error) => (settle(), reject(error)),
      });
      signal?.addEventListener('abort', takeBack, { once: true });
      this.#post(worker, { type: 'embed', id, kind, texts });
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#isReady = false;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    this.#failAll(this.#unavailable());
    if (worker !== null) await endWorker(worker, () => this.#post(worker, { type: 'close' }));
    process.off('exit', this.#onProcessExit);
  }

  #start(): void {
    const settings: MinilmWorkerSettings = { threads: this.#options.threads, gateMemory: this.#gate.memory };
    let cause: unknown;
    try {
      // Without the flags of this process: some of them, like --input-type, keep a worker from starting.
      const worker = new Worker(this.#options.workerUrl, { name: 'minilm', workerData: settings, execArgv: [] });
      this.#worker = worker;
      worker.on('message', (message: FromMinilmWorker) => this.#take(message));
      worker.on('error', (error: unknown) => void (cause = error));
      worker.on('exit', (code) => this.#onExit(code, cause));
    } catch (error) {
      // The machine has no thread left: thrown from a timer, this would end the process.
      this.#onExit(null, error);
    }
  }

  #post(worker: Worker, message: ToMinilmWorker): void {
    worker.postMessage(message);
  }

  #take(message: FromMinilmWorker): void {
    if (message.type === 'ready') {
      this.#isReady = !this.#isClosed;
      this.#delayMs = RESTART_DELAY_MS;
    } else if (message.type === 'embedded') {
      this.#pending.get(message.id)?.resolve(message.texts);
    } else {
      const cause = message.message;
      this.#pending.get(message.id)?.reject(new EmbedderError('The model failed', { retryable: true, cause }));
    }
  }

  #onExit(exitCode: number | null, cause: unknown): void {
    this.#worker = null;
    this.#isReady = false;
    if (this.#isClosed) return;
    this.#options.logger?.error({ err: cause, exitCode, lost: this.#pending.size }, 'The embedding worker ended');
    this.#failAll(new EmbedderError('The embedding worker ended', { retryable: true, cause }));
    this.#restart = setTimeout(() => this.#start(), this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, MAX_RESTART_DELAY_MS);
  }

  #failAll(error: EmbedderError): void {
    for (const request of this.#pending.values()) request.reject(error);
  }

  #unavailable(): EmbedderError {
    return this.#isClosed
      ? new EmbedderError('The embedder is closed', { retryable: false })
      : new EmbedderError('The embedding worker is starting again', { retryable: true });
  }
}

/** A worker that is terminated inside a native call may take the process with it, so it is asked first. */
async function endWorker(worker: Worker, ask: () => void): Promise<void> {
  const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
  ask();
  const impatience = setTimeout(() => void worker.terminate(), RUN_GRACE_MS);
  await ended;
  clearTimeout(impatience);
}
