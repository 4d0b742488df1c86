import type { Explanation } from './explanation.js';
import type { MetadataFilter } from './metadata-filter.js';

/** What is asked of an index. */
export interface RecallQuestion {
  /** The question in plain words, as the caller asked it. */
  readonly text: string;
  /** The question's vector, scaled to a largest value of 127; null: it is ranked by words alone. */
  readonly vector: Int8Array | null;
  /** Most memories to return. */
  readonly maxMemories: number;
  /** Relevance score below which nothing is returned, 0–1. */
  readonly threshold: number;
  /** The present, in epoch milliseconds: what has expired by then is not found. */
  readonly nowMs: number;
  /** What "yesterday" and the like in the question are counted from, in epoch milliseconds; default `nowMs`. */
  readonly referenceMs?: number | undefined;
  /** Keeps a memory by its metadata; without one every memory may be found. */
  readonly filter?: MetadataFilter | undefined;
  /** Whether each hit comes with its explanation; default not. */
  readonly explain?: boolean | undefined;
}

/** A memory that was found. */
export interface RecallHit {
  /** Id of the memory; its text is read from the store. */
  readonly id: string;
  /** Probability that the memory answers, 0–1; falls with rank. */
  readonly score: number;
  /** What spoke for it, in plain words. */
  readonly reasoning: string;
  /** Its score taken apart, where that was asked for. */
  readonly explanation?: Explanation | undefined;
}

/** What an index answers. */
export interface RecallResult {
  /** Best first. Equal scores: the one written last first, then by id. */
  readonly hits: readonly RecallHit[];
  /** Memories that were live and passed the filter. */
  readonly searched: number;
  /** Milliseconds by stage; 0 without a clock. */
  readonly timings: { readonly vectorsMs: number; readonly termsMs: number; readonly scoringMs: number };
}
