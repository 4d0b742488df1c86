import type { Environment } from '@memory-api/contract';
import type { Page, PageRequest } from '../page.js';
import type { Transaction } from '../transaction.js';

/** Something that was done. `atMs` is in epoch milliseconds. */
export type AuditEntry = {
  /** The organization that it happened to. */
  readonly orgId: string;
  /** The world that it happened in; null for what concerns the organization as a whole. */
  readonly environment: Environment | null;
  /** The key that did it; null where nobody was authenticated. */
  readonly keyId: string | null;
  /** What was done, as `noun.verb`: `api_key.created`. */
  readonly action: string;
  /** Id of what it was done to; null where there is no such thing. */
  readonly targetId: string | null;
  /** What changed. Never a key, never the text of a memory. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Address of the caller; null where the server acted by itself. */
  readonly ip: string | null;
  /** `req_…` of the request that did it; null where none did. */
  readonly requestId: string | null;
  /** Epoch milliseconds. */
  readonly atMs: number;
};

/** An entry as it is kept, with its id (`aud_…`, sortable by time). */
export type AuditRecord = AuditEntry & {
  /** `aud_…`, sortable by time. */
  readonly id: string;
};

/** Who did what, when and from where. Append-only: the database itself refuses changes. */
export interface AuditStore {
  /** Adds an entry, in the transaction of what it tells about: neither is there without the other. */
  append(tx: Transaction, entry: AuditEntry): Promise<AuditRecord>;
  /** Newest first. A bad cursor is ApiError `VALIDATION_ERROR`. */
  list(orgId: string, request: PageRequest): Promise<Page<AuditRecord>>;
}
