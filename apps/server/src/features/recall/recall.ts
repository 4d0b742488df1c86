import { availableParallelism } from 'node:os';
import { ApiError, invariant } from '@memory-api/contract';
import { isEmbedderError } from '@memory-api/embedder';
import type { Embedder } from '@memory-api/embedder';
import type { MetadataFilter } from '@memory-api/recall';
import type { RecallSourceLocation, Tenant } from '@memory-api/storage';
import type { RecallAnswer } from './recall-protocol.js';
import { toNamespaceName, toWorkerNumber } from './worker-of-namespace.js';
import { createWorkerLink } from './worker-link.js';
import type { RecallLogger } from './worker-link.js';

/** What is asked of the memories of one namespace. */
export interface RecallRequest {
  readonly text: string;
  readonly maxMemories: number;
  /** Hits below this score are left out; in [0, 1]. */
  readonly threshold: number;
  readonly filter: MetadataFilter | undefined;
  /** The present by the clock of the server, for expiry. Epoch milliseconds. */
  readonly nowMs: number;
  /** What words like "yesterday" in the question are counted from. Epoch milliseconds. */
  readonly referenceMs: number;
  /** Whether each hit comes with its explanation. */
  readonly explain: boolean;
}

/** An answer, with the time that embedding the question took. */
export interface RecallResult extends RecallAnswer {
  readonly embedMs: number;
}

/** What recall holds and what waits for it, over all workers. */
export interface RecallStats {
  readonly workers: number;
  readonly indexes: number;
  readonly bytes: number;
  readonly queued: number;
}

/** Finds memories by meaning. */
export interface Recall {
  /**
   * The memories of a namespace that answer a question, best first. Every write that was answered before the call
   * takes part. Rejects with ApiError `EMBEDDER_UNAVAILABLE` or `STORAGE_UNAVAILABLE` where either can't be had now,
   * and with the reason of `signal` when that is aborted.
   */
  query(tenant: Tenant, namespace: string, request: RecallRequest, signal: AbortSignal): Promise<RecallResult>;
  stats(): RecallStats;
  /** Ends the workers; what is under way fails. */
  close(): Promise<void>;
}

/** What {@link createRecall} is made of. */
export interface RecallOptions {
  readonly embedder: Embedder;
  readonly source: RecallSourceLocation;
  /** What all indexes may take together (`RECALL_MEMORY_MB`). */
  readonly budgetBytes: number;
  readonly logger: RecallLogger;
  /** How many threads hold indexes; default one a core but the main thread's, at most four. */
  readonly workers?: number;
  readonly restartDelayMs?: number;
}

// Workers are started from JavaScript: this file may be running as TypeScript, under the test runner.
const WORKER_URL = new URL('../../../dist/features/recall/recall-worker.js', import.meta.url);

const MAX_WORKERS = 4;

// With 100,000 memories of 14 words loaded, the process has grown by 1.6 to 1.9 times what the index counts itself: the
// rest is heap that V8 keeps after loading. The budget is about what the machine has to spare.
const RESIDENT_BYTES_A_COUNTED_BYTE = 2;

/** Starts the recall workers; a namespace belongs to one of them for good. */
export function createRecall(options: RecallOptions): Recall {
  const {
    embedder,
    source,
    budgetBytes,
    workers = Math.min(MAX_WORKERS, Math.max(1, availableParallelism() - 1)),
  } = options;
  const settings = {
    source,
    dimensions: embedder.dimensions,
    budgetBytes: Math.floor(budgetBytes / workers / RESIDENT_BYTES_A_COUNTED_BYTE),
  };
  const links = Array.from({ length: workers }, () =>
    createWorkerLink({ ...options, workerUrl: WORKER_URL, settings }),
  );

  return {
    async query(tenant, namespace, { text, ...request }, signal) {
      const startedAtMs = performance.now();
      const vector = await embedder.embedQuery(text, { signal }).catch(refuseToEmbed);
      const embedMs = performance.now() - startedAtMs;
      const link = links[toWorkerNumber(toNamespaceName(tenant, namespace), links.length)];
      invariant(link !== undefined, 'every namespace has a worker');
      const answer = await link.ask({ tenant, namespace, query: { ...request, text, vector } }, signal);
      return { ...answer, embedMs };
    },
    stats: () => {
      const all = links.map((link) => link.stats());
      const sum = (count: (one: (typeof all)[number]) => number): number =>
        all.reduce((total, one) => total + count(one), 0);
      return {
        workers,
        indexes: sum((one) => one.indexes),
        bytes: sum((one) => one.bytes),
        queued: sum((one) => one.queued),
      };
    },
    close: async () => {
      await Promise.all(links.map((link) => link.close()));
    },
  };
}

function refuseToEmbed(error: unknown): never {
  if (!isEmbedderError(error)) throw error;
  throw new ApiError({ code: error.code, headers: { 'retry-after': '1' }, cause: error });
}
