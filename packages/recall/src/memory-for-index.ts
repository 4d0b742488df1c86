/** A memory as the index of its namespace takes it. */
export interface MemoryForIndex {
  /** `mem_…`, or the id that the caller chose. */
  readonly id: string;
  /** The whole text; the index keeps its terms and traits, not the text. */
  readonly text: string;
  /** The conversation it belongs to, if any: the memories before and after it there speak for it too. */
  readonly sessionId: string | null;
  /** `occurred_at`, or `created_at` when none was given. */
  readonly occurredAtMs: number;
  /** Whether the caller said when it happened; without that, its time says only when it was written. */
  readonly hasOccurredAt: boolean;
  /** From this moment on it is not found. */
  readonly expiresAtMs: number | null;
  /** Epoch milliseconds. */
  readonly createdAtMs: number;
  /** Epoch milliseconds; the same as `createdAtMs` for one that was never changed. */
  readonly updatedAtMs: number;
  /** Order of writing within the namespace. */
  readonly seq: number;
  /** The caller's own fields, which filters look at, as the JSON of an object; without any, `{}`. */
  readonly metadataJson: string;
  /**
   * One vector a window of the text, end to end: windows × dimensions, each scaled to a largest value of 127. None where
   * it has none yet: then it is ranked by its words.
   */
  readonly vectors: Int8Array;
}
