import type { Page, PageRequest } from '../page.js';
import type { NamespaceScope, Tenant } from '../tenant.js';
import type { ReadOptions, Transaction } from '../transaction.js';

/** The caller's own fields of a memory: a JSON object. The order of its keys is not kept. */
export type Metadata = Readonly<Record<string, unknown>>;

/** A live memory. Times are epoch milliseconds. */
export type MemoryRecord = {
  readonly id: string;
  readonly namespace: string;
  readonly text: string;
  readonly metadata: Metadata;
  readonly sessionId: string | null;
  readonly occurredAtMs: number | null;
  readonly expiresAtMs: number | null;
  /** Counts from 1; goes on where the id of a deleted or expired memory is used again. */
  readonly version: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Order of writing within the namespace. */
  readonly seq: number;
  /** The revision of the namespace that last changed this memory; no two memories share one. */
  readonly revision: number;
};

/** A memory to be created. `vectors` is one or more int8 vectors end to end (k × dimensions bytes). */
export type MemoryInput = {
  readonly id: string;
  readonly namespace: string;
  readonly text: string;
  readonly metadata: Metadata;
  readonly sessionId: string | null;
  readonly occurredAtMs: number | null;
  readonly expiresAtMs: number | null;
  readonly vectors: Uint8Array | Int8Array;
  readonly keyId: string | null;
  readonly nowMs: number;
};

/** What to change of a memory; what is left out stays. */
export type MemoryPatch = {
  readonly text?: string | undefined;
  readonly metadata?: Metadata | undefined;
  readonly vectors?: Uint8Array | Int8Array | undefined;
  /** The version that the caller believes to be the present one. */
  readonly ifVersion?: number | undefined;
};

/** Who changes something, and when (epoch milliseconds). */
export type MemoryChange = { readonly keyId: string | null; readonly nowMs: number };

/** Which memories to list. */
export type MemoryListRequest = PageRequest & {
  readonly nowMs: number;
  readonly namespace?: string | undefined;
  readonly sessionId?: string | undefined;
  /** Keeps a memory by its metadata. Costs a scan of what the other conditions leave, in small pieces. */
  readonly matchesMetadata?: ((metadata: Metadata) => boolean) | undefined;
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
  get(
    tenant: Tenant,
    scope: NamespaceScope,
    id: string,
    nowMs: number,
    options?: ReadOptions,
  ): Promise<MemoryRecord | null>;
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
}
