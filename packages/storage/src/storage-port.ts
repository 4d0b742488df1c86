import type { AgreementStore } from './accounts/agreement-store.js';
import type { OrganizationStore } from './accounts/organization-store.js';
import type { PlanChangeStore } from './accounts/plan-change-store.js';
import type { ApiKeyStore } from './api-keys/api-key-store.js';
import type { AuditStore } from './audit/audit-store.js';
import type { EmbeddingStore } from './embedding/embedding-store.js';
import type { CreditStore } from './billing/credit-store.js';
import type { InvoiceStore } from './billing/invoice-store.js';
import type { PaymentStore } from './billing/payment-store.js';
import type { LimitCountStore } from './limits/limit-count-store.js';
import type { MemoryStore } from './memories/memory-store.js';
import type { RecallSource } from './recall/recall-source.js';
import type { IdempotencyStore } from './system/idempotency-store.js';
import type { RetentionStore } from './system/retention-store.js';
import type { SettingsStore } from './system/settings-store.js';
import type { Transaction } from './transaction.js';
import type { LedgerStore } from './usage/ledger-store.js';
import type { UsageAlertStore } from './usage/usage-alert-store.js';
import type { UsageStore } from './usage/usage-store.js';

/** Where storage reports what somebody must know. A pino logger fits. */
export interface StorageLogger {
  /** Something worth knowing, such as an upgrade of the schema. */
  info(fields: object, message: string): void;
  /** Worth a look: storage was not available for a moment. */
  warn(fields: object, message: string): void;
  /** Somebody must act. */
  error(fields: object, message: string): void;
}

/** `signal` takes a write out of the queue that has not begun; one that has begun is finished. */
export type WriteOptions = {
  /** Of the request that waits for the write. */
  readonly signal?: AbortSignal | undefined;
  /** Whose write it is: those of one lane never take all that there is to write with, where that is limited. */
  readonly lane?: string | undefined;
  /**
   * What a write outlives once it has resolved: a loss of power (`disk`, unless given), or no more than the end of the
   * process (`process`), which costs no fsync. In either case it's there wholly or not at all.
   */
  readonly durability?: 'disk' | 'process' | undefined;
};

/** Everything that is kept, behind one handle. */
export interface Storage {
  /** Which database keeps it, for `/health` and logs. */
  readonly engine: 'sqlite' | 'postgres';
  /** Where: a directory, or host and name of a database, never with a password. */
  readonly place: string;
  /** Organizations and their addresses. */
  readonly organizations: OrganizationStore;
  /** Every change of an organization's plan. */
  readonly planChanges: PlanChangeStore;
  /** Every change of what was agreed with an organization. */
  readonly agreements: AgreementStore;
  /** API keys by id and by hash. */
  readonly apiKeys: ApiKeyStore;
  /** Which model made the vectors of what, and the change to another one. */
  readonly embedding: EmbeddingStore;
  /** Memories and their versions. */
  readonly memories: MemoryStore;
  /** What recall reads to build its indexes. */
  readonly recallSource: RecallSource;
  /** Answers kept for repeated requests. */
  readonly idempotency: IdempotencyStore;
  /** Who did what, append-only. */
  readonly audit: AuditStore;
  /** How much of its day and month each tenant has used. */
  readonly limitCounts: LimitCountStore;
  /** What was used, a row a counted request. */
  readonly ledger: LedgerStore;
  /** The sums of the ledger. */
  readonly usage: UsageStore;
  /** How much of its quotas each organization has reached in each period. */
  readonly usageAlerts: UsageAlertStore;
  /** Invoices, one a billing period of an organization. */
  readonly invoices: InvoiceStore;
  /** What organizations are owed. */
  readonly credits: CreditStore;
  /** What a payment provider knows of organizations and invoices. */
  readonly payments: PaymentStore;
  /** Facts about the installation. */
  readonly settings: SettingsStore;
  /** The end of what is kept. */
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
