import type { FoldPlace, Tenant, UsageStore, WatchUse } from '@memory-api/storage';
import { startPeriodicJob } from '../../periodic-job.js';

/** Keeps the sums of the ledger up with its rows. */
export interface UsageFolder {
  /** Folds all that has come; two calls at once share one. A failure is told, and made good by the next. */
  fold(): Promise<void>;
  /** Stops; a piece that has begun is finished, and what is left is folded after the next start. */
  close(): Promise<void>;
}

// Usage is right in between, too: what is still to be folded is read along. It's only to stay short.
const INTERVAL_MS = 5_000;

/**
 * Rows that one transaction takes away: about 2 ms of SQLite's one writer, more where many keys are in use. The last piece
 * of an organization with quotas adds up its month for the watch, too: about 0.1 s with a thousand keys.
 */
const PIECE = 200;

/** Starts the folding: at once, then each few seconds, in short pieces. */
export function createUsageFolder(parts: {
  readonly usage: Pick<UsageStore, 'fold'>;
  readonly now: () => number;
  /** Asked for each tenant whose sums grow. */
  readonly watch?: WatchUse;
  readonly onError: (error: unknown) => void;
  /** Told of a tenant whose rows could not be folded, once each time that the clock strikes; the others go on. */
  readonly onFailure: (error: unknown, tenant: Tenant) => void;
  readonly intervalMs?: number;
}): UsageFolder {
  const { usage, now, watch, onError, onFailure, intervalMs = INTERVAL_MS } = parts;

  async function foldAll(signal: AbortSignal): Promise<void> {
    const told = new Set<string>();
    const tellOnce = (error: unknown, tenant: Tenant): void => {
      const name = `${tenant.orgId} ${tenant.environment}`;
      if (!told.has(name)) onFailure(error, tenant);
      told.add(name);
    };
    for (let from: FoldPlace | null | undefined; from !== null && !signal.aborted;) {
      ({ next: from } = await usage.fold({ limit: PIECE, nowMs: now(), from, watch, onFailure: tellOnce }));
    }
  }

  // At once: what the last process left.
  const { run, close } = startPeriodicJob({ work: foldAll, onError, intervalMs, firstDelayMs: 0 });
  return { fold: run, close };
}
