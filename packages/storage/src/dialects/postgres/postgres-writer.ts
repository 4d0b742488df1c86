import { ApiError, isApiError } from '@memory-api/contract';
import type { Pool, PoolClient } from 'pg';
import { OpenTransaction } from '../../open-transaction.js';
import type { StorageLogger, WriteOptions } from '../../storage-port.js';
import type { Transaction } from '../../transaction.js';
import { tryAgain, withPooled } from './pooled-attempts.js';
import type { Timeouts } from './postgres-access.js';
import {
  isConflict,
  isContention,
  isLostConnection,
  isSilence,
  postgresCodeOf,
  toStorageError,
} from './postgres-failure.js';
import { WriteLanes } from './write-lanes.js';
import { PostgresTransaction } from './postgres-transaction.js';

// Together under a second: who waits for an answer would rather be told than wait longer.
const PAUSES_MS = [20, 60, 180, 400];

/** What the writer works with. */
export type WriterParts = {
  readonly pool: Pool;
  /** Most writes of one lane at a time. */
  readonly laneWidth: number;
  /** What its commits outlive. */
  readonly durability: 'disk' | 'process';
  readonly timeouts: Timeouts;
  readonly logger: StorageLogger;
};

type Body<T> = (tx: Transaction) => Promise<T>;

/**
 * Runs bodies as transactions. One that was undone (it met another writer, or its connection was lost before the commit)
 * is run again. After a commit whose answer never came nobody knows: that is an error for the caller, since running it
 * again might double it.
 */
export class PostgresWriter {
  readonly #parts: WriterParts;
  readonly #running = new Set<Promise<unknown>>();
  readonly #lanes: WriteLanes;
  #isClosed = false;
  #isFailing = false;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#lanes = new WriteLanes(parts.laneWidth);
  }

  /** Writes that wait for their turn, or for a connection. */
  get waiting(): number {
    return this.#lanes.waiting + this.#parts.pool.waitingCount;
  }

  /** Whether the last write could not be made for the database. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  async write<T>(body: Body<T>, { signal, lane }: WriteOptions = {}): Promise<T> {
    if (this.#isClosed) throw new ApiError({ code: 'SHUTTING_DOWN' });
    const running = this.#lanes.run(lane, () => this.#writeUntilKept(body, signal));
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Takes no more writes, and finishes those that it has taken. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
  }

  async #writeUntilKept<T>(body: Body<T>, signal: AbortSignal | undefined): Promise<T> {
    // Apart from each other: two that have met would meet again.
    const pausesMs = PAUSES_MS.map((pauseMs) => pauseMs * (0.5 + Math.random()));
    try {
      const result = await tryAgain(() => this.#attempt(body, signal), { pausesMs, isWorthIt: isUndone });
      this.#isFailing = false;
      return result;
    } catch (error) {
      throw this.#toError(error);
    }
  }

  async #attempt<T>(body: Body<T>, signal: AbortSignal | undefined): Promise<T> {
    signal?.throwIfAborted();
    return withPooled(this.#parts.pool, (client) => {
      signal?.throwIfAborted();
      return this.#run(client, body);
    });
  }

  async #run<T>(client: PoolClient, body: Body<T>): Promise<T> {
    const transaction = new PostgresTransaction(client, this.#parts.timeouts, this.#parts.durability);
    const open = new OpenTransaction((access) => transaction.connect(access));
    let result: T;
    try {
      result = await body(open.toTransaction());
    } catch (error) {
      open.end();
      if (!isLostConnection(error)) await transaction.rollback();
      throw error;
    }
    open.end();
    await transaction.commit().catch(refuseUnknown);
    return result;
  }

  #toError(error: unknown): unknown {
    const told = toStorageError(error);
    if (isContention(error)) {
      this.#parts.logger.info({ reason: postgresCodeOf(error) }, 'a write gave way to others');
    } else if (isApiError(told) && told.code === 'STORAGE_UNAVAILABLE') {
      this.#isFailing = true;
      this.#parts.logger.warn({ err: error }, 'a write failed');
    }
    return told;
  }
}

/** Whether nothing of a transaction was kept, through no fault of its body. */
function isUndone(error: unknown): boolean {
  return isConflict(error) || (isLostConnection(error) && !isSilence(error));
}

/** What the server says of a commit is so; where it says nothing, or that it is going, the write may have been kept. */
function refuseUnknown(error: unknown): never {
  const isKnown = postgresCodeOf(error) !== null && !isLostConnection(error);
  if (isKnown) throw error;
  throw new ApiError({
    code: 'STORAGE_UNAVAILABLE',
    message:
      'The database went away while it kept the write: look whether it is there, or send it again with its Idempotency-Key.',
    headers: { 'retry-after': '1' },
    cause: error,
  });
}
