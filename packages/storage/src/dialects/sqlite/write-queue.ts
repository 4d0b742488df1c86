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

/** What a group outlives: `disk` is one fsync, `process` none. */
type Durability = 'disk' | 'process';

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
 *
 * Writes that need no fsync have groups of their own, on the same connection: SQLite is told before a group which of
 * the two it is. A second connection would have to read again, at each turn, what the first has changed.
 */
export class WriteQueue {
  readonly #options: WriteQueueOptions;
  readonly #savepoint: Record<'begin' | 'release' | 'rollback', Database.Statement>;
  readonly #waiting: Readonly<Record<Durability, Job[]>> = { disk: [], process: [] };
  #durability: Durability = 'disk';
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
    return this.#waiting.disk.length + this.#waiting.process.length;
  }

  /** Whether the last group could not be written. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** Runs a body in its turn; resolves once its group is on the disk. */
  write<T>(body: (tx: Transaction) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    const { signal, durability = 'disk' } = options;
    const waiting = this.#waiting[durability];
    if (this.#isClosed) return Promise.reject(new ApiError({ code: 'SHUTTING_DOWN' }));
    if (signal?.aborted === true) return Promise.reject(toAbortError(signal));
    return new Promise<T>((resolve, reject) => {
      const result: { value?: T } = {};
      const abort = (): void => {
        waiting.splice(waiting.indexOf(job), 1);
        reject(toAbortError(signal));
      };
      const job: Job = {
        run: async (tx) => void (result.value = await body(tx)),
        begin: () => signal?.removeEventListener('abort', abort),
        resolve: () => resolve(result.value as T),
        reject,
      };
      signal?.addEventListener('abort', abort, { once: true });
      waiting.push(job);
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
    for (await nextTurn(); this.length > 0; await nextTurn()) {
      await this.#runGroup('process');
      if (this.#waiting.disk.length === 0) continue;
      // The answers that waited for those leave before an fsync holds the thread.
      if (this.#durability === 'process') await nextTurn();
      await this.#runGroup('disk');
    }
    this.#running = null;
  }

  async #runGroup(durability: Durability): Promise<void> {
    if (this.#waiting[durability].length === 0) return;
    const members: Member[] = [];
    try {
      this.#use(durability);
      await this.#begin();
      await this.#runMembers(members, this.#waiting[durability]);
      this.#options.beforeCommit?.();
      this.#options.database.exec('commit');
      this.#settle(members);
    } catch (error) {
      this.#rollback();
      this.#fail([...members.map(({ job }) => job), ...this.#takeWaiting(durability)], toStorageError(error));
    }
  }

  #use(durability: Durability): void {
    if (durability === this.#durability) return;
    this.#options.database.pragma(`synchronous = ${durability === 'disk' ? 'FULL' : 'NORMAL'}`);
    this.#durability = durability;
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

  async #runMembers(members: Member[], waiting: Job[]): Promise<void> {
    const deadline = performance.now() + this.#options.groupTimeMs;
    do {
      const job = waiting.shift();
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
    // What needs no fsync is written for nearly every request: whoever asked for it says so, now and then.
    if (this.#durability === 'disk') {
      this.#options.logger.error({ err: error, writes: jobs.length }, 'a group of writes failed');
    }
    for (const job of jobs) job.reject(error);
  }

  #takeWaiting(durability: Durability): Job[] {
    const jobs = this.#waiting[durability].splice(0);
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
