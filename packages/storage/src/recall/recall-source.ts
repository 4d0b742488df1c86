import type { MemoryRecord, Metadata } from '../memories/memory-store.js';
import type { Tenant } from '../tenant.js';

/**
 * Up to where a copy of a namespace goes. Opaque to its holder: it is given back as it came. The
 * third number is what lets a copy be loaded in pages after tombstones have been purged: a page in
 * the middle of a load lies below `purgedBelow` without having missed anything.
 */
export type RecallPosition = {
  readonly epoch: number;
  readonly revision: number;
  readonly purgedBelow: number;
};

/** Everything an index keeps of a memory. Times are epoch milliseconds. */
export type IndexedMemory = {
  readonly id: string;
  readonly deleted: false;
  readonly text: string;
  readonly sessionId: string | null;
  /** When it happened; the time of its creation where the caller gave none. */
  readonly occurredAtMs: number;
  readonly hasOccurredAt: boolean;
  readonly expiresAtMs: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly seq: number;
  readonly metadata: Metadata;
  /** One or more int8 vectors end to end. */
  readonly vectors: Int8Array;
  readonly revision: number;
};

/** A memory that has left the namespace. */
export type RemovedMemory = {
  readonly id: string;
  readonly deleted: true;
  readonly revision: number;
};

/** What has changed in a namespace, in the order of its revisions. */
export type RecallChanges = {
  /** The namespace at the moment of the read; null where there is none. */
  readonly state: RecallPosition | null;
  /** The caller must throw away what it holds: `changes` begin from nothing. */
  readonly rebuild: boolean;
  readonly changes: readonly (IndexedMemory | RemovedMemory)[];
  /** What to pass as `known` the next time; null where there is no namespace. */
  readonly upTo: RecallPosition | null;
  /** There is more to read at once. */
  readonly more: boolean;
};

/** What recall reads of the store. Read only; each call sees one snapshot. */
export interface RecallSource {
  /**
   * The changes of a namespace since `known` (null: since ever), at most `limit` of them. With
   * nothing changed this is one look-up of ~10 µs on SQLite. Expired memories are among the
   * changes until the sweeper has made tombstones of them: `expiresAtMs` is the reader's to watch.
   */
  changesSince(
    tenant: Tenant,
    namespace: string,
    known: RecallPosition | null,
    options: { readonly limit: number },
  ): Promise<RecallChanges>;
  /** Memories of a namespace by id, in the order asked for; missing and deleted ones are left out. */
  getMany(tenant: Tenant, namespace: string, ids: readonly string[]): Promise<readonly MemoryRecord[]>;
}

/** A source with a connection of its own, for a worker thread. */
export type OpenedRecallSource = RecallSource & { close(): Promise<void> };
