import type { ErrorCode } from '@memory-api/contract';
import type { Explanation, RecallQuestion as IndexQuestion } from '@memory-api/recall';
import type { MemoryRecord, RecallSourceLocation, Tenant } from '@memory-api/storage';
import type { IndexCacheStats } from './index-cache.js';

/** What a recall worker is started with. */
export interface RecallWorkerSettings {
  readonly source: RecallSourceLocation;
  /** What the indexes of this worker may take together. */
  readonly budgetBytes: number;
}

/** A question, its text already embedded, to the index of one namespace. */
export interface RecallQuestion {
  readonly tenant: Tenant;
  readonly namespace: string;
  readonly query: IndexQuestion;
  /** The number of the model that made its vector; null where it has none. */
  readonly model: number | null;
}

/** A memory that was found, with its score in [0, 1] and a few words on why. */
export interface RecallHit {
  readonly memory: MemoryRecord;
  readonly score: number;
  readonly reasoning: string;
  /** The score taken apart, where that was asked for. */
  readonly explanation?: Explanation | undefined;
}

/** Where the time of a query went, in milliseconds. `store` includes bringing the index up to date. */
export interface RecallTimings {
  readonly storeMs: number;
  readonly vectorsMs: number;
  readonly termsMs: number;
  readonly scoringMs: number;
}

/** What a worker found. */
export interface RecallAnswer {
  readonly hits: readonly RecallHit[];
  /** Memories that were live and passed the filter. */
  readonly searched: number;
  readonly timings: RecallTimings;
  /** Nothing was searched: the namespace has vectors of this model, and the question one of another. */
  readonly otherModel: number | null;
}

/** From the main thread to a worker. */
export type ToRecallWorker =
  | { readonly kind: 'ask'; readonly id: number; readonly question: RecallQuestion }
  | { readonly kind: 'forget'; readonly id: number }
  | { readonly kind: 'close' };

/** From a worker to the main thread; `stats` are those after the question. */
export type FromRecallWorker =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: RecallAnswer; readonly stats: IndexCacheStats }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: RecallFailure; readonly stats: IndexCacheStats };

/** An error as it crosses between threads, which keep of an `ApiError` no more than of any `Error`. */
export interface RecallFailure {
  /** Null where it wasn't an `ApiError`: then it is a fault of ours. */
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly stack: string | undefined;
}
