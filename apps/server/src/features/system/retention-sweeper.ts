import { setTimeout as sleep } from 'node:timers/promises';
import type { Storage } from '@memory-api/storage';
import type { Logger } from 'pino';
import { startPeriodicJob } from '../../periodic-job.js';

/** Ends retention in the background. */
export interface RetentionSweeper {
  /** Sweeps until nothing is left to sweep; also what the clock calls. */
  sweep(): Promise<void>;
  /** Stops after the piece that is under way. */
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const FIRST_DELAY_MS = 10_000;
/** Rows in one piece: a few milliseconds of the writer. */
const PIECE_ROWS = 200;
/** Between pieces, so that requests come first. */
const PAUSE_MS = 25;
const DAY_MS = 24 * HOUR_MS;

/** Starts the sweeper: shortly after the start of the server, then every hour. */
export function createRetentionSweeper(parts: {
  readonly storage: Pick<Storage, 'retention'>;
  readonly retentionDays: number;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}): RetentionSweeper {
  const { storage, retentionDays, now, logger } = parts;

  async function sweepAll(signal: AbortSignal): Promise<void> {
    const removed = { memories: 0, versions: 0, answers: 0 };
    for (let more = true; more && !signal.aborted;) {
      const piece = await storage.retention.sweep({
        nowMs: now(),
        retentionMs: retentionDays * DAY_MS,
        limit: PIECE_ROWS,
      });
      removed.memories += piece.purgedMemories;
      removed.versions += piece.purgedVersions;
      removed.answers += piece.expiredIdempotency;
      more = piece.more;
      if (more) await sleep(PAUSE_MS);
    }
    if (removed.memories + removed.versions > 0) logger.info(removed, 'removed what was past its retention');
  }

  const { run, close } = startPeriodicJob({
    work: sweepAll,
    onError: (error) => logger.warn({ err: error }, 'the sweep of old data failed; it is tried again'),
    intervalMs: HOUR_MS,
    firstDelayMs: FIRST_DELAY_MS,
  });
  return { sweep: run, close };
}
