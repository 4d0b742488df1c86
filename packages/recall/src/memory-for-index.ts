/** A memory as the index of its namespace takes it. */
export interface MemoryForIndex {
  readonly id: string;
  readonly text: string;
  /** The conversation it belongs to, if any: the memories before and after it there speak for it too. */
  readonly sessionId: string | null;
  /** `occurred_at`, or `created_at` when none was given. */
  readonly occurredAtMs: number;
  readonly hasOccurredAt: boolean;
  /** From this moment on it is not found. */
  readonly expiresAtMs: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Order of writing within the namespace. */
  readonly seq: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** One vector a window of the text, end to end: windows × dimensions, each scaled to a largest value of 127. */
  readonly vectors: Int8Array;
}
