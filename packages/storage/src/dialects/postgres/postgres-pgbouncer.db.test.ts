import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApiKeyStore } from '../../conformance/api-key-store-conformance.js';
import { describeMemoryStore } from '../../conformance/memory-store-conformance.js';
import { describeMemoryValues } from '../../conformance/memory-values-conformance.js';
import { describeRecallSource } from '../../conformance/recall-source-conformance.js';
import { describeRetention } from '../../conformance/retention-conformance.js';
import { NOW, TENANT, addMemories } from '../../conformance/storage-fixture.js';
import { describeTenantIsolation } from '../../conformance/tenant-isolation-conformance.js';
import { expectNothingBroken } from '../../conformance/tenant-isolation-fixture.js';
import { openPostgresStorage } from './open-postgres-storage.js';
import { startPgBouncer } from './postgres-cluster-fixture.js';
import {
  createTestDatabase,
  describeOnPostgres,
  queryPostgres,
  toDatabaseUrl,
  toTestOptions,
} from './postgres-fixture.js';
import { usePostgresHarness } from './postgres-harness-fixture.js';

describeOnPostgres('PgBouncer in transaction mode', (servers) => {
  let pooler: Awaited<ReturnType<typeof startPgBouncer>>;
  beforeAll(async () => {
    pooler = await startPgBouncer(servers.postgres18);
  });
  afterAll(() => pooler.remove());

  const toUrl = (databaseUrl: string): string => toDatabaseUrl(pooler.url, new URL(databaseUrl).pathname.slice(1));

  describe('lets every store do what it does without', () => {
    const open = usePostgresHarness(servers.postgres18, { toUrl });
    describeApiKeyStore('PgBouncer', open);
    describeMemoryStore('PgBouncer', open);
    describeMemoryValues('PgBouncer', open);
    describeRecallSource('PgBouncer', open);
    describeRetention('PgBouncer', open);
    describeTenantIsolation('PgBouncer', open);
  });

  it('lets five nodes that start at once set up a database, and write to it', async () => {
    const database = await createTestDatabase(servers.postgres18);
    const url = toUrl(database.url);
    const nodes = await Promise.all(Array.from({ length: 5 }, () => openPostgresStorage(toTestOptions(url))));
    await Promise.all(
      nodes.map(async (node, i) => {
        for (let n = 0; n < 20; n += 1) await addMemories(node, TENANT, { id: `m${i}-${n}`, namespace: `n${n % 3}` });
      }),
    );
    for (const node of nodes) expect(await node.memories.count(TENANT, null, {}, NOW)).toBe(100);
    await expectNothingBroken((sql) => queryPostgres(database.url, sql));
    await Promise.all(nodes.map((node) => node.close()));
    await database.drop();
  });

  it('hands no connection on with a role, a tenant or a time-out left on it', async () => {
    const database = await createTestDatabase(servers.postgres18);
    const url = toUrl(database.url);
    const nodes = await Promise.all(Array.from({ length: 5 }, () => openPostgresStorage(toTestOptions(url))));
    const writes = await Promise.allSettled(nodes.map((node) => addMemories(node, TENANT, {})));
    expect(writes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all(nodes.map((node) => node.memories.get(TENANT, null, 'mem_1', NOW)));
    // Each holds a connection for a while: together they come upon every one that the nodes have used.
    const left = `select current_user::text as role, current_setting('memory_api.org_id', true) as org,
      current_setting('lock_timeout') as lock, pg_backend_pid() as pid, pg_sleep(0.05)::text as slept`;
    const found = await Promise.all(Array.from({ length: 10 }, () => queryPostgres(url, left)));
    await Promise.all(nodes.map((node) => node.close()));
    await database.drop();
    const { username } = new URL(servers.postgres18);
    expect(found.flat().map(({ role, org, lock }) => [role, org ?? '', lock])).toEqual(
      found.map(() => [username, '', '0']),
    );
  });
});
