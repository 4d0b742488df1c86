import type { ApiKeyUse, Storage } from '@memory-api/storage';
import type { Caller } from '../../http/request-context.js';
import { startPeriodicJob } from '../../periodic-job.js';

/** Gathers when keys were used, and writes it now and then: never a write a request. */
export interface KeyUseRecorder {
  record(caller: Caller, nowMs: number): void;
  /** Writes what was gathered, or waits for the write that is under way. What fails is kept for the next time. */
  flush(): Promise<void>;
  /** Stops the clock and writes the rest. */
  close(): Promise<void>;
}

// Half of the minute within which `last_used_at` has to be right.
const INTERVAL_MS = 30_000;

const PIECE_KEYS = 50;

function toPieces(uses: readonly ApiKeyUse[]): ApiKeyUse[][] {
  const pieces = Math.ceil(uses.length / PIECE_KEYS);
  return Array.from({ length: pieces }, (_, place) => uses.slice(place * PIECE_KEYS, (place + 1) * PIECE_KEYS));
}

/** Starts a recorder. A failure to write is told to `onError`: it costs accuracy, and nothing else. */
export function createKeyUseRecorder(parts: {
  readonly storage: Pick<Storage, 'write' | 'apiKeys'>;
  readonly onError: (error: unknown) => void;
  readonly intervalMs?: number;
}): KeyUseRecorder {
  const { storage, onError, intervalMs = INTERVAL_MS } = parts;
  let uses = new Map<string, ApiKeyUse>();

  async function writeAll(): Promise<void> {
    if (uses.size === 0) return;
    const written = uses;
    uses = new Map();
    try {
      // In pieces, each a short transaction: a request that changes one of the keys waits for one of them at most.
      for (const piece of toPieces([...written.values()])) {
        await storage.write(async (tx) => storage.apiKeys.touchLastUsed(tx, piece));
      }
    } catch (error) {
      uses = new Map([...written, ...uses]);
      throw error;
    }
  }

  const job = startPeriodicJob({ work: writeAll, onError, intervalMs });

  return {
    record({ key }, nowMs) {
      uses.set(key.id, { orgId: key.orgId, id: key.id, atMs: nowMs });
    },
    flush: job.run,
    async close() {
      await job.close();
      await writeAll().catch(onError);
    },
  };
}
