import { Worker } from 'node:worker_threads';
import { ApiError } from '@memory-api/contract';
import type { IndexCacheStats } from './index-cache.js';
import type {
  FromRecallWorker,
  RecallAnswer,
  RecallFailure,
  RecallQuestion,
  RecallWorkerSettings,
  ToRecallWorker,
} from './recall-protocol.js';

/** Where a worker's end is reported. A pino logger fits. */
export interface RecallLogger {
  error(fields: object, message: string): void;
}

/** One recall worker, seen from the main thread. */
export interface WorkerLink {
  /**
   * Asks the worker. Rejects with ApiError `STORAGE_UNAVAILABLE` when the worker ends before it has answered, and with
   * the reason of `signal` when that is aborted.
   */
  ask(question: RecallQuestion, signal: AbortSignal): Promise<RecallAnswer>;
  stats(): WorkerLinkStats;
  close(): Promise<void>;
}

/** What a worker holds, by its last word, and how many questions wait for it. */
export interface WorkerLinkStats extends IndexCacheStats {
  readonly queued: number;
}

/** What a {@link WorkerLink} is made of. */
export interface WorkerLinkOptions {
  readonly workerUrl: URL;
  readonly settings: RecallWorkerSettings;
  readonly logger: RecallLogger;
  /** How long to wait before a worker that ended is started again; doubled while it ends again at once. */
  readonly restartDelayMs?: number;
}

interface Pending {
  resolve(answer: RecallAnswer): void;
  reject(error: Error): void;
}

const RESTART_DELAY_MS = 100;
const MAX_RESTART_DELAY_MS = 10_000;
const NO_INDEXES: IndexCacheStats = { indexes: 0, bytes: 0 };

/** Starts a recall worker and keeps it running until it is closed. */
export function createWorkerLink(options: WorkerLinkOptions): WorkerLink {
  return new RestartingWorker(options);
}

class RestartingWorker implements WorkerLink {
  readonly #options: WorkerLinkOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #restart: NodeJS.Timeout | undefined;
  #delayMs: number;
  #stats = NO_INDEXES;
  #nextId = 1;
  #isClosed = false;

  constructor(options: WorkerLinkOptions) {
    this.#options = options;
    this.#delayMs = options.restartDelayMs ?? RESTART_DELAY_MS;
    this.#start();
  }

  ask(question: RecallQuestion, signal: AbortSignal): Promise<RecallAnswer> {
    const worker = this.#worker;
    if (worker === null) return Promise.reject(this.#createRefusal());
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    const id = this.#nextId++;
    return new Promise<RecallAnswer>((resolve, reject) => {
      const forget = (): void => {
        if (!this.#pending.delete(id)) return;
        post(worker, { kind: 'forget', id });
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', forget, { once: true });
      const settle = (): void => signal.removeEventListener('abort', forget);
      this.#pending.set(id, {
        resolve: (answer) => (settle(), resolve(answer)),
        reject: (error) => (settle(), reject(error)),
      });
      post(worker, { kind: 'ask', id, question });
    });
  }

  stats(): WorkerLinkStats {
    return { ...this.#stats, queued: this.#pending.size };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (worker === null) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    post(worker, { kind: 'close' });
    await ended;
  }

  #start(): void {
    const { workerUrl, settings } = this.#options;
    const worker = new Worker(workerUrl, { workerData: settings, name: 'recall' });
    this.#worker = worker;
    worker.on('message', (message: FromRecallWorker) => this.#settle(message));
    worker.on('error', (error) => {
      this.#options.logger.error({ err: error }, 'A recall worker failed; it is started again.');
    });
    worker.on('exit', () => this.#onExit());
  }

  #settle(message: FromRecallWorker): void {
    // A worker that has answered runs: the next failure isn't the same one again.
    this.#delayMs = this.#options.restartDelayMs ?? RESTART_DELAY_MS;
    this.#stats = message.stats;
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.kind === 'answer') pending?.resolve(message.answer);
    else pending?.reject(toError(message.failure));
  }

  #createRefusal(): ApiError {
    return this.#isClosed ? new ApiError({ code: 'SHUTTING_DOWN' }) : createUnavailableError();
  }

  #onExit(): void {
    this.#worker = null;
    this.#stats = NO_INDEXES;
    const abandoned = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of abandoned) reject(this.#createRefusal());
    if (this.#isClosed) return;
    this.#restart = setTimeout(() => this.#start(), this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, MAX_RESTART_DELAY_MS);
  }
}

// Typed, where Worker.postMessage takes anything.
function post(worker: Worker, message: ToRecallWorker): void {
  worker.postMessage(message);
}

function createUnavailableError(): ApiError {
  return new ApiError({
    code: 'STORAGE_UNAVAILABLE',
    message: 'The search index is being started again; send the query again in a moment.',
    headers: { 'retry-after': '1' },
  });
}

function toError({ code, message, stack }: RecallFailure): Error {
  const cause = Object.assign(new Error(message), { stack });
  return code === null ? cause : new ApiError({ code, message, cause });
}
