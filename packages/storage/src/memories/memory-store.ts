import type { ModelVectors } from '../embedding/embedding-store.js';
import type { Page, PageRequest } from '../page.js';
import type { NamespaceScope, Tenant } from '../tenant.js';
import type { ReadOptions, Transaction } from '../transaction.js';

/** The caller's own fields of a memory: a JSON object. The order of its keys is not kept. */
export type Metadata = Readonly<Record<string, unknown>>;

/** A live memory. Times are epoch milliseconds. */
export type MemoryRecord = {
  /** `mem_…`, or the id that the caller chose; unique in its organization and environment. */
  readonly id: string;
  /** Never changes while the memory lives. */
  readonly namespace: string;
  /** 1–50,000 characters, trimmed. */
  readonly text: string;
  /** The caller's own fields. */
  readonly metadata: Metadata;
  /** The conversation that it belongs to, if any. */
  readonly sessionId: string | null;
  /** When it happened; null where the caller did not say. */
  readonly occurredAtMs: number | null;
  /** From this moment on it is gone; null: never. */
  readonly expiresAtMs: number | null;
  /** Counts from 1; goes on where the id of a deleted or expired memory is used again. */
  readonly version: number;
  /** When it was created; anew where the id of a deleted memory is used again. */
  readonly createdAtMs: number;
  /** When the present version was written. */
  readonly updatedAtMs: number;
  /** Order of writing within the namespace. */
  readonly seq: number;
  /** The revision of the namespace that last changed this memory; no two memories share one. */
  readonly revision: number;
};

/** A memory to be created. */
export type MemoryInput = {
  /** `mem_…`, or the id that the caller chose. */
  readonly id: string;
  /** Made with its first memory where it is not there yet. */
  readonly namespace: string;
  /** 1–50,000 characters, trimmed. */
  readonly text: string;
  /** The caller's own fields. */
  readonly metadata: Metadata;
  /** The conversation that it belongs to, if any. */
  readonly sessionId: string | null;
  /** When it happened, in epoch milliseconds; null where the caller did not say. */
  readonly occurredAtMs: number | null;
  /** From this moment on it is gone, in epoch milliseconds; null: never. */
  readonly expiresAtMs: number | null;
  /** Vectors of the text, by one model or more; a namespace that this makes takes the first. */
  readonly vectors: readonly ModelVectors[];
  /** The key that writes it; null where the server does. */
  readonly keyId: string | null;
  /** The present, in epoch milliseconds: its time of creation. */
  readonly nowMs: number;
};

/** What to change of a memory; what is left out stays. */
export type MemoryPatch = {
  /** New text; comes with its `vectors`. */
  readonly text?: string | undefined;
  /** Replaces the whole object. */
  readonly metadata?: Metadata | undefined;
  /** Vectors of the new text, as in `MemoryInput`. */
  readonly vectors?: readonly ModelVectors[] | undefined;
  /** The version that the caller believes to be the present one. */
  readonly ifVersion?: number | undefined;
};

/** Who changes something, and when (epoch milliseconds). */
export type MemoryChange = {
  /** The key that changes it; null where the server does. */
  readonly keyId: string | null;
  /** The present, in epoch milliseconds. */
  readonly nowMs: number;
};

/** Which memories to list. */
export type MemoryListRequest = PageRequest & {
  /** The present, in epoch milliseconds: what has expired by then is left out. */
  readonly nowMs: number;
  /** Only memories of this namespace; all of the scope without it. */
  readonly namespace?: string | undefined;
  /** Only memories of this conversation. */
  readonly sessionId?: string | undefined;
  /** Keeps a memory by its metadata. Costs a scan of what the other conditions leave, in small pieces. */
  readonly matchesMetadata?: ((metadata: Metadata) => boolean) | undefined;
  /** Ends a scan whose caller has gone away. */
  readonly signal?: AbortSignal | undefined;
};

/** Memories with their versions. What lies outside the scope is like what does not exist. */
export interface MemoryStore {
  /**
   * Adds a memory. Throws ApiError `MEMORY_ID_EXISTS` for the id of a live one; the id of a deleted
   * or expired memory goes on with its versions, also in another namespace. Throws ApiError
   * `INSUFFICIENT_PERMISSIONS` for a namespace outside the scope.
   */
  create(tx: Transaction, tenant: Tenant, scope: NamespaceScope, input: MemoryInput): Promise<MemoryRecord>;
  /** A live memory by id; null where it is missing, deleted, expired or outside the scope. */
  get(
    tenant: Tenant,
    scope: NamespaceScope,
    id: string,
    nowMs: number,
    options?: ReadOptions,
  ): Promise<MemoryRecord | null>;
  /**
   * As `get`, and keeps the memory from other writers until the transaction ends: for what is decided by what it is
   * now, and then written.
   */
  hold(tx: Transaction, tenant: Tenant, scope: NamespaceScope, id: string, nowMs: number): Promise<MemoryRecord | null>;
  /**
   * Changes a memory; null where it is missing, expired or outside the scope. Throws ApiError
   * `PRECONDITION_FAILED` where `ifVersion` is not its version.
   */
  update(
    tx: Transaction,
    tenant: Tenant,
    scope: NamespaceScope,
    id: string,
    patch: MemoryPatch & MemoryChange,
  ): Promise<MemoryRecord | null>;
  /** Deletes a memory; false where it is missing, expired or outside the scope. */
  delete(tx: Transaction, tenant: Tenant, scope: NamespaceScope, id: string, change: MemoryChange): Promise<boolean>;
  /** Deletes all memories of the scope, or of one namespace, and tells how many there were. */
  deleteAll(
    tx: Transaction,
    tenant: Tenant,
    scope: NamespaceScope,
    options: MemoryChange & { readonly namespace?: string | undefined },
  ): Promise<number>;
  /** Newest first, by time of creation and id. A bad cursor is ApiError `VALIDATION_ERROR`. */
  list(tenant: Tenant, scope: NamespaceScope, request: MemoryListRequest): Promise<Page<MemoryRecord>>;
  /** How many live memories there are. Exact; reads counters, not memories. */
  count(
    tenant: Tenant,
    scope: NamespaceScope,
    options: { readonly namespace?: string | undefined },
    nowMs: number,
  ): Promise<number>;
  /**
   * How many live memories the tenant has, as the transaction sees them. Until it ends, nobody else counts this way: what
   * is added because there was room stays within it.
   */
  holdCount(tx: Transaction, tenant: Tenant, nowMs: number): Promise<number>;
}
