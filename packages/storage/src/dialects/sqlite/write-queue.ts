import { setImmediate as nextTurn, setTimeout as pauseFor } from 'node:timers/promises';
import { ApiError } from '@memory-api/contract';
import type Database from 'better-sqlite3';
import { OpenTransaction } from '../../open-transaction.js';
import type { StorageLogger, WriteOptions } from '../../storage-port.js';
import type { Transaction } from '../../transaction.js';
import { leaseConnection } from '../lease-connection.js';
import type { SqliteConnection } from './sqlite-connection.js';
import { createSqliteKysely } from './sqlite-dialect.js';
import { sqliteCodeOf, toStorageError } from './sqlite-failure.js';

/** A group holds the event loop until it commits: nothing else of the process goes on meanwhile. */
export const GROUP_TIME_MS = 4;
// How long a tool of another process may hold the database before writes fail.
const BUSY_DEADLINE_MS = 5000;
const BUSY_PAUSE_MS = 5;

/** A write that waits or runs. `settle` is called once, when its group is on the disk or has failed. */
type Job = {
  readonly run: (tx: Transaction) => Promise<void>;
  readonly begin: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** A job of a group, and how its body ended. */
type Member = { readonly job: Job; error: unknown; isDone: boolean };

/** What the queue writes with. */
export type WriteQueueOptions = {
  readonly database: Database.Database;
  readonly connection: SqliteConnection;
  readonly logger: StorageLogger;
  /** After this long no other write joins a group. */
  readonly groupTimeMs: number;
  /** Called right before each commit, with nothing awaited in between. */
  readonly beforeCommit?: () => void;
};

/**
 * The only way to the writing connection. Writes that wait together share one transaction and one
 * fsync; each has a savepoint, so that one that fails takes nothing of the others along.
 */
export class WriteQueue {
  readonly #options: WriteQueueOptions;
  readonly #savepoint: Record<'begin' | 'release' | 'rollback', Database.Statement>;
  readonly #waiting: Job[] = [];
  #running: Promise<void> | null = null;
  #isClosed = false;
  #isFailing = false;

  constructor(options: WriteQueueOptions) {
    this.#options = options;
    const { database } = options;
    this.#savepoint = {
      begin: database.prepare('savepoint job'),
      release: database.prepare('release job'),
      rollback: database.prepare('rollback to job'),
    };
  }

  /** Writes that wait for their turn. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Whether the last group could not be written. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** Runs a body in its turn; resolves once its group is on the disk. */
  write<T>(body: (tx: Transaction) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    const { signal } = options;
    if (this.#isClosed) return Promise.reject(new ApiError({ code: 'SHUTTING_DOWN' }));
    if (signal?.aborted === true) return Promise.reject(toAbortError(signal));
    return new Promise<T>((resolve, reject) => {
      const result: { value?: T } = {};
      const abort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(job), 1);
        reject(toAbortError(signal));
      };
      const job: Job = {
        run: async (tx) => void (result.value = await body(tx)),
        begin: () => signal?.removeEventListener('abort', abort),
        resolve: () => resolve(result.value as T),
        reject,
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.push(job);
      this.#running ??= this.#runGroups();
    });
  }

  /** Takes no more writes, and resolves when those that wait are done. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  async #runGroups(): Promise<void> {
    // Every request that was read in this turn of the event loop joins the same group.
    for (await nextTurn(); this.#waiting.length > 0; await nextTurn()) await this.#runGroup();
    this.#running = null;
  }

  async #runGroup(): Promise<void> {
    const members: Member[] = [];
    try {
      await this.#begin();
      await this.#runMembers(members);
      this.#options.beforeCommit?.();
      this.#options.database.exec('commit');
      this.#settle(members);
    } catch (error) {
      this.#rollback();
      this.#fail([...members.map(({ job }) => job), ...this.#takeWaiting()], toStorageError(error));
    }
  }

  async #begin(): Promise<void> {
    const deadline = performance.now() + BUSY_DEADLINE_MS;
    for (;;) {
      try {
        this.#options.database.exec('begin immediate');
        return;
      } catch (error) {
        const isBusy = sqliteCodeOf(error)?.startsWith('SQLITE_BUSY') === true;
        if (!isBusy || performance.now() > deadline) throw error;
        await pauseFor(BUSY_PAUSE_MS);
      }
    }
  }

  async #runMembers(members: Member[]): Promise<void> {
    const deadline = performance.now() + this.#options.groupTimeMs;
    do {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      job.begin();
      const member: Member = { job, error: null, isDone: false };
      members.push(member);
      await this.#runMember(member);
      const failure = this.#options.connection.takeFailure();
      if (failure !== null) throw failure;
    } while (performance.now() < deadline);
  }

  async #runMember(member: Member): Promise<void> {
    const lease = leaseConnection(this.#options.connection);
    const db = createSqliteKysely(lease.connection);
    const transaction = new OpenTransaction(() => db);
    this.#savepoint.begin.run();
    try {
      await member.job.run(transaction.toTransaction());
      member.isDone = true;
    } catch (error) {
      member.error = error;
    }
    transaction.end();
    lease.end();
    // Not in one: the engine gave the whole group up, which the caller finds by its failure.
    if (!this.#options.database.inTransaction) return;
    if (!member.isDone) this.#savepoint.rollback.run();
    this.#savepoint.release.run();
  }

  #settle(members: readonly Member[]): void {
    this.#isFailing = false;
    for (const { job, error, isDone } of members) {
      if (isDone) job.resolve();
      else job.reject(error);
    }
  }

  #fail(jobs: readonly Job[], error: unknown): void {
    this.#isFailing = true;
    this.#options.logger.error({ err: error, writes: jobs.length }, 'a group of writes failed');
    for (const job of jobs) job.reject(error);
  }

  #takeWaiting(): Job[] {
    const jobs = this.#waiting.splice(0);
    for (const job of jobs) job.begin();
    return jobs;
  }

  #rollback(): void {
    const { database, connection, logger } = this.#options;
    connection.takeFailure();
    try {
      if (database.inTransaction) database.exec('rollback');
    } catch (err) {
      logger.error({ err }, 'a failed group of writes could not be rolled back');
    }
  }
}

function toAbortError(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException('The write was aborted', 'AbortError');
}
