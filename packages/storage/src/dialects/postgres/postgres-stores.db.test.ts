import { describe } from 'vitest';
import { describeAgreementStore } from '../../conformance/agreement-store-conformance.js';
import { describeApiKeyStore } from '../../conformance/api-key-store-conformance.js';
import { describeEmbeddingStore } from '../../conformance/embedding-store-conformance.js';
import { describeCreditStore } from '../../conformance/credit-store-conformance.js';
import { describeInvoiceStore } from '../../conformance/invoice-store-conformance.js';
import { describeLimitCountStore } from '../../conformance/limit-count-store-conformance.js';
import { describeMemoryList } from '../../conformance/memory-list-conformance.js';
import { describeMemoryStore } from '../../conformance/memory-store-conformance.js';
import { describeMemoryValues } from '../../conformance/memory-values-conformance.js';
import { describeMemoryVersions } from '../../conformance/memory-versions-conformance.js';
import { describeOrganizationStore } from '../../conformance/organization-store-conformance.js';
import { describePaymentStore } from '../../conformance/payment-store-conformance.js';
import { describePlanChangeStore } from '../../conformance/plan-change-store-conformance.js';
import { describeRecallReplay } from '../../conformance/recall-replay-conformance.js';
import { describeRecallSource } from '../../conformance/recall-source-conformance.js';
import { describeRetention } from '../../conformance/retention-conformance.js';
import { describeSystemStores } from '../../conformance/system-stores-conformance.js';
import { describeStoredMemories } from '../../conformance/stored-memories-conformance.js';
import { describeTenantIsolation } from '../../conformance/tenant-isolation-conformance.js';
import { describeUsageAlertStore } from '../../conformance/usage-alert-store-conformance.js';
import { describeUsageStores } from '../../conformance/usage-stores-conformance.js';
import { describeOnPostgres } from './postgres-fixture.js';
import { usePostgresHarness } from './postgres-harness-fixture.js';

describeOnPostgres('every store', (servers) => {
  for (const [name, url] of [
    ['PostgreSQL 18 with pgvector', servers.postgres18],
    ['PostgreSQL 15 without it', servers.postgres15],
  ] as const) {
    describe(name, () => {
      const open = usePostgresHarness(url);
      describeOrganizationStore(name, open);
      describePlanChangeStore(name, open);
      describeInvoiceStore(name, open);
      describeCreditStore(name, open);
      describeAgreementStore(name, open);
      describePaymentStore(name, open);
      describeApiKeyStore(name, open);
      describeSystemStores(name, open);
      describeEmbeddingStore(name, open);
      describeLimitCountStore(name, open);
      describeMemoryStore(name, open);
      describeMemoryList(name, open);
      describeMemoryValues(name, open);
      describeMemoryVersions(name, open);
      describeRecallSource(name, open);
      describeRecallReplay(name, open);
      describeRetention(name, open);
      describeTenantIsolation(name, open);
      describeUsageStores(name, open);
      describeUsageAlertStore(name, open);
      describeStoredMemories(name, open);
    });
  }
});
