import type { MemoryRecord } from '../memories/memory-store.js';
import type { Tenant } from '../tenant.js';

/**
 * Up to where a copy of a namespace goes. Opaque to its holder: it is given back as it came. The
 * third number is what lets a copy be loaded in pages after tombstones have been purged: a page in
 * the middle of a load lies below `purgedBelow` without having missed anything.
 */
export type RecallPosition = {
  /** Another number means that the namespace was made anew: nothing known of it holds. */
  readonly epoch: number;
  /** Raised by every write. */
  readonly revision: number;
  /** Tombstones below this revision are gone: a copy that ends before it may have missed deletions. */
  readonly purgedBelow: number;
};

/** Whose vectors a copy holds. */
export type VectorModel = {
  /** As the store counts its models. */
  readonly number: number;
  /** Values in one vector. */
  readonly dimensions: number;
};

/** Everything an index keeps of a memory. Times are epoch milliseconds. */
export type IndexedMemory = {
  /** `mem_…`, or the id that the caller chose. */
  readonly id: string;
  /** Tells it from a `RemovedMemory`. */
  readonly deleted: false;
  /** The whole text. */
  readonly text: string;
  /** The conversation that it belongs to, if any. */
  readonly sessionId: string | null;
  /** When it happened; the time of its creation where the caller gave none. */
  readonly occurredAtMs: number;
  /** Whether the caller said when it happened. */
  readonly hasOccurredAt: boolean;
  /** From this moment on it must not be found; null: never. */
  readonly expiresAtMs: number | null;
  /** When it was first written. */
  readonly createdAtMs: number;
  /** When its present version was written. */
  readonly updatedAtMs: number;
  /** Order of writing within the namespace. */
  readonly seq: number;
  /** The caller's own fields, which filters look at, as JSON; without any, `{}`. */
  readonly metadataJson: string;
  /** Int8 vectors end to end, of the namespace's model; none where the memory has none of it yet. */
  readonly vectors: Int8Array;
  /** The revision of the namespace that last changed it. */
  readonly revision: number;
};

/** A memory that has left the namespace. */
export type RemovedMemory = {
  /** The id under which it was known. */
  readonly id: string;
  /** Tells it from an `IndexedMemory`. */
  readonly deleted: true;
  /** The revision of the namespace that removed it. */
  readonly revision: number;
};

/** What has changed in a namespace, in the order of its revisions. */
export type RecallChanges = {
  /** The namespace at the moment of the read; null where there is none. */
  readonly state: RecallPosition | null;
  /** The model of the vectors in `changes`: another epoch where it changes. Null where nothing was read. */
  readonly model: VectorModel | null;
  /** The caller must throw away what it holds: `changes` begin from nothing. */
  readonly rebuild: boolean;
  /** At most `limit`; the later one wins where an id comes twice. */
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
export type OpenedRecallSource = RecallSource & {
  /** Closes its connection; the store it reads goes on. */
  close(): Promise<void>;
};
