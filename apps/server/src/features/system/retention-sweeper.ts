import { setTimeout as sleep } from 'node:timers/promises';
import type { Storage } from '@memory-api/storage';
import type { Logger } from 'pino';

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
  const abort = new AbortController();
  let underWay: Promise<void> | null = null;

  async function sweepAll(): Promise<void> {
    const removed = { memories: 0, versions: 0, answers: 0 };
    for (let more = true; more && !abort.signal.aborted;) {
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

  async function sweep(): Promise<void> {
    underWay ??= sweepAll()
      .catch((error: unknown) => logger.warn({ err: error }, 'the sweep of old data failed; it is tried again'))
      .finally(() => {
        underWay = null;
      });
    await underWay;
  }

  const first = setTimeout(() => void sweep(), FIRST_DELAY_MS);
  const timer = setInterval(() => void sweep(), HOUR_MS);
  first.unref();
  timer.unref();

  return {
    sweep,
    async close() {
      abort.abort();
      clearTimeout(first);
      clearInterval(timer);
      await underWay;
    },
  };
}
