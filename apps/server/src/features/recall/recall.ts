import { availableParallelism } from 'node:os';
import { invariant } from '@memory-api/contract';
import type { MetadataFilter } from '@memory-api/recall';
import type { RecallSourceLocation, Tenant } from '@memory-api/storage';
import type { RecallAnswer } from './recall-protocol.js';
import { toNamespaceName, toWorkerNumber } from './worker-of-namespace.js';
import { createWorkerLink } from './worker-link.js';
import type { RecallLogger, WorkerLink } from './worker-link.js';

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

/** A question as one model sees it. */
export interface QuestionVector {
  /** The number of the model. */
  readonly model: number;
  readonly vector: Int8Array;
  /** Of the question, as its embedder counts them. */
  readonly tokens: number;
}

/** Embeds questions, whichever model a namespace has. */
export interface QuestionEmbedder {
  /**
   * By the model of the namespace, or the one that is asked for. Null where no embedder of it is to be had: then words
   * alone have to do. Rejects with ApiError `EMBEDDER_UNAVAILABLE` where there is one, and it fails.
   */
  embedQuestion(
    place: { readonly tenant: Tenant; readonly namespace: string; readonly signal: AbortSignal },
    text: string,
    modelNumber: number | null,
  ): Promise<QuestionVector | null>;
}

/** An answer, and what embedding the question took. */
export interface RecallResult extends RecallAnswer {
  readonly embedMs: number;
  /** Tokens of the question, as the embedder counts them. Null where no model was asked. */
  readonly tokens: number | null;
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
  readonly embedder: QuestionEmbedder;
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
const MOST_MODELS = 3;

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
    budgetBytes: Math.floor(budgetBytes / workers / RESIDENT_BYTES_A_COUNTED_BYTE),
  };
  const links = Array.from({ length: workers }, () =>
    createWorkerLink({ ...options, workerUrl: WORKER_URL, settings }),
  );

  const linkOf = (tenant: Tenant, namespace: string): WorkerLink => {
    const link = links[toWorkerNumber(toNamespaceName(tenant, namespace), links.length)];
    invariant(link !== undefined, 'every namespace has a worker');
    return link;
  };

  return {
    async query(tenant, namespace, { text, ...request }, signal) {
      const place = { tenant, namespace, signal };
      const link = linkOf(tenant, namespace);
      let wanted: number | null = null;
      let embedMs = 0;
      let tokens: number | null = null;
      for (let attempt = 1; ; attempt += 1) {
        const startedAtMs = performance.now();
        // Were a namespace to change between each embedding and its search, words would have to do.
        const embedded = attempt > MOST_MODELS ? null : await embedder.embedQuestion(place, text, wanted);
        embedMs += performance.now() - startedAtMs;
        // Asked again because its namespace changed, a question still is one.
        tokens ??= embedded?.tokens ?? null;
        const query = { ...request, text, vector: embedded?.vector ?? null };
        const answer = await link.ask({ tenant, namespace, query, model: embedded?.model ?? null }, signal);
        if (answer.otherModel === null) return { ...answer, embedMs, tokens };
        wanted = answer.otherModel;
      }
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
