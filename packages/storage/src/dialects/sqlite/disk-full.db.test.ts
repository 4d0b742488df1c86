import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { NOW, TENANT, addMemories } from '../../conformance/storage-fixture.js';
import type { Storage } from '../../storage-port.js';
import { canMount, fillDisk, mountSmallDisk } from '../small-disk-fixture.js';
import { connectSqlite } from './open-sqlite-database.js';
import { openSqliteStorage } from './open-sqlite-storage.js';
import { makeDataDirectory, silentLogger } from './sqlite-fixture.js';

const UNAVAILABLE = { code: 'STORAGE_UNAVAILABLE', details: undefined };

describe('a full disk under SQLite', () => {
  const cleanups: (() => void | Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
  });

  async function openIn(dataDir: string, connect = connectSqlite): Promise<Storage> {
    const options = { dataDir, exclusive: true, logger: silentLogger };
    const storage = await openSqliteStorage(options, { connect, groupTimeMs: 1000 });
    cleanups.push(() => storage.close());
    return storage;
  }

  /** Opens a storage whose database may not grow, and gives the way to let it. */
  async function openFull() {
    const dataDir = makeDataDirectory();
    cleanups.push(() => rmSync(dataDir, { recursive: true }));
    const connections: Database.Database[] = [];
    const storage = await openIn(dataDir, (file, options) => {
      const database = connectSqlite(file, options);
      connections.push(database);
      return database;
    });
    const [writer] = connections;
    const limit = (pages: number) => writer?.pragma(`max_page_count = ${pages}`);
    limit(Number(writer?.pragma('page_count', { simple: true })) + 10);
    return { storage, makeRoom: () => limit(1_000_000) };
  }

  it('is told to every write of the group as one that may be tried again', async () => {
    const { storage } = await openFull();
    const text = 'x'.repeat(20_000);
    const group = [1, 2, 3, 4].map((i) => addMemories(storage, TENANT, { id: `m${i}`, text }));
    for (const result of await Promise.allSettled(group)) {
      expect(result).toMatchObject({ status: 'rejected', reason: UNAVAILABLE });
      expect(result).toHaveProperty('reason.message', expect.not.stringMatching(/sqlite|disk|full/i));
    }
    expect(await storage.memories.count(TENANT, null, {}, NOW)).toBe(0);
  });

  it('leaves nothing of a write that went on after its failure', async () => {
    const { storage } = await openFull();
    const write = storage.write(async (tx) => {
      await storage.settings.set(tx, 'first', '1');
      await storage.settings.set(tx, 'big', 'x'.repeat(100_000)).catch(() => undefined);
      await storage.settings.set(tx, 'last', '1');
    });
    await expect(write).rejects.toMatchObject(UNAVAILABLE);
    expect(await storage.settings.get('first')).toBeNull();
    expect(await storage.settings.get('last')).toBeNull();
  });

  it('stops no read, shows in the health, and is over when there is room', async () => {
    const { storage, makeRoom } = await openFull();
    await addMemories(storage, TENANT, { id: 'small' });
    const text = 'x'.repeat(50_000);
    await expect(addMemories(storage, TENANT, { id: 'big', text })).rejects.toMatchObject(UNAVAILABLE);
    expect(await storage.memories.get(TENANT, null, 'small', NOW)).not.toBeNull();
    makeRoom();
    await addMemories(storage, TENANT, { id: 'big', text });
    expect(await storage.memories.count(TENANT, null, {}, NOW)).toBe(2);
    expect(await storage.health()).toBe('ok');
  });

  it.runIf(canMount())('is survived on a file system that has really no room left', async () => {
    const mount = makeDataDirectory();
    const unmount = mountSmallDisk(mount, '2m');
    cleanups.push(() => {
      unmount();
      rmSync(mount, { recursive: true });
    });
    const dataDir = join(mount, 'data');
    mkdirSync(dataDir);
    const storage = await openIn(dataDir);
    await addMemories(storage, TENANT, { id: 'before' });
    const ballast = join(mount, 'ballast');
    fillDisk(ballast);
    const text = 'x'.repeat(50_000);
    await expect(addMemories(storage, TENANT, { id: 'big', text })).rejects.toMatchObject(UNAVAILABLE);
    expect(await storage.health()).toBe('unavailable');
    expect(await storage.memories.get(TENANT, null, 'before', NOW)).not.toBeNull();
    rmSync(ballast);
    await addMemories(storage, TENANT, { id: 'big', text });
    expect(await storage.health()).toBe('ok');
    expect(await storage.memories.count(TENANT, null, {}, NOW)).toBe(2);
  });
});
