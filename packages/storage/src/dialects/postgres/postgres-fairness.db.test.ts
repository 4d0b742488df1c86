import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NOW, TENANT, aMemory, addMemories, anApiKey, anOrganization } from '../../conformance/storage-fixture.js';
import type { Storage } from '../../storage-port.js';
import { connectionOf } from '../../open-transaction.js';
import type { Tenant } from '../../tenant.js';
import type { Transaction } from '../../transaction.js';
import { openPostgresStorage } from './open-postgres-storage.js';
import { postgresLocks } from './postgres-locks.js';
import { createMigratedDatabase, describeOnPostgres, type TestDatabase, toTestOptions } from './postgres-fixture.js';

const OTHER: Tenant = { orgId: 'org_b', environment: 'live' };
// Far below the time-out of a lock, and far above what a request takes on a busy machine.
const SOON_MS = 4500;

describeOnPostgres('tenants of one node', (servers) => {
  let database: TestDatabase;
  let storage: Storage;
  let rival: pg.Client;

  beforeAll(async () => {
    database = await createMigratedDatabase(servers.postgres18);
    storage = await openPostgresStorage({ ...toTestOptions(database.url), poolSize: 5, migrate: false });
    rival = new pg.Client({ connectionString: database.url });
    await rival.connect();
  });
  afterAll(async () => {
    await rival.end();
    await storage.close();
    await database.drop();
  });

  it('read and write while the writers of another wait for a lock, however many they are', async () => {
    await addMemories(storage, TENANT, { id: 'held' });
    await addMemories(storage, OTHER, { id: 'free' });
    await rival.query('begin');
    await rival.query('select 1 from namespaces where org_id = $1 for update', [TENANT.orgId]);
    const create = (tenant: Tenant, id: string) =>
      storage.write((tx) => storage.memories.create(tx, tenant, null, aMemory({ id })), { lane: tenant.orgId });
    const waiting = Array.from({ length: 30 }, (_, place) => create(TENANT, `w${place}`));
    const startedAtMs = performance.now();
    expect(await storage.memories.get(OTHER, null, 'free', NOW)).toMatchObject({ id: 'free' });
    expect(await storage.memories.get(TENANT, null, 'held', NOW)).toMatchObject({ id: 'held' });
    expect(await storage.apiKeys.authRevision()).toBeGreaterThan(0);
    expect(await storage.health()).toBe('ok');
    for (let place = 0; place < 5; place += 1) await create(OTHER, `o${place}`);
    expect(performance.now() - startedAtMs).toBeLessThan(SOON_MS);
    expect(storage.stats().writeQueueLength).toBeGreaterThan(20);
    await rival.query('commit');
    await Promise.all(waiting);
    expect(await storage.memories.count(TENANT, null, {}, NOW)).toBe(31);
  });

  it('hold more namespaces at once than a statement takes parameters', async () => {
    const names = Array.from({ length: 70_000 }, (_, place) => `user:${place}`);
    await addMemories(storage, OTHER, { id: 'in_one', namespace: 'user:5' });
    const body = (tx: Transaction) => postgresLocks.namespaces(connectionOf(tx, OTHER), OTHER, names);
    await expect(storage.write(body)).resolves.toBeUndefined();
  });

  it('note the uses of the same keys from both ends without getting into each other’s way', async () => {
    const keys = Array.from({ length: 60 }, (_, place) => anApiKey({ id: `key_${place}`, keyHash: `hash_${place}` }));
    await storage.write(async (tx) => {
      await storage.organizations.create(tx, anOrganization());
      for (const key of keys) await storage.apiKeys.create(tx, key);
    });
    const uses = keys.map(({ orgId, id }) => ({ orgId, id, atMs: NOW + 1 }));
    let runs = 0;
    const touch = (list: typeof uses) =>
      storage.write((tx) => {
        runs += 1;
        return storage.apiKeys.touchLastUsed(tx, list);
      });
    for (let round = 0; round < 5; round += 1) await Promise.all([touch(uses), touch(uses.toReversed())]);
    expect(runs).toBe(10);
    expect((await storage.apiKeys.get('org_a', 'key_7'))?.lastUsedAtMs).toBe(NOW + 1);
  });
});
