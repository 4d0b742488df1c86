import type { OrganizationStore } from './accounts/organization-store.js';
import type { ApiKeyStore } from './api-keys/api-key-store.js';
import type { AuditStore } from './audit/audit-store.js';
import type { MemoryStore } from './memories/memory-store.js';
import type { RecallSource } from './recall/recall-source.js';
import type { IdempotencyStore } from './system/idempotency-store.js';
import type { RetentionStore } from './system/retention-store.js';
import type { SettingsStore } from './system/settings-store.js';
import type { Transaction } from './transaction.js';

/** Where storage reports what somebody must know. A pino logger fits. */
export interface StorageLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** `signal` takes a write out of the queue that has not begun; one that has begun is finished. */
export type WriteOptions = { readonly signal?: AbortSignal | undefined };

/** Everything that is kept, behind one handle. */
export interface Storage {
  readonly engine: 'sqlite' | 'postgres';
  readonly organizations: OrganizationStore;
  readonly apiKeys: ApiKeyStore;
  readonly memories: MemoryStore;
  readonly recallSource: RecallSource;
  readonly idempotency: IdempotencyStore;
  readonly audit: AuditStore;
  readonly settings: SettingsStore;
  readonly retention: RetentionStore;
  /**
   * Runs `body` as one durable transaction and resolves once it is on the disk. Concurrent calls
   * share a commit without seeing each other's failures. The body waits for nothing but the
   * database. Throws ApiError `STORAGE_UNAVAILABLE` where nothing can be written now.
   */
  write<T>(body: (tx: Transaction) => Promise<T>, options?: WriteOptions): Promise<T>;
  /** Whether reads and writes work at present. */
  health(): Promise<'ok' | 'unavailable'>;
  /** Writes that wait for their turn. */
  stats(): { readonly writeQueueLength: number };
  /** Finishes the writes that wait, then lets go of the database. */
  close(): Promise<void>;
}
