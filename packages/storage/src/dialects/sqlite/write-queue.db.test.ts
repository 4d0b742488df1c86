import { rmSync } from 'node:fs';
import { setTimeout as pauseFor } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TENANT, aMemory, addMemories } from '../../conformance/storage-fixture.js';
import type { Storage } from '../../storage-port.js';
import type { Transaction } from '../../transaction.js';
import { toDatabaseFile } from './open-sqlite-database.js';
import { openSqliteStorage } from './open-sqlite-storage.js';
import { makeDataDirectory, querySqlite, silentLogger } from './sqlite-fixture.js';

describe('writes to SQLite', () => {
  let dataDir = '';
  let storage: Storage;
  let statements: string[] = [];
  /** What the disk fails at, once each. */
  const failing = new Set<string>();

  beforeEach(async () => {
    dataDir = makeDataDirectory();
    const connect = (file: string, options: Database.Options) => {
      const database = new Database(file, options);
      const exec = database.exec.bind(database);
      database.exec = (sql) => {
        statements.push(sql);
        if (failing.delete(sql)) throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
        return exec(sql);
      };
      return database;
    };
    storage = await openSqliteStorage(
      { dataDir, exclusive: true, logger: silentLogger },
      { connect, groupTimeMs: 1000 },
    );
    statements = [];
  });
  afterEach(async () => {
    await storage.close();
    rmSync(dataDir, { recursive: true });
  });

  const set = (name: string, value: string) => storage.write((tx) => storage.settings.set(tx, name, value));

  it('share one transaction when they come together', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => set(`n${i}`, 'x')));
    expect(statements).toEqual(['begin immediate', 'commit']);
    expect(await storage.settings.get('n19')).toBe('x');
  });

  it('are seen by the next read once they are answered, and not before', async () => {
    const write = storage.write(async (tx) => {
      await storage.settings.set(tx, 'a', '1');
      expect(await storage.settings.get('a')).toBeNull();
      expect(await storage.settings.get('a', { tx })).toBe('1');
    });
    await write;
    expect(await storage.settings.get('a')).toBe('1');
  });

  it('fail alone: what another of the group did stays, and what the failed one did goes', async () => {
    const failing = storage.write(async (tx) => {
      await storage.settings.set(tx, 'failed', 'x');
      throw new RangeError('of its own');
    });
    const results = await Promise.allSettled([set('before', '1'), failing, set('after', '2')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { message: 'of its own' } });
    expect(statements).toEqual(['begin immediate', 'commit']);
    expect(await storage.settings.get('before')).toBe('1');
    expect(await storage.settings.get('failed')).toBeNull();
    expect(await storage.settings.get('after')).toBe('2');
  });

  it('run one after another, each to its end, though they come together', async () => {
    await set('n', '0');
    const add = () =>
      storage.write(async (tx) => {
        const n = Number(await storage.settings.get('n', { tx }));
        await pauseFor(1);
        await storage.settings.set(tx, 'n', String(n + 1));
      });
    await Promise.all(Array.from({ length: 10 }, add));
    expect(await storage.settings.get('n')).toBe('10');
  });

  it('cannot be added to after their transaction has ended', async () => {
    const kept: Transaction[] = [];
    await storage.write(async (tx) => void kept.push(tx));
    const [late] = kept;
    expect(late).toBeDefined();
    if (late === undefined) return;
    await expect(storage.settings.set(late, 'a', '1')).rejects.toThrow('settled');
    expect(await storage.settings.get('a')).toBeNull();
  });

  it('leave nothing in the next one of what still runs when they fail', async () => {
    await addMemories(storage, TENANT, { id: 'taken' });
    const create = (tx: Transaction, id: string) => storage.memories.create(tx, TENANT, null, aMemory({ id }));
    const strays: Promise<unknown>[] = [];
    const failing = storage.write(async (tx) => {
      const taken = create(tx, 'taken');
      strays.push(create(tx, 'stray'));
      return Promise.all([taken, ...strays]);
    });
    const next = storage.write((tx) => create(tx, 'next'));
    await expect(failing).rejects.toMatchObject({ code: 'MEMORY_ID_EXISTS' });
    expect(await next).toMatchObject({ seq: 2, revision: 2 });
    expect(await Promise.allSettled(strays)).toMatchObject([
      { reason: { message: expect.stringContaining('settled') } },
    ]);
    const { items, total } = await storage.memories.list(TENANT, null, { nowMs: NOW, perPage: 9 });
    expect([items.map(({ id }) => id), total]).toEqual([['taken', 'next'], 2]);
    expect(querySqlite(dataDir, 'select memory_id from memory_versions')).toHaveLength(2);
  });

  it('leave the queue when their caller goes away before their turn', async () => {
    const controller = new AbortController();
    const first = set('first', '1');
    const gone = storage.write((tx) => storage.settings.set(tx, 'gone', '1'), controller);
    expect(storage.stats()).toEqual({ writeQueueLength: 2 });
    controller.abort();
    await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
    await first;
    expect(storage.stats()).toEqual({ writeQueueLength: 0 });
    expect(await storage.settings.get('gone')).toBeNull();
    const never = storage.write((tx) => storage.settings.set(tx, 'gone', '1'), controller);
    await expect(never).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('are finished once they have begun, though their caller goes away', async () => {
    const controller = new AbortController();
    const write = storage.write(async (tx) => {
      controller.abort();
      await storage.settings.set(tx, 'begun', '1');
    }, controller);
    await write;
    expect(await storage.settings.get('begun')).toBe('1');
  });

  it.each(['begin immediate', 'commit'])('fail together where the disk fails at %j, and leave nothing', async (sql) => {
    failing.add(sql);
    const own = storage.write(() => Promise.reject(new RangeError('of its own')));
    const results = await Promise.allSettled([set('a', '1'), own, set('b', '1')]);
    const unavailable = { status: 'rejected', reason: { code: 'STORAGE_UNAVAILABLE' } };
    expect(results).toMatchObject([unavailable, unavailable, unavailable]);
    expect(await storage.settings.get('a')).toBeNull();
    await set('c', '1');
    expect(await storage.settings.get('c')).toBe('1');
    expect(await storage.settings.get('b')).toBeNull();
    expect(await storage.health()).toBe('ok');
  });

  it('leave the queue when their caller goes away while a tool holds the database', async () => {
    const tool = new Database(toDatabaseFile(dataDir));
    tool.exec('begin immediate');
    const controller = new AbortController();
    const gone = storage.write((tx) => storage.settings.set(tx, 'gone', '1'), controller);
    const other = set('other', '1');
    await pauseFor(30);
    controller.abort();
    await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
    tool.exec('commit');
    tool.close();
    await other;
    expect(await storage.settings.get('gone')).toBeNull();
  });

  it('fail as ones that may be tried again where a tool never lets go', async () => {
    const tool = new Database(toDatabaseFile(dataDir));
    tool.exec('begin immediate');
    await expect(set('a', '1')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    tool.close();
    await set('a', '2');
    expect(await storage.settings.get('a')).toBe('2');
  });

  it('wait for a tool of another process that holds the database, without stopping reads', async () => {
    await set('a', '1');
    const tool = new Database(toDatabaseFile(dataDir));
    tool.exec('begin immediate');
    const write = set('a', '2');
    await pauseFor(60);
    expect(await storage.settings.get('a')).toBe('1');
    tool.exec('commit');
    tool.close();
    await write;
    expect(await storage.settings.get('a')).toBe('2');
  });

  it('are all done when the storage is closed, and refused from then on', async () => {
    const writes = Array.from({ length: 300 }, (_, i) => addMemories(storage, TENANT, { id: `m${i}` }));
    const closed = storage.close();
    await expect(set('late', '1')).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await closed;
    await Promise.all(writes);
    storage = await openSqliteStorage({ dataDir, exclusive: true, logger: silentLogger });
    expect(await storage.memories.count(TENANT, null, {}, NOW)).toBe(300);
  });

  it('do not hold the event loop for a whole queue', async () => {
    await storage.close();
    storage = await openSqliteStorage({ dataDir, exclusive: true, logger: silentLogger });
    const last = Array.from({ length: 600 }, (_, i) =>
      storage.write((tx) => storage.memories.create(tx, TENANT, null, aMemory({ id: `m${i}` }))),
    ).at(-1);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await last;
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});
