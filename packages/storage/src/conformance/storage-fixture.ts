import { invariant } from '@memory-api/contract';
import { afterEach, beforeEach } from 'vitest';
import type { Agreement } from '../accounts/agreement.js';
import type { Organization } from '../accounts/organization-store.js';
import type { PlanChange } from '../accounts/plan-change-store.js';
import type { ApiKeyRecord } from '../api-keys/api-key-store.js';
import type { EmbeddingModel, ModelVectors } from '../embedding/embedding-store.js';
import type { Credit } from '../billing/credit-store.js';
import type { InvoiceDraft } from '../billing/invoice-store.js';
import type { Collection } from '../billing/payment-store.js';
import type { MemoryInput } from '../memories/memory-store.js';
import type { Storage } from '../storage-port.js';
import type { UsageAlert } from '../usage/usage-alert-store.js';
import { NO_AMOUNTS } from '../usage/usage-columns.js';
import type { Tenant } from '../tenant.js';
import type { LedgerEntry } from '../usage/ledger-store.js';
import type { FoldPlace } from '../usage/usage-store.js';

/** An open storage on a real engine, with a way past the stores to what lies in the tables. */
export type StorageHarness = {
  readonly storage: Storage;
  /** What `query` selects for the number of int8 values in a row's `vectors`; null where it has none. */
  readonly vectorBytes: string;
  /** What a long read waits for where it pauses: so a test has a write happen in the middle of it. */
  readonly awaited: Promise<unknown>[];
  /** Runs a statement past the stores, and gives what it selects. */
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
};

/** Opens a storage of its own, empty, for one test. */
export type OpenHarness = () => Promise<StorageHarness>;

/** The time at which most tests take place. */
export const NOW = Date.UTC(2026, 0, 15, 10, 30);

/** An organization's live world, where nothing else matters. */
export const TENANT: Tenant = { orgId: 'org_a', environment: 'live' };

/** Three organizations, each with its two worlds. */
export const TENANTS: readonly Tenant[] = ['org_a', 'org_b', 'org_c'].flatMap((orgId) => [
  { orgId, environment: 'live' as const },
  { orgId, environment: 'test' as const },
]);

/** Opens a storage before each test of a suite and closes it afterwards. */
export function useStorage(open: OpenHarness): () => StorageHarness {
  let harness: StorageHarness | null = null;
  beforeEach(async () => {
    harness = await open();
  });
  afterEach(async () => {
    await harness?.close();
    harness = null;
  });
  return () => {
    invariant(harness !== null, 'a test runs between its hooks');
    return harness;
  };
}

/** The model of most tests. */
export const MODEL: EmbeddingModel = { number: 1, name: 'minilm', dimensions: 384 };

/** Vectors as that model makes them. */
export function vectorsOf(values: Int8Array): ModelVectors[] {
  return [{ model: MODEL, values }];
}

/** A memory to create. */
export function aMemory(fields: Partial<MemoryInput> = {}): MemoryInput {
  return {
    id: 'mem_1',
    namespace: 'default',
    text: 'User prefers dark mode',
    metadata: { category: 'preference' },
    sessionId: null,
    occurredAtMs: null,
    expiresAtMs: null,
    vectors: vectorsOf(new Int8Array(384).fill(7)),
    keyId: 'key_1',
    nowMs: NOW,
    ...fields,
  };
}

/** A counted request, as a row of the ledger. */
export function anEntry(fields: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    tenant: TENANT,
    requestId: 'req_1',
    keyId: 'key_1',
    operation: 'getMemory',
    atMs: NOW,
    status: 200,
    ...NO_AMOUNTS,
    calls: 1,
    ...fields,
  };
}

/** Creates memories, one after another. */
export async function addMemories(
  storage: Storage,
  tenant: Tenant,
  ...memories: readonly Partial<MemoryInput>[]
): Promise<void> {
  for (const fields of memories) {
    await storage.write((tx) => storage.memories.create(tx, tenant, null, aMemory(fields)));
  }
}

/** An organization to create. */
export function anOrganization(fields: Partial<Organization> = {}): Organization {
  return {
    id: 'org_a',
    name: 'Acme',
    email: 'team@acme.test',
    planId: 'free',
    isActive: true,
    isOwner: false,
    createdAtMs: NOW,
    nextPlan: null,
    trialEndsAtMs: null,
    agreement: null,
    isPaymentApproved: false,
    ...fields,
  };
}

/** Folds all that there is into the sums of usage, so much at a time. */
export async function foldAll(
  { usage }: Pick<Storage, 'usage'>,
  options: Omit<Parameters<Storage['usage']['fold']>[0], 'from'>,
): Promise<void> {
  for (let from: FoldPlace | null | undefined; from !== null;)
    ({ next: from } = await usage.fold({ ...options, from }));
}

/** An agreement that has everything that there is to agree. */
export function anAgreement(fields: Partial<Agreement> = {}): Agreement {
  const overage = { calls: { cents: 40, per: 1000 }, tokens: { cents: 1, per: 7 }, embeddings: { cents: 0, per: 1 } };
  return {
    overrides: {
      planId: 'starter',
      basePriceCents: 3900,
      quotas: { calls: 20_000, memoriesStored: null },
      limits: { perMinute: 120 },
      overage,
    },
    addOnIds: ['more-calls'],
    priceLock: { planId: 'starter', untilMs: NOW + 1000, basePriceCents: 4900, overage: null },
    ...fields,
  };
}

/** A change of plan to keep. */
export function aPlanChange(fields: Partial<PlanChange> = {}): PlanChange {
  return {
    orgId: 'org_a',
    fromPlanId: 'free',
    planId: 'starter',
    decidedAtMs: NOW,
    startsAtMs: NOW,
    trialEndsAtMs: null,
    keyId: 'key_1',
    ...fields,
  };
}

/** An API key as it is stored; what isn't given stands for what a test doesn't look at. */
export function anApiKey(fields: Partial<ApiKeyRecord> = {}): ApiKeyRecord {
  return {
    id: 'key_1',
    orgId: 'org_a',
    environment: 'live',
    name: 'Default Key',
    keyPrefix: 'mem_live_a1b2c3…',
    keyHash: 'hash_1',
    scopes: ['read', 'write'],
    namespaces: null,
    ipAllowlist: null,
    createdAtMs: NOW,
    createdByKeyId: null,
    expiresAtMs: null,
    revokedAtMs: null,
    rotatedToKeyId: null,
    graceUntilMs: null,
    lastUsedAtMs: null,
    ...fields,
  };
}

/** An alert of usage: half of January's requests. */
export function anAlert(fields: Partial<UsageAlert> = {}): UsageAlert {
  return {
    id: 'evt_1',
    orgId: 'org_a',
    periodMs: Date.UTC(2026, 0),
    limit: 'api_calls',
    thresholdPercent: 50,
    used: 51,
    size: 100,
    atMs: NOW,
    ...fields,
  };
}

/** An invoice to issue: January's of the plan starter, and what went beyond it. */
export function anInvoice(fields: Partial<InvoiceDraft> = {}): InvoiceDraft {
  return {
    id: 'inv_1',
    orgId: 'org_a',
    periodFromMs: Date.UTC(2026, 0),
    periodToMs: Date.UTC(2026, 1),
    lines: [
      { kind: 'base', description: 'Starter', quantity: null, amountCents: 4900 },
      { kind: 'overage', description: 'API calls beyond those of Starter', quantity: 40, amountCents: 2 },
    ],
    periodCents: 4902,
    totalCents: 4902,
    basis: { stretches: [] },
    issuedAtMs: Date.UTC(2026, 1, 1, 1),
    ...fields,
  };
}

/** A credit to add. */
export function aCredit(fields: Partial<Credit> = {}): Credit {
  return {
    orgId: 'org_a',
    id: 'crd_1',
    amountCents: 500,
    expiresAtMs: null,
    note: 'Sorry for the outage',
    createdAtMs: NOW,
    ...fields,
  };
}

/** An invoice that is to be sent to the payment provider. */
export function aCollection(fields: Partial<Collection> = {}): Collection {
  return {
    orgId: 'org_a',
    invoiceId: 'inv_1',
    externalId: null,
    state: 'due',
    attempts: 0,
    dueAtMs: NOW,
    failedAtMs: null,
    ...fields,
  };
}
