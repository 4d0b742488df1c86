import { invariant } from '@memory-api/contract';
import { expect } from 'vitest';
import type { Tenant } from '../tenant.js';
import { NOW, type StorageHarness, addMemories, anEntry, foldAll } from './storage-fixture.js';
import {
  beginChangeOfModel,
  finishChangeOfModel,
  liveAsOrganization,
  liveAsTenant,
  readAsTenant,
  readUsage,
  settleAsOrganization,
} from './tenant-transcript-fixture.js';

const TENANT_TABLES = [
  'memories',
  'memory_versions',
  'namespaces',
  'idempotency',
  'limit_counts',
  'ledger',
  'usage_deltas',
  'usage_rollups',
  'stored_memories',
  'stored_changes',
] as const;
const ORGANIZATION_TABLES = [
  'organizations',
  'plan_changes',
  'agreement_changes',
  'api_keys',
  'audit_log',
  'usage_alerts',
  'invoices',
  'credits',
  'credit_uses',
  'payment_customers',
  'collections',
  'payment_events',
] as const;

/** Two worlds of one organization, and another organization. */
const NEIGHBOURS: readonly Tenant[] = [
  { orgId: 'org_a', environment: 'live' },
  { orgId: 'org_a', environment: 'test' },
  { orgId: 'org_b', environment: 'live' },
];

/** Each has a time of its own, the first the latest: what is written by another's clock is seen. */
function nowOf(tenant: Tenant): number {
  return NOW - NEIGHBOURS.indexOf(tenant);
}

/**
 * Holds that no tenant sees or touches what is another's: all live the same life with the same ids,
 * get the same answers, and leave the rows of the others as they are.
 */
export async function checkTenantIsolation(harness: StorageHarness): Promise<void> {
  const { storage } = harness;
  // The latest clock last: a use of a key is only ever noted forwards.
  const organizations = NEIGHBOURS.filter(({ environment }) => environment === 'live').toReversed();
  await checkSame(harness, organizations, (tenant) => liveAsOrganization({ storage, tenant, nowMs: nowOf(tenant) }));
  await checkSame(harness, organizations, (tenant) => settleAsOrganization({ storage, tenant, nowMs: nowOf(tenant) }));
  await checkSame(harness, NEIGHBOURS, (tenant) => liveAsTenant({ storage, tenant, nowMs: nowOf(tenant) }));
  await checkSame(harness, NEIGHBOURS, (tenant) => readAsTenant({ storage, tenant, nowMs: nowOf(tenant) }));
  await checkModels(harness);
  await checkDeleteAll(harness);
  await checkSweeps(harness);
  await checkUsage(harness);
  await checkStored(harness);
}

/** Every tenant gets the same answers, and leaves the rows of the others as they are. */
async function checkSame(
  harness: StorageHarness,
  tenants: readonly Tenant[],
  act: (tenant: Tenant) => Promise<unknown>,
): Promise<void> {
  const answers: string[] = [];
  for (const tenant of tenants) {
    const others = await dumpOthers(harness, tenant);
    answers.push(toComparable(await act(tenant), tenant));
    expect(await dumpOthers(harness, tenant)).toEqual(others);
    expect(answers.at(-1)).toBe(answers[0]);
  }
}

/** Each finishes what all have begun. */
async function checkModels(harness: StorageHarness): Promise<void> {
  const toLife = (tenant: Tenant) => ({ storage: harness.storage, tenant, nowMs: nowOf(tenant) });
  for (const tenant of NEIGHBOURS) await beginChangeOfModel(toLife(tenant));
  await checkSame(harness, NEIGHBOURS, (tenant) => finishChangeOfModel(toLife(tenant)));
}

/** Here the tenants differ: in the names of memories, and in how often one was changed. */
async function checkDeleteAll(harness: StorageHarness): Promise<void> {
  const { storage } = harness;
  for (const [i, tenant] of NEIGHBOURS.entries()) {
    const fields = { namespace: 'd', nowMs: nowOf(tenant) };
    await addMemories(storage, tenant, { ...fields, id: `only_${i}` }, { ...fields, id: 'often' });
    for (let times = 0; times < i; times += 1) {
      const patch = { text: 'x', keyId: null, nowMs: nowOf(tenant) };
      await storage.write((tx) => storage.memories.update(tx, tenant, null, 'often', patch));
    }
  }
  await checkSame(harness, NEIGHBOURS, (tenant) => {
    const change = { keyId: null, nowMs: nowOf(tenant) + 70 };
    return storage.write(async (tx) => {
      await storage.limitCounts.removeEnded(tx, tenant, nowOf(tenant) - 1);
      return storage.memories.deleteAll(tx, tenant, ['d'], change);
    });
  });
}

/** Sweeps row by row: of all that look alike, one piece may take one, with its own history. */
async function checkSweeps({ storage, query }: StorageHarness): Promise<void> {
  const sweep = { nowMs: NOW + 1e9, retentionMs: 0, limit: 1 };
  for (let more = true; more;) {
    const before = await countRows(query);
    const result = await storage.retention.sweep(sweep);
    const after = await countRows(query);
    expect(before.memories - after.memories).toBe(result.purgedMemories);
    // The end of an expired memory is a version too.
    const versions = before.versions + result.expiredMemories;
    expect(versions - after.versions).toBe(result.purgedVersions);
    expect(before.answers - after.answers).toBe(result.expiredIdempotency);
    await expectNothingBroken(query);
    more = result.more;
  }
  await expectNothingLeft(query);
}

/** Rows of all in one commit, of which some share their id; folded one by one. */
async function checkUsage(harness: StorageHarness): Promise<void> {
  const { storage, query } = harness;
  const entries = NEIGHBOURS.map((tenant, i) => anEntry({ tenant, requestId: `req_only_${i}`, atMs: nowOf(tenant) }));
  await storage.write((tx) => storage.ledger.appendMany(tx, entries), { durability: 'process' });
  for (const tenant of NEIGHBOURS) expect(await storage.usage.compare(tenant)).toEqual([]);
  await foldAll(storage, { limit: 2, nowMs: NOW });
  expect(await query('select * from usage_deltas')).toEqual([]);
  expect(await storage.usage.tenants()).toEqual(NEIGHBOURS);
  for (const tenant of NEIGHBOURS) expect(await storage.usage.compare(tenant)).toEqual([]);
  await checkSame(harness, NEIGHBOURS, (tenant) => readUsage({ storage, tenant, nowMs: nowOf(tenant) }));
}

const DAY_MS = 86_400_000;

/** Each tenant has others' number of memories that expire, in one period and in the next. */
async function checkStored(harness: StorageHarness): Promise<void> {
  const { storage } = harness;
  const [addedMs, readMs, nextMs] = [20, 25, 47].map((days) => NOW + days * DAY_MS);
  invariant(addedMs !== undefined && readMs !== undefined && nextMs !== undefined, 'three times are three');
  const before: number[] = [];
  for (const [i, tenant] of NEIGHBOURS.entries()) {
    const others = await dumpOthers(harness, tenant);
    const { stored } = await storage.usage.stored(tenant, addedMs);
    for (let n = 0; n <= i; n += 1) {
      await addMemories(storage, tenant, { id: `brief_${n}`, nowMs: addedMs, expiresAtMs: addedMs + DAY_MS });
    }
    expect(await dumpOthers(harness, tenant)).toEqual(others);
    expect(await storage.usage.stored(tenant, readMs)).toEqual({ stored, peak: stored + i + 1 });
    before.push(stored);
  }
  await foldAll(storage, { limit: 3, nowMs: addedMs + DAY_MS / 2 });
  for (const [i, tenant] of NEIGHBOURS.entries()) {
    const stored = before[i] ?? Number.NaN;
    expect(await storage.usage.stored(tenant, readMs)).toEqual({ stored, peak: stored + i + 1 });
    expect(await storage.usage.stored(tenant, nextMs)).toEqual({ stored, peak: stored });
    await addMemories(storage, tenant, { id: 'lasting', nowMs: nextMs });
    expect(await storage.usage.stored(tenant, nextMs)).toEqual({ stored: stored + 1, peak: stored + 1 });
  }
}

/** What must never be found: rows that another tenant's work has torn out of their tenant's. */
const BROKEN = [
  // A memory without its present version.
  `select * from memories m where not exists (select 1 from memory_versions v where v.org_id = m.org_id
    and v.environment = m.environment and v.memory_id = m.id and v.version = m.version)`,
  // A memory without its namespace, or ahead of it.
  `select * from memories m where not exists (select 1 from namespaces n where n.org_id = m.org_id
    and n.environment = m.environment and n.namespace = m.namespace and n.revision >= m.revision)`,
  // A tenant that counts other memories than its own.
  `select org_id, environment from (
      select org_id, environment, change as more from stored_changes
      union all select org_id, environment, stored from stored_memories s where period_ms =
        (select max(period_ms) from stored_memories l where l.org_id = s.org_id and l.environment = s.environment)
      union all select org_id, environment, -1 from memories where deleted_at_ms is null and expires_at_ms is null
    ) as counted group by org_id, environment having sum(more) <> 0`,
  // A namespace that counts other memories than its own.
  `select * from namespaces n where n.live_count <> (select count(*) from memories m where m.org_id = n.org_id
    and m.environment = n.environment and m.namespace = n.namespace and m.deleted_at_ms is null)`,
  // A namespace that says it has lost what it has not had yet.
  'select * from namespaces where purged_below > revision',
];

/** Holds that every memory, version and namespace has what belongs to it. */
export async function expectNothingBroken(query: StorageHarness['query']): Promise<void> {
  for (const broken of BROKEN) expect(await query(broken), broken).toEqual([]);
}

/** Holds that a sweep to its end has left no version without a memory, and no namespace without rows. */
export async function expectNothingLeft(query: StorageHarness['query']): Promise<void> {
  expect(await query(WITHOUT_MEMORY)).toEqual([]);
  expect(await query(WITHOUT_ROWS)).toEqual([]);
}

const WITHOUT_MEMORY = `select * from memory_versions v where not exists (select 1 from memories m
  where v.org_id = m.org_id and v.environment = m.environment and v.memory_id = m.id)`;
const WITHOUT_ROWS = `select * from namespaces n where not exists (select 1 from memories m
  where n.org_id = m.org_id and n.environment = m.environment and n.namespace = m.namespace)`;

async function countRows(query: StorageHarness['query']) {
  const [counts] = await query(`select (select count(*) from memories) as memories,
    (select count(*) from memory_versions) as versions, (select count(*) from idempotency) as answers`);
  const { memories, versions, answers } = { memories: 0, versions: 0, answers: 0, ...counts };
  return { memories, versions, answers };
}

function dumpOthers({ query }: StorageHarness, { orgId, environment }: Tenant): Promise<unknown[]> {
  const others = `not (org_id = '${orgId}' and environment = '${environment}')`;
  const dump = (table: string, where: string) => query(`select * from ${table} where ${where}`);
  return Promise.all([
    ...TENANT_TABLES.map((table) => dump(table, others)),
    ...ORGANIZATION_TABLES.map((table) => dump(table, `org_id <> '${orgId}'`)),
  ]);
}

/** Answers without what may differ: whose they are, by which clock, and random numbers. */
function toComparable(answers: unknown, tenant: Tenant): string {
  const { orgId, environment } = tenant;
  const ownMs = nowOf(tenant) - NOW;
  const text = JSON.stringify(answers, (name, value: unknown) => {
    if (name === 'epoch') return 0;
    if (name === 'nextCursor') return value !== null;
    return typeof value === 'number' && value > NOW / 2 ? value - ownMs : value;
  });
  return text.replaceAll(`${orgId} ${environment}`, 'TENANT').replaceAll(orgId, 'ORG');
}
