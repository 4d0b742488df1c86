import {
  aCollection,
  aCredit,
  anAlert,
  anInvoice,
  MODEL,
  NOW,
  TENANTS,
  addMemories,
  anAgreement,
  anApiKey,
  anEntry,
  anOrganization,
  aPlanChange,
  foldAll,
  vectorsOf,
} from '../../conformance/storage-fixture.js';
import type { Storage } from '../../storage-port.js';
import type { Tenant } from '../../tenant.js';

const DAY_MS = 86_400_000;
const SHORT_MODEL = { name: 'short', dimensions: 5 };

/** Text that every engine and every encoding could trip over. */
const AWKWARD = [
  'Zoë’s naïve café',
  '日本語 – 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🧠',
  `quotes ' " \\ ` + '`',
  'tab\tline\nreturn\r',
  '\u202Eright to left',
  '',
];

/**
 * Fills a storage with something in every table: three organizations with both of their worlds, memories in several
 * namespaces and versions, deleted, expiring and purged ones, answers, keys that live, are revoked and rotated.
 */
export async function fillStorage(storage: Storage, memoriesEach = 12): Promise<void> {
  for (const [name, value] of [
    ['embedder_model', 'minilm'],
    ['odd', AWKWARD.join('|')],
  ] as const) {
    await storage.write((tx) => storage.settings.set(tx, name, value));
  }
  await storage.write((tx) => storage.embedding.register(tx, MODEL));
  await storage.write((tx) => storage.embedding.register(tx, SHORT_MODEL));
  for (const orgId of new Set(TENANTS.map((tenant) => tenant.orgId))) await fillOrganization(storage, orgId);
  for (const tenant of TENANTS) await fillTenant(storage, tenant, memoriesEach);
  await storage.retention.sweep({ nowMs: NOW + 40 * DAY_MS, retentionMs: 30 * DAY_MS, limit: 3 });
}

async function fillOrganization(storage: Storage, orgId: string): Promise<void> {
  const { organizations, planChanges, agreements, apiKeys, audit, invoices, credits, payments } = storage;
  const name = `${orgId} ${AWKWARD[0]}`;
  await storage.write((tx) =>
    organizations.create(tx, anOrganization({ id: orgId, name, email: `${orgId}@Acme.test` })),
  );
  const nextPlan = { planId: 'free', startsAtMs: NOW + DAY_MS };
  await storage.write(async (tx) => {
    await organizations.update(tx, orgId, { planId: 'starter', nextPlan, trialEndsAtMs: NOW + 14 * DAY_MS });
    await organizations.update(tx, orgId, { agreement: anAgreement(), isPaymentApproved: true });
    await agreements.append(tx, { orgId, startsAtMs: NOW, agreement: anAgreement(), keyId: 'key_live' });
    await agreements.append(tx, { orgId, startsAtMs: NOW + 1, agreement: null, keyId: null });
    await planChanges.append(tx, aPlanChange({ orgId, trialEndsAtMs: NOW + 14 * DAY_MS }));
    await planChanges.append(tx, aPlanChange({ orgId, planId: 'free', startsAtMs: NOW + DAY_MS, keyId: null }));
  });
  await storage.write(async (tx) => {
    await credits.append(tx, aCredit({ orgId, note: AWKWARD.join('|'), expiresAtMs: NOW + DAY_MS }));
    await storage.usageAlerts.raise(tx, orgId, [anAlert({ orgId }), anAlert({ orgId, id: 'evt_2', limit: 'tokens' })]);
    await invoices.issue(tx, anInvoice({ orgId, basis: { text: AWKWARD, nested: { b: [null, true], a: 1 } } }));
    await credits.spend(tx, orgId, 'inv_1', [{ creditId: 'crd_1', amountCents: 7 }]);
    await payments.saveCustomer(tx, { orgId, customerId: 'cus_1', hasPaymentMethod: orgId === 'org_a' });
    await payments.saveCollection(tx, aCollection({ orgId, failedAtMs: NOW }));
    await payments.noteEvent(tx, { orgId, eventId: 'evt_1', kind: 'invoice.paid', atMs: NOW });
    await invoices.issue(tx, anInvoice({ orgId, id: 'inv_2', periodFromMs: NOW, totalCents: 0, lines: [] }));
  });
  for (const environment of ['live', 'test'] as const) {
    const facts = { orgId, environment, keyHash: `${orgId} ${environment}`, id: `key_${environment}` };
    const lists = { namespaces: ['a', 'Zoë'], ipAllowlist: ['10.0.0.0/8', '::1'], lastUsedAtMs: NOW + 5 };
    await storage.write((tx) => apiKeys.create(tx, anApiKey({ ...facts, ...lists, scopes: ['read', 'admin'] })));
  }
  await storage.write((tx) => apiKeys.revoke(tx, orgId, 'key_test', NOW + 7));
  for (const [i, action] of ['api_key.created', 'api_key.revoked', 'memory.deleted'].entries()) {
    const entry = { orgId, keyId: i === 0 ? null : 'key_live', action, targetId: `t${i}`, ip: '::1', requestId: null };
    const details = { i, nested: { b: [null, true, 1.5e-7], a: AWKWARD } };
    await storage.write((tx) => audit.append(tx, { ...entry, environment: null, details, atMs: NOW + i }));
  }
}

async function fillTenant(storage: Storage, tenant: Tenant, count: number): Promise<void> {
  const change = { keyId: 'key_live', nowMs: NOW + 60 };
  // Together: on SQLite they share their commits.
  const memory = (i: number): Promise<void> =>
    addMemories(storage, tenant, {
      id: `mem_${String(i).padStart(5, '0')}`,
      namespace: ['default', 'a', 'Zoë'][i % 3] ?? 'default',
      text: `${AWKWARD[i % 5]} ${tenant.orgId} ${i}`,
      metadata: i % 10 === 1 ? { big: 'x'.repeat(15_000), '\u{1F600}': i, z: -0.5 } : { i, list: [1, { b: 2, a: 1 }] },
      sessionId: i % 4 === 0 ? `session ${i % 2}` : null,
      expiresAtMs: i % 7 === 3 ? NOW + i * 1000 : null,
      occurredAtMs: i % 5 === 2 ? NOW - DAY_MS : null,
      // One window, and several end to end.
      vectors: vectorsOf(Int8Array.from({ length: 384 * (1 + (i % 3)) }, (_, j) => ((i * 31 + j * 7) % 256) - 128)),
      nowMs: NOW + i,
    });
  await Promise.all(Array.from({ length: count }, (_, i) => memory(i)));
  const { memories } = storage;
  await storage.write((tx) => memories.update(tx, tenant, null, 'mem_00001', { text: 'changed', ...change }));
  await storage.write((tx) => memories.update(tx, tenant, null, 'mem_00001', { metadata: { b: 1, a: 2 }, ...change }));
  await storage.write((tx) => memories.delete(tx, tenant, null, 'mem_00002', change));
  await storage.write((tx) => memories.delete(tx, tenant, null, 'mem_00004', { ...change, nowMs: NOW + 20 * DAY_MS }));
  const answer = { fingerprint: 'f', status: 201, headers: { b: '1', a: '2' }, keyId: 'key_live', createdAtMs: NOW };
  for (const key of ['k1', 'k2']) {
    const kept = { ...answer, key, body: AWKWARD.join(' '), isEncrypted: key === 'k2' };
    await storage.write((tx) => storage.idempotency.save(tx, tenant, kept));
  }
  const used = { requests: 7, tokens: 2 ** 40, embeddings: 3, reserved: 1, reservedUntilMs: NOW + 15_000 };
  for (const [period, nodeId] of [
    ['day:2026-01-15', 'node_a'],
    ['day:2026-01-15', 'node_b'],
    ['month:2026-01', 'node_a'],
  ] as const) {
    const count = { period, nodeId, endsAtMs: NOW + DAY_MS, ...used };
    await storage.write((tx) => storage.limitCounts.save(tx, tenant, count));
  }
  await fillLedger(storage, tenant, count);
}

const MINUTE_MS = 60_000;

/** Half of it is folded into the sums, and half is still to be. */
async function fillLedger(storage: Storage, tenant: Tenant, count: number): Promise<void> {
  for (const half of [0, 1]) {
    const entries = Array.from({ length: count }, (_, i) => {
      const requestId = `req_${tenant.environment}_${half}_${i}`;
      return anEntry({ tenant, requestId, atMs: NOW + i * 1_800_000, tokensInput: i, operation: `op${i % 2}` });
    });
    if (half === 1) await foldAll(storage, { limit: 100, nowMs: NOW + MINUTE_MS });
    await storage.write((tx) => storage.ledger.appendMany(tx, entries));
  }
}
