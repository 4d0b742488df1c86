import { createAgreementStore } from './accounts/kysely-agreement-store.js';
import { createOrganizationStore } from './accounts/kysely-organization-store.js';
import { createPlanChangeStore } from './accounts/kysely-plan-change-store.js';
import { createApiKeyStore } from './api-keys/kysely-api-key-store.js';
import { createAuditStore } from './audit/kysely-audit-store.js';
import { createCreditStore } from './billing/kysely-credit-store.js';
import { createInvoiceStore } from './billing/kysely-invoice-store.js';
import { createPaymentStore } from './billing/kysely-payment-store.js';
import type { Engine } from './dialects/engine.js';
import { createEmbeddingStore } from './embedding/kysely-embedding-store.js';
import { createLimitCountStore } from './limits/kysely-limit-count-store.js';
import { createMemoryStore } from './memories/kysely-memory-store.js';
import { createRecallSource } from './recall/kysely-recall-source.js';
import type { Storage } from './storage-port.js';
import { createIdempotencyStore } from './system/kysely-idempotency-store.js';
import { createRetentionStore } from './system/kysely-retention-store.js';
import { createSettingsStore } from './system/kysely-settings-store.js';
import { createLedgerStore } from './usage/kysely-ledger-store.js';
import { createUsageAlertStore } from './usage/kysely-usage-alert-store.js';
import { createUsageStore } from './usage/kysely-usage-store.js';

/** The parts of a storage that are the same on every engine. */
export type Stores = Omit<Storage, 'engine' | 'place' | 'write' | 'health' | 'stats' | 'close'>;

/** Makes every store over an engine. */
export function createStores(engine: Engine, write: Storage['write']): Stores {
  return {
    organizations: createOrganizationStore(engine),
    planChanges: createPlanChangeStore(engine),
    agreements: createAgreementStore(engine),
    apiKeys: createApiKeyStore(engine),
    embedding: createEmbeddingStore(engine),
    memories: createMemoryStore(engine),
    recallSource: createRecallSource(engine),
    idempotency: createIdempotencyStore(engine),
    audit: createAuditStore(engine),
    limitCounts: createLimitCountStore(engine),
    ledger: createLedgerStore(engine),
    usage: createUsageStore({ engine, write }),
    usageAlerts: createUsageAlertStore(engine),
    invoices: createInvoiceStore(engine),
    credits: createCreditStore(engine),
    payments: createPaymentStore(engine),
    settings: createSettingsStore(engine),
    retention: createRetentionStore({ engine, write }),
  };
}
