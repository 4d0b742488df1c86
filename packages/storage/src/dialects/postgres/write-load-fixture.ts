import { setTimeout as pauseFor } from 'node:timers/promises';
import { expect } from 'vitest';
import { TENANT, addMemories } from '../../conformance/storage-fixture.js';
import type { Storage } from '../../storage-port.js';
import { queryPostgres } from './postgres-fixture.js';

/** How soon after a server's return everything must work again. */
export const RECOVERY_MS = 5000;

/** What callers are told meanwhile. */
export const UNAVAILABLE = { code: 'STORAGE_UNAVAILABLE', status: 503, headers: { 'retry-after': '1' } };

/** Tries until something is done, for as long as a recovery may take. */
export async function untilItWorks<T>(act: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + RECOVERY_MS;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pauseFor(20);
    }
  }
}

/** Writers that store memory after memory, and note which were answered. */
export class WriteLoad {
  readonly answered = new Set<string>();
  readonly failures: unknown[] = [];
  readonly #tried = new Set<string>();
  readonly #storage: Storage;
  readonly #size: number;
  #isRunning = false;
  #writers: Promise<void>[] = [];

  constructor(storage: Storage, size: number) {
    this.#storage = storage;
    this.#size = size;
  }

  start(): void {
    this.#isRunning = true;
    this.#writers = Array.from({ length: this.#size }, (_, i) => this.#write(`n${i % 3}`));
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.all(this.#writers);
  }

  async #write(namespace: string): Promise<void> {
    while (this.#isRunning) {
      const id = `m${this.#tried.size}`;
      this.#tried.add(id);
      try {
        await addMemories(this.#storage, TENANT, { id, namespace });
        this.answered.add(id);
      } catch (error) {
        this.failures.push(error);
        await pauseFor(5);
      }
    }
  }

  /** Each answered one is there once, with one version; of the others, none is there twice. */
  async expectKept(url: string): Promise<void> {
    const rows = await queryPostgres(url, `select memory_id as id, version::int from memory_versions`);
    const kept = rows.map(({ id }) => String(id)).filter((id) => !id.startsWith('after'));
    const ids = new Set(kept);
    expect(kept).toHaveLength(ids.size);
    expect([...this.answered].filter((id) => !ids.has(id))).toEqual([]);
    expect(kept.filter((id) => !this.#tried.has(id))).toEqual([]);
    const [counts] = await queryPostgres(
      url,
      `select (select sum(revision) from namespaces)::int as revisions, (select count(*) from memories)::int as memories,
         (select sum(live_count) from namespaces)::int as live`,
    );
    expect(counts).toEqual({ revisions: rows.length, memories: rows.length, live: rows.length });
  }
}
