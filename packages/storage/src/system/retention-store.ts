import type { Transaction } from '../transaction.js';

/** What one piece of a sweep removed. `more` asks for another piece. */
export type SweepResult = {
  readonly expiredMemories: number;
  readonly purgedMemories: number;
  readonly purgedVersions: number;
  readonly expiredIdempotency: number;
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
