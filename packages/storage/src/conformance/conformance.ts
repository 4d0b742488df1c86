export { describeAgreementStore } from './agreement-store-conformance.js';
export { describeApiKeyStore } from './api-key-store-conformance.js';
export { describeEmbeddingStore } from './embedding-store-conformance.js';
export { describeCreditStore } from './credit-store-conformance.js';
export { describeInvoiceStore } from './invoice-store-conformance.js';
export { describeLimitCountStore } from './limit-count-store-conformance.js';
export { describeMemoryList } from './memory-list-conformance.js';
export { describeMemoryStore } from './memory-store-conformance.js';
export { describeMemoryValues } from './memory-values-conformance.js';
export { describeMemoryVersions } from './memory-versions-conformance.js';
export { describeOrganizationStore } from './organization-store-conformance.js';
export { describePaymentStore } from './payment-store-conformance.js';
export { describePlanChangeStore } from './plan-change-store-conformance.js';
export { describeRecallReplay } from './recall-replay-conformance.js';
export { describeRecallSource } from './recall-source-conformance.js';
export { describeRetention } from './retention-conformance.js';
export { anApiKey, anOrganization, type OpenHarness, type StorageHarness } from './storage-fixture.js';
export { describeSystemStores } from './system-stores-conformance.js';
export { describeTenantIsolation } from './tenant-isolation-conformance.js';
export { describeStoredMemories } from './stored-memories-conformance.js';
export { describeUsageAlertStore } from './usage-alert-store-conformance.js';
export { describeUsageStores } from './usage-stores-conformance.js';
export {
  createMigratedDatabase,
  createTestDatabase,
  queryPostgres,
  readTestServers,
  type TestDatabase,
  type TestServers,
  toTestOptions,
} from '../dialects/postgres/postgres-fixture.js';
