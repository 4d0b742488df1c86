export {
  toPresentOrganization,
  type NextPlan,
  type Organization,
  type OrganizationPatch,
  type OrganizationSearch,
  type OrganizationStore,
} from './accounts/organization-store.js';
export type { AgreedPrices, Agreement, Overrides, PriceLock } from './accounts/agreement.js';
export type { AgreementChange, AgreementChangeRecord, AgreementStore } from './accounts/agreement-store.js';
export type { PlanChange, PlanChangeRecord, PlanChangeStore } from './accounts/plan-change-store.js';
export type { ApiKeyPatch, ApiKeyRecord, ApiKeyStore, ApiKeyUse } from './api-keys/api-key-store.js';
export type { AuditEntry, AuditRecord, AuditStore } from './audit/audit-store.js';
export type { Credit, CreditBalance, CreditStore, CreditUse } from './billing/credit-store.js';
export type {
  InvoiceDraft,
  InvoiceLine,
  InvoiceRecord,
  InvoiceSettlement,
  InvoiceStatus,
  InvoiceStore,
} from './billing/invoice-store.js';
export type {
  Collection,
  CollectionState,
  PaymentCustomer,
  PaymentEvent,
  PaymentStore,
} from './billing/payment-store.js';
export type { LimitCount, LimitCountStore } from './limits/limit-count-store.js';
export type {
  EmbeddingChange,
  EmbeddingModel,
  EmbeddingProgress,
  EmbeddingStore,
  LeaseTime,
  ModelVectors,
  NamespaceModels,
  UnembeddedMemory,
  UnembeddedPage,
} from './embedding/embedding-store.js';
export type {
  MemoryChange,
  MemoryInput,
  MemoryListRequest,
  MemoryPatch,
  MemoryRecord,
  MemoryStore,
  Metadata,
} from './memories/memory-store.js';
export type { Page, PageRequest } from './page.js';
export type {
  IndexedMemory,
  RecallChanges,
  RecallPosition,
  OpenedRecallSource,
  RecallSource,
  RemovedMemory,
  VectorModel,
} from './recall/recall-source.js';
export { StorageOpenError, type StorageOpenErrorCode } from './storage-open-error.js';
export type { Storage, StorageLogger, WriteOptions } from './storage-port.js';
export { IDEMPOTENCY_WINDOW_MS, type IdempotencyRecord, type IdempotencyStore } from './system/idempotency-store.js';
export type { RetentionStore, SweepResult } from './system/retention-store.js';
export type { SettingsStore } from './system/settings-store.js';
export type { NamespaceScope, Tenant } from './tenant.js';
export type { ReadOptions, Transaction } from './transaction.js';
export type { LedgerEntry, LedgerStore, UsageAmounts } from './usage/ledger-store.js';
export type { StoredMemories } from './usage/stored-memories.js';
export type { UsageAlert, UsageAlertStore, UsageLimitName } from './usage/usage-alert-store.js';
export { NO_AMOUNTS } from './usage/usage-columns.js';
export { toPeriodStart } from './usage/usage-span.js';
export type {
  FoldPlace,
  PeriodUse,
  UsageDay,
  UsageDifference,
  UsageGrouping,
  UsageInterval,
  UsageStore,
  WatchUse,
} from './usage/usage-store.js';
export {
  openPostgresStorage,
  type OpenPostgresOptions,
  type PostgresLocation,
} from './dialects/postgres/open-postgres-storage.js';
export { isContention } from './dialects/postgres/postgres-failure.js';
export { isPostgresUrl } from './dialects/postgres/postgres-place.js';
export { openRecallSource, type RecallSourceLocation } from './open-recall-source.js';
export { openSqliteStorage, type OpenSqliteOptions } from './dialects/sqlite/open-sqlite-storage.js';
export { backupStorage, type BackupOptions, type BackupReport } from './transfer/backup-storage.js';
export type { TableChecksum, TableComparison } from './transfer/compare-tables.js';
export { type MoveOptions, type MoveProgress, type MoveReport, moveStorage } from './transfer/move-storage.js';
export { restoreStorage, type RestoreOptions } from './transfer/restore-storage.js';
export { parseStorageLocation, type StorageLocation, toShownLocation } from './transfer/storage-location.js';
export type { TableName } from './transfer/table-layout.js';
export { TransferError, type TransferErrorCode } from './transfer/transfer-error.js';
