import type { Transaction } from '../transaction.js';

/** What one piece of a sweep removed. `more` asks for another piece. */
export type SweepResult = {
  /** Memories whose time was over and that are marked as deleted now. */
  readonly expiredMemories: number;
  /** Memories removed for good, with all that was known of them. */
  readonly purgedMemories: number;
  /** Earlier versions, of memories that live, removed for good. */
  readonly purgedVersions: number;
  /** Answers kept for repeated requests, removed. */
  readonly expiredIdempotency: number;
  /** Whether a limit ended the piece, not the work. */
  readonly more: boolean;
};

/** The end of what is kept. */
export interface RetentionStore {
  /**
   * One piece of the sweep, at most `limit` rows of each kind: marks expired memories as deleted,
   * removes for good what was deleted, expired or superseded longer than `retentionMs` ago (never
   * the present version of a live memory), and answers kept for repeated requests for over a day.
   * Commits on its own; to be called again, with pauses, until `more` is false.
   */
  sweep(options: {
    readonly nowMs: number;
    readonly retentionMs: number;
    readonly limit: number;
  }): Promise<SweepResult>;
  /** Makes every copy of every namespace void: for a store that was restored from a backup. */
  renewEpochs(tx: Transaction): Promise<void>;
}
