import { ApiError } from '@memory-api/contract';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TENANT, aMemory, addMemories } from '../../conformance/storage-fixture.js';
import type { Storage } from '../../storage-port.js';
import { openPostgresStorage, type OpenPostgresOptions } from './open-postgres-storage.js';
import {
  createMigratedDatabase,
  describeOnPostgres,
  queryPostgres,
  type TestDatabase,
  toTestOptions,
} from './postgres-fixture.js';

const UNAVAILABLE = { code: 'STORAGE_UNAVAILABLE', status: 503, headers: { 'retry-after': '1' } };
const END_OPEN_TRANSACTIONS = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and state = 'idle in transaction'`;

describeOnPostgres('a write to PostgreSQL', (servers) => {
  let database: TestDatabase;
  let storage: Storage;
  const told: string[] = [];

  async function open(options: Partial<OpenPostgresOptions> = {}): Promise<Storage> {
    const tell = (_: object, message: string): void => void told.push(message);
    const logger = { info: tell, warn: tell, error: () => undefined };
    return openPostgresStorage({ ...toTestOptions(database.url), logger, ...options });
  }

  beforeEach(async () => {
    database = await createMigratedDatabase(servers.postgres18);
    told.length = 0;
    storage = await open();
  });
  afterEach(async () => {
    await storage.close();
    await database.drop();
  });

  /** Has the next `times` changes of a setting fail, each with the same SQLSTATE. */
  async function failSettings(code: string, times: number): Promise<void> {
    await queryPostgres(
      database.url,
      `create sequence failures; grant usage on failures to public;
       create function fail() returns trigger language plpgsql as $$ begin
         if nextval('failures') <= ${times} then raise exception 'as told' using errcode = '${code}'; end if;
         return new; end $$;
       create trigger fail before insert on settings for each row execute function fail()`,
    );
  }

  it.each(['40001', '40P01'])('is run again, body and all, after %s', async (code) => {
    await failSettings(code, 3);
    let runs = 0;
    await storage.write(async (tx) => {
      runs += 1;
      await storage.memories.create(tx, TENANT, null, aMemory());
      await storage.settings.set(tx, 'a', '1');
    });
    expect(runs).toBe(4);
    expect(await storage.settings.get('a')).toBe('1');
    expect(await queryPostgres(database.url, 'select revision::int from namespaces')).toEqual([{ revision: 1 }]);
  });

  it('is given up for one that may be tried again when it is undone every time', async () => {
    await failSettings('40001', 1000);
    let runs = 0;
    const write = storage.write((tx) => {
      runs += 1;
      return storage.settings.set(tx, 'a', '1');
    });
    await expect(write).rejects.toMatchObject(UNAVAILABLE);
    expect(runs).toBe(5);
    expect(told).toEqual(['a write gave way to others']);
    expect(await storage.health()).toBe('ok');
  });

  it('is kept though it meets another that takes the same rows the other way round', async () => {
    let runs = 0;
    const meet = createMeeting(2);
    const setBoth = (first: string, second: string) =>
      storage.write(async (tx) => {
        runs += 1;
        await storage.settings.set(tx, first, first);
        await meet();
        await storage.settings.set(tx, second, first);
      });
    await Promise.all([setBoth('a', 'b'), setBoth('b', 'a')]);
    // One gives way; where it is back before the other has woken, they meet again.
    expect(runs).toBeGreaterThanOrEqual(3);
    expect(await storage.settings.get('a')).toBe(await storage.settings.get('b'));
  });

  it('is run again when its connection is lost before the commit', async () => {
    let runs = 0;
    await storage.write(async (tx) => {
      runs += 1;
      await storage.memories.create(tx, TENANT, null, aMemory());
      if (runs === 1) await queryPostgres(database.url, END_OPEN_TRANSACTIONS);
      await storage.settings.set(tx, 'a', '1');
    });
    expect(runs).toBe(2);
    expect(await storage.memories.count(TENANT, null, {}, NOW)).toBe(1);
  });

  it('is not run again when nobody knows whether it was kept', async () => {
    let runs = 0;
    const write = storage.write(async (tx) => {
      runs += 1;
      await storage.settings.set(tx, 'a', '1');
      await queryPostgres(database.url, END_OPEN_TRANSACTIONS);
    });
    await expect(write).rejects.toMatchObject({ ...UNAVAILABLE, message: expect.stringContaining('Idempotency-Key') });
    expect(runs).toBe(1);
    expect(told).toContain('a write failed');
    await storage.write((tx) => storage.settings.set(tx, 'a', '2'));
    expect(await storage.settings.get('a')).toBe('2');
  });

  it('is not kept when its body goes on after a statement that failed', async () => {
    await addMemories(storage, TENANT, { id: 'taken' });
    const write = storage.write(async (tx) => {
      await storage.settings.set(tx, 'a', '1');
      await failBadly(tx);
      return 'went on';
    });
    await expect(write).rejects.toThrow();
    expect(await storage.settings.get('a')).toBeNull();
  });

  /** A statement that PostgreSQL refuses, and a caller who doesn't listen. */
  async function failBadly(tx: Parameters<Parameters<Storage['write']>[0]>[0]): Promise<void> {
    const text = 'a\u0000b';
    await storage.settings.set(tx, text, text).catch(() => undefined);
  }

  it('leaves nothing of what still runs when its body fails', async () => {
    const strays: Promise<unknown>[] = [];
    const failing = storage.write(async (tx) => {
      for (const id of ['a', 'b']) strays.push(storage.memories.create(tx, TENANT, null, aMemory({ id })));
      await strays[0];
      throw new ApiError({ code: 'MEMORY_ID_EXISTS' });
    });
    await expect(failing).rejects.toMatchObject({ code: 'MEMORY_ID_EXISTS' });
    await Promise.allSettled(strays);
    await addMemories(storage, TENANT, { id: 'next' });
    const { items } = await storage.memories.list(TENANT, null, { nowMs: NOW, perPage: 9 });
    expect(items).toMatchObject([{ id: 'next', seq: 1, revision: 1 }]);
  });

  it('is finished where it waits for a connection when the storage is closed; later ones are refused', async () => {
    const writes = Array.from({ length: 40 }, (_, i) => addMemories(storage, TENANT, { id: `m${i}` }));
    const closed = storage.close();
    const late = storage.write((tx) => storage.settings.set(tx, 'late', '1'));
    await expect(late).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await closed;
    await Promise.all(writes);
    storage = await open();
    expect(await storage.memories.count(TENANT, null, {}, NOW)).toBe(40);
  });

  describe('or a read that has to wait', () => {
    /** Holds the rows of namespaces, or the whole of memories, until the end of `during`. */
    async function whileHeld(lock: string, during: () => Promise<void>): Promise<void> {
      const holder = new pg.Client({ connectionString: database.url });
      await holder.connect();
      await holder.query(`begin; ${lock}`);
      await during();
      await holder.end();
    }

    it('for a lock longer than lock_timeout is told to come back, and the connection serves on', async () => {
      await addMemories(storage, TENANT, {});
      const hasty = await open({ poolSize: 1, timeouts: { statementMs: 10_000, lockMs: 100 } });
      await whileHeld('select from namespaces for update', async () => {
        const started = performance.now();
        await expect(addMemories(hasty, TENANT, { id: 'b' })).rejects.toMatchObject(UNAVAILABLE);
        expect(performance.now() - started).toBeLessThan(8000);
      });
      await addMemories(hasty, TENANT, { id: 'b' });
      await hasty.close();
      expect(told).toEqual(['a write gave way to others']);
    });

    it('longer than statement_timeout is told to come back, and the connection serves on', async () => {
      const hasty = await open({ poolSize: 1, timeouts: { statementMs: 100, lockMs: 10_000 } });
      await whileHeld('lock table memories in access exclusive mode', async () => {
        await expect(hasty.memories.get(TENANT, null, 'a', NOW)).rejects.toMatchObject(UNAVAILABLE);
        await expect(addMemories(hasty, TENANT, { id: 'a' })).rejects.toMatchObject(UNAVAILABLE);
      });
      await addMemories(hasty, TENANT, { id: 'a' });
      expect(await hasty.memories.get(TENANT, null, 'a', NOW)).not.toBeNull();
      await hasty.close();
    });

    it('for a free connection is told to come back after five seconds, not after five times that', async () => {
      const small = await open({ poolSize: 1 });
      const started = performance.now();
      const meet = createMeeting(2);
      const holding = small.write(async (tx) => {
        await small.settings.set(tx, 'a', '1');
        await meet();
      });
      await expect(small.write((tx) => small.settings.set(tx, 'b', '1'))).rejects.toMatchObject(UNAVAILABLE);
      expect(await small.settings.get('b')).toBeNull();
      expect(performance.now() - started).toBeLessThan(20_000);
      await meet();
      await holding;
      await small.close();
    });
  });
});

/** Whoever comes waits until `count` have come; from then on nobody does. */
function createMeeting(count: number): () => Promise<void> {
  let left = count;
  let open = (): void => undefined;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    left -= 1;
    if (left <= 0) open();
    return all;
  };
}
