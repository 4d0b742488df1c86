import { toFirstId } from '@memory-api/contract';
import type { Storage } from '../storage-port.js';
import type { Tenant } from '../tenant.js';
import {
  MODEL,
  aCollection,
  aCredit,
  aMemory,
  anAlert,
  anAgreement,
  anApiKey,
  anEntry,
  anInvoice,
  anOrganization,
  aPlanChange,
} from './storage-fixture.js';

/** A tenant, the store it lives in, and the time by its clock. */
export type Life = {
  readonly storage: Storage;
  readonly tenant: Tenant;
  readonly nowMs: number;
};

/**
 * Goes once through everything a tenant can do with memories, with ids that every other tenant uses
 * as well, and writes down every answer. Where nothing leaks, all tenants get the same answers.
 */
export async function liveAsTenant(life: Life): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  await createAll(life, answers);
  await readAll(life, answers);
  await changeAll(life, answers);
  await repeatRequest(life, answers);
  await countRequests(life);
  await useAll(life);
  return [...answers, ...(await readAsTenant(life))];
}

/** Reads all that a tenant can read, and writes down every answer. */
export async function readAsTenant(life: Life): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  await readAll(life, answers);
  answers.push(await life.storage.idempotency.find(life.tenant, 'k', life.nowMs));
  answers.push(await readCounts(life));
  answers.push(await readUsage(life));
  return answers;
}

const DAY_MS = 86_400_000;

/** What was used, by nothing, by operation and by key; without the day, which is the same by every clock. */
export async function readUsage({ storage, tenant, nowMs }: Life): Promise<readonly unknown[]> {
  const interval = { fromMs: nowMs - DAY_MS, toMs: nowMs + DAY_MS };
  const answers: unknown[] = [];
  answers.push(await storage.usage.stored(tenant, nowMs + 100));
  for (const laterMs of [1, DAY_MS / 24]) answers.push(await storage.usage.dayUntil(tenant, nowMs + laterMs));
  const rows = await storage.ledger.list(tenant, { afterId: '', limit: 9 });
  answers.push(rows.map(({ operation, tokensInput }) => [operation, tokensInput]));
  for (const grouping of [undefined, 'both'] as const) {
    const days = await storage.usage.days(tenant, interval, grouping);
    answers.push(days.map(({ dayMs: _, ...amounts }) => amounts));
  }
  return answers;
}

/** Two requests in their own transactions, with ids that every other tenant's requests have, too. */
async function useAll({ storage, tenant, nowMs: atMs }: Life): Promise<void> {
  // Of one organization, an id is given once.
  const ids = ['1', '2'].map((id) => `${toFirstId('req', atMs)}${id}_${tenant.environment}`);
  for (const [i, requestId] of ids.entries()) {
    const operation = i === 0 ? 'createMemory' : 'queryMemories';
    const entry = anEntry({ tenant, requestId, atMs, operation, tokensInput: 5 + i, embeddings: 1 });
    await storage.write((tx) => storage.ledger.append(tx, entry));
  }
}

/** The same for what belongs to an organization as a whole: itself, its keys, its audit log. */
export async function liveAsOrganization(life: Life): Promise<readonly unknown[]> {
  const { storage, tenant, nowMs: now } = life;
  const { orgId } = tenant;
  const { organizations, planChanges, agreements, apiKeys, audit } = storage;
  const email = `${orgId}@x.test`;
  const organization = anOrganization({ id: orgId, email, createdAtMs: now });
  await storage.write((tx) => organizations.create(tx, organization));
  for (const id of ['key_1', 'key_2']) {
    const facts = { id, orgId, keyHash: `${orgId} ${id}`, createdAtMs: now, scopes: ['admin'] as const };
    await storage.write((tx) => apiKeys.create(tx, anApiKey(facts)));
  }
  const test = { id: 'key_3', orgId, keyHash: `${orgId} key_3`, environment: 'test' as const };
  await storage.write((tx) => apiKeys.create(tx, anApiKey({ ...test, scopes: ['admin'], createdAtMs: now })));
  const entry = {
    orgId,
    environment: null,
    keyId: 'key_1',
    action: 'a',
    targetId: null,
    details: {},
    ip: null,
    requestId: null,
    atMs: now,
  };
  await storage.write((tx) => audit.append(tx, entry));
  const lastingBefore = await storage.write((tx) => apiKeys.countLastingAdminKeys(tx, orgId));
  const use = { orgId, id: 'key_2', atMs: now + 9 };
  await storage.write((tx) => apiKeys.touchLastUsed(tx, [use]));
  await storage.write((tx) => apiKeys.update(tx, orgId, 'key_2', { name: orgId }));
  await storage.write((tx) => apiKeys.revoke(tx, orgId, 'key_1', now + 5));
  await storage.write((tx) => organizations.update(tx, orgId, { name: orgId }));
  for (const planId of ['starter', 'free']) {
    await storage.write((tx) =>
      planChanges.append(tx, aPlanChange({ orgId, planId, decidedAtMs: now, startsAtMs: now })),
    );
  }
  for (const agreement of [anAgreement({ priceLock: null }), null]) {
    await storage.write((tx) => agreements.append(tx, { orgId, startsAtMs: now, agreement, keyId: null }));
  }
  const fields = { orgId, periodMs: now, atMs: now };
  const alerts = [anAlert(fields), anAlert({ ...fields, id: 'evt_2', thresholdPercent: 80 })];
  const raised = await storage.write((tx) => storage.usageAlerts.raise(tx, orgId, alerts));
  const entries = await audit.list(orgId, { perPage: 9 });
  await bill(life);
  return [
    lastingBefore,
    await organizations.get(orgId),
    await planChanges.list(orgId),
    await readBills(life),
    await agreements.list(orgId),
    raised.length,
    await apiKeys.get(orgId, 'key_2'),
    await apiKeys.list(orgId, { perPage: 9 }),
    await apiKeys.list(orgId, { perPage: 9, environment: 'live' }),
    await apiKeys.findByHash(`${orgId} key_1`),
    [entries.total, entries.items.map(({ orgId: of, action }) => [of, action])],
  ];
}

/** Two invoices, the second of which is void, and a credit that both take from. */
async function bill({ storage, tenant: { orgId }, nowMs: now }: Life): Promise<void> {
  const { invoices, credits } = storage;
  await storage.write((tx) => credits.append(tx, aCredit({ orgId, createdAtMs: now })));
  for (const id of ['inv_1', 'inv_2']) {
    const periodFromMs = id === 'inv_1' ? 0 : 1;
    await storage.write(async (tx) => {
      await invoices.issue(tx, anInvoice({ orgId, id, periodFromMs, periodToMs: 2, issuedAtMs: now }));
      await credits.spend(tx, orgId, id, [{ creditId: 'crd_1', amountCents: 100 }]);
    });
  }
  await storage.write((tx) => invoices.settle(tx, orgId, 'inv_2', { status: 'void', atMs: now }));
  const customer = { orgId, customerId: `cus ${orgId}`, hasPaymentMethod: true };
  await storage.write(async (tx) => {
    await storage.payments.saveCustomer(tx, customer);
    await storage.payments.saveCollection(tx, aCollection({ orgId, externalId: `in ${orgId}`, dueAtMs: null }));
  });
}

/** Ends an invoice that others have, too, and reads all bills, once every organization has some. */
export async function settleAsOrganization(life: Life): Promise<readonly unknown[]> {
  const { storage, tenant, nowMs } = life;
  const { invoices } = storage;
  const settlement = { status: 'paid', atMs: nowMs } as const;
  const settled = await storage.write((tx) => invoices.settle(tx, tenant.orgId, 'inv_1', settlement));
  return [settled, await readBills(life)];
}

async function readBills({ storage, tenant: { orgId } }: Life): Promise<readonly unknown[]> {
  const { invoices, credits } = storage;
  return [
    await invoices.get(orgId, 'inv_1'),
    await invoices.getByPeriod(orgId, 1),
    await invoices.list(orgId, { perPage: 1 }),
    await credits.list(orgId),
    await storage.payments.getCustomer(orgId),
    await storage.payments.getCollection(orgId, 'inv_1'),
    await storage.usageAlerts.list(orgId, { perPage: 1 }),
  ];
}

async function createAll({ storage, tenant, nowMs: now }: Life, answers: unknown[]): Promise<void> {
  await storage.write((tx) => storage.embedding.register(tx, MODEL));
  const text = `of ${tenant.orgId} ${tenant.environment}`;
  const memories = [
    { id: 'm1', namespace: 'a', sessionId: 's' },
    { id: 'm2', namespace: 'b', sessionId: 's' },
    { id: 'm3', namespace: 'a' },
    { id: 'm4', namespace: 'a', metadata: { keep: true } },
    { id: 'brief', namespace: 'a', expiresAtMs: now + 5 },
    { id: 'swept', namespace: 'b', expiresAtMs: now + 5 },
  ];
  for (const [i, fields] of memories.entries()) {
    const input = aMemory({ ...fields, text, nowMs: now + i });
    answers.push(await storage.write((tx) => storage.memories.create(tx, tenant, null, input)));
  }
}

async function readAll({ storage, tenant, nowMs: now }: Life, answers: unknown[]): Promise<void> {
  const { memories, recallSource } = storage;
  const nowMs = now + 50;
  for (const id of ['m1', 'm2', 'm3', 'm4', 'brief', 'missing']) {
    answers.push(await memories.get(tenant, null, id, nowMs));
  }
  for (const narrowing of [{}, { namespace: 'a' }, { sessionId: 's' }, { matchesMetadata: () => true }]) {
    answers.push(await memories.list(tenant, null, { nowMs, perPage: 50, ...narrowing }));
  }
  answers.push(await memories.list(tenant, ['a', 'b'], { nowMs, perPage: 2 }));
  for (const at of [now, nowMs]) {
    answers.push(await memories.count(tenant, null, {}, at));
    for (const namespace of ['a', 'b']) {
      answers.push(await memories.count(tenant, ['a', 'b'], { namespace }, at));
    }
  }
  answers.push(await recallSource.getMany(tenant, 'a', ['m1', 'm2', 'm3', 'm4']));
  for (const namespace of ['a', 'b', 'c']) {
    answers.push(await recallSource.changesSince(tenant, namespace, null, { limit: 100 }));
  }
}

async function changeAll({ storage, tenant, nowMs: now }: Life, answers: unknown[]): Promise<void> {
  const { memories } = storage;
  const change = { keyId: 'key_1', nowMs: now + 60 };
  const text = `changed ${tenant.orgId} ${tenant.environment}`;
  const again = aMemory({ text, id: 'brief', namespace: 'c', nowMs: now + 61 });
  const patch = { text, ifVersion: 1, ...change };
  answers.push(
    await storage.write((tx) => memories.update(tx, tenant, null, 'm1', patch)),
    await storage.write((tx) => memories.create(tx, tenant, null, again)),
    await storage.write((tx) => memories.delete(tx, tenant, null, 'm3', change)),
    await storage.write((tx) => memories.deleteAll(tx, tenant, ['b'], change)),
  );
}

async function repeatRequest({ storage, tenant, nowMs: now }: Life, answers: unknown[]): Promise<void> {
  const body = `answer of ${tenant.orgId} ${tenant.environment}`;
  const answer = {
    key: 'k',
    fingerprint: 'f',
    status: 200,
    headers: {},
    body,
    isEncrypted: false,
    keyId: null,
    createdAtMs: now,
  };
  answers.push(await storage.idempotency.find(tenant, 'k', now));
  await storage.write((tx) => storage.idempotency.save(tx, tenant, answer));
}

/** One period that goes on and one that is over, each with a number of requests that only this tenant has. */
async function countRequests({ storage, tenant, nowMs: now }: Life): Promise<void> {
  const { limitCounts } = storage;
  const count = { nodeId: 'n', tokens: 1, embeddings: 1, reserved: 1, reservedUntilMs: now, requests: 1 };
  await storage.write(async (tx) => {
    await limitCounts.save(tx, tenant, { ...count, period: 'day:1', endsAtMs: now - 1 });
    await limitCounts.save(tx, tenant, { ...count, period: 'day:2', endsAtMs: now });
    await limitCounts.save(tx, tenant, { ...count, period: 'day:2', endsAtMs: now, requests: 2 });
  });
}

function readCounts({ storage, tenant }: Life): Promise<readonly unknown[]> {
  return storage.write((tx) => storage.limitCounts.hold(tx, tenant, ['day:1', 'day:2']));
}

const LEASE = { namespace: 'm', lease: 'l' };

/** Begins to bring a namespace to another model; all tenants are at it at once. */
export async function beginChangeOfModel({ storage, tenant, nowMs }: Life): Promise<void> {
  const { embedding, memories } = storage;
  const model = await storage.write((tx) => embedding.register(tx, OTHER_MODEL));
  for (const id of ['m5', 'm6']) {
    const input = aMemory({ id, namespace: LEASE.namespace, nowMs });
    await storage.write((tx) => memories.create(tx, tenant, null, input));
  }
  // Its lease is over at once: whoever comes next could take it.
  const time = { nowMs, untilMs: nowMs - 1000 };
  const change = { tenant, ...LEASE, model };
  await storage.write((tx) => embedding.claim(tx, change, time));
  const embedded = [{ id: 'm5', version: 1, values: toOwnVector(nowMs) }];
  await storage.write((tx) => embedding.store(tx, change, embedded, time));
}

/** A vector that no other tenant has. */
function toOwnVector(nowMs: number): Int8Array {
  return Int8Array.of(1, 2, 3, nowMs % 100);
}

const OTHER_MODEL = { name: 'other', dimensions: 4 };

/** Brings that namespace to the model, and writes down every answer. */
export async function finishChangeOfModel({ storage, tenant, nowMs }: Life): Promise<readonly unknown[]> {
  const { embedding, memories } = storage;
  const model = await storage.write((tx) => embedding.register(tx, OTHER_MODEL));
  const change = { tenant, ...LEASE, model };
  const time = { nowMs: nowMs + 5000, untilMs: nowMs + 6000 };
  const answers: unknown[] = [await embedding.modelsOf(tenant, LEASE.namespace)];
  const { orgId, environment } = tenant;
  const found = await embedding.findUnsettled(model, { lease: 'x', nowMs: time.nowMs, limit: 100 });
  answers.push(found.some((one) => one.tenant.orgId === orgId && one.tenant.environment === environment));
  answers.push(await storage.write((tx) => embedding.claim(tx, change, time)));
  for (const id of ['for the change', 'for what came later']) {
    const { memories: left, upTo, more } = await embedding.page(change, -1, 100);
    answers.push(left, upTo, more);
    const embedded = left.map((one) => ({ id: one.id, version: one.version, values: toOwnVector(nowMs) }));
    answers.push(await storage.write((tx) => embedding.store(tx, change, embedded, time)));
    answers.push(await storage.write((tx) => embedding.settle(tx, change, -1, time)));
    const tidy = { ...time, after: -1, limit: 100 };
    answers.push(await storage.write((tx) => embedding.tidy(tx, change, tidy)));
    const input = aMemory({ id: 'm7', namespace: LEASE.namespace, text: 'late', nowMs });
    if (id === 'for the change') await storage.write((tx) => memories.create(tx, tenant, null, input));
    answers.push(await storage.write((tx) => embedding.release(tx, change, -1, time)));
  }
  answers.push(await embedding.modelsOf(tenant, LEASE.namespace));
  return answers;
}
