import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pauseFor } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { NOW, TENANT, addMemories } from '../../conformance/storage-fixture.js';
import { expectNothingBroken } from '../../conformance/tenant-isolation-fixture.js';
import type { Storage } from '../../storage-port.js';
import { openPostgresStorage } from './open-postgres-storage.js';
import { startCluster, type TestCluster } from './postgres-cluster-fixture.js';
import { createMigratedDatabase, describeOnPostgres, queryPostgres, toTestOptions } from './postgres-fixture.js';
import { RECOVERY_MS, UNAVAILABLE, WriteLoad, untilItWorks } from './write-load-fixture.js';

const ROUNDS = process.env['SOAK'] === '1' ? 50 : 5;
const OUTAGES = ['fast', 'immediate', 'kill -9'] as const;
const WRITERS = 8;

describeOnPostgres('a server of PostgreSQL that goes away', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster({ durable: true });
  });
  afterAll(() => cluster.remove());

  const storages: Storage[] = [];
  afterEach(async () => {
    for (const storage of storages.splice(0)) await storage.close();
  });

  async function open(): Promise<{ readonly storage: Storage; readonly url: string }> {
    const { url } = await createMigratedDatabase(cluster.url);
    const timeouts = { statementMs: 1000, lockMs: 1000 };
    const storage = await openPostgresStorage({ ...toTestOptions(url), poolSize: WRITERS, timeouts });
    storages.push(storage);
    return { storage, url };
  }

  async function takeAway(how: (typeof OUTAGES)[number]): Promise<void> {
    await (how === 'kill -9' ? cluster.kill() : cluster.stop(how));
  }

  it(`loses and doubles no answered write, and is served again within 5 s, ${ROUNDS} times`, async () => {
    const { storage, url } = await open();
    const load = new WriteLoad(storage, WRITERS);
    for (let round = 0; round < ROUNDS; round += 1) {
      load.start();
      await pauseFor(50 + Math.random() * 250);
      await takeAway(OUTAGES[round % OUTAGES.length] ?? 'fast');
      await pauseFor(Math.random() * 300);
      await cluster.start();
      const back = performance.now();
      await untilItWorks(() => storage.memories.count(TENANT, null, {}, NOW));
      await untilItWorks(() => addMemories(storage, TENANT, { id: `after-${round}` }));
      expect(performance.now() - back).toBeLessThan(RECOVERY_MS);
      expect(await storage.health()).toBe('ok');
      await load.stop();
      await load.expectKept(url);
    }
    expect(load.answered.size).toBeGreaterThan(ROUNDS * 10);
    expect(load.failures.length).toBeGreaterThan(0);
    for (const failure of load.failures) expect(failure).toMatchObject(UNAVAILABLE);
    await expectNothingBroken((sql) => queryPostgres(url, sql));
  }, 1_200_000);

  it('answers reads and writes while it is away as ones that may come back, soon', async () => {
    const { storage } = await open();
    await addMemories(storage, TENANT, { id: 'a' });
    await cluster.stop('fast');
    const started = performance.now();
    await expect(storage.memories.get(TENANT, null, 'a', NOW)).rejects.toMatchObject(UNAVAILABLE);
    await expect(addMemories(storage, TENANT, { id: 'b' })).rejects.toMatchObject(UNAVAILABLE);
    expect(await storage.health()).toBe('unavailable');
    expect(performance.now() - started).toBeLessThan(5000);
    await cluster.start();
    await addMemories(storage, TENANT, { id: 'b' });
    expect(await storage.health()).toBe('ok');
  });

  it('without a word lets no request hang, and serves it again when it goes on', async () => {
    const { storage } = await open();
    await addMemories(storage, TENANT, { id: 'a' });
    const goOn = silence(cluster);
    const started = performance.now();
    const acts = Array.from({ length: 3 * WRITERS }, (_, i) =>
      i % 2 === 0 ? addMemories(storage, TENANT, { id: `b${i}` }) : storage.memories.get(TENANT, null, 'a', NOW),
    );
    const results = await Promise.allSettled(acts);
    const waitedMs = performance.now() - started;
    goOn();
    expect(results).toMatchObject(results.map(() => ({ status: 'rejected', reason: UNAVAILABLE })));
    expect(waitedMs).toBeLessThan(10_000);
    await untilItWorks(() => addMemories(storage, TENANT, { id: 'after' }));
    expect(await storage.memories.get(TENANT, null, 'a', NOW)).not.toBeNull();
  });

  it('without a word at the commit runs no write again, and says that nobody knows', async () => {
    const { storage, url } = await open();
    let runs = 0;
    let goOn = (): void => undefined;
    const write = storage.write(async (tx) => {
      runs += 1;
      await storage.settings.set(tx, 'a', String(runs));
      goOn = silence(cluster);
    });
    await expect(write).rejects.toMatchObject({ ...UNAVAILABLE, message: expect.stringContaining('Idempotency-Key') });
    goOn();
    await untilItWorks(() => storage.write((tx) => storage.settings.set(tx, 'b', '1')));
    expect(runs).toBe(1);
    expect(await queryPostgres(url, `select value from settings where name = 'b'`)).toEqual([{ value: '1' }]);
  });
});

/** Stops every process of a server where it stands; what comes back lets them go on. */
function silence({ directory }: TestCluster): () => void {
  const postmaster = Number(readFileSync(join(directory, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
  const pids = [postmaster, ...children.map(Number)];
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return () => {
    for (const pid of pids) continueProcess(pid);
  };
}

/** One that had ended when it was stopped is gone once the postmaster goes on. */
function continueProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    expect(error).toMatchObject({ code: 'ESRCH' });
  }
}
