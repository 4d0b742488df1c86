import type { Environment } from '@memory-api/contract';
import type { Page, PageRequest } from '../page.js';
import type { Transaction } from '../transaction.js';

/** Something that was done. `atMs` is in epoch milliseconds. */
export type AuditEntry = {
  readonly orgId: string;
  readonly environment: Environment | null;
  readonly keyId: string | null;
  readonly action: string;
  readonly targetId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly atMs: number;
};

/** An entry as it is kept, with its id (`aud_…`, sortable by time). */
export type AuditRecord = AuditEntry & { readonly id: string };

/** Who did what, when and from where. Append-only: the database itself refuses changes. */
export interface AuditStore {
  append(tx: Transaction, entry: AuditEntry): Promise<AuditRecord>;
  /** Newest first. A bad cursor is ApiError `VALIDATION_ERROR`. */
  list(orgId: string, request: PageRequest): Promise<Page<AuditRecord>>;
}
