import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TENANT, addMemories } from '../../conformance/storage-fixture.js';
import { openSqliteHarness } from './sqlite-fixture.js';
import { createTurnSnapshot } from './turn-snapshot.js';

describe('the snapshot of a turn', () => {
  let dir: string;
  let writer: Database.Database;
  let reader: Database.Database;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'turn-snapshot-'));
    writer = new Database(join(dir, 'test.db'), { timeout: 0 });
    writer.pragma('journal_mode = wal');
    writer.exec('create table counts (n integer not null); insert into counts values (1)');
    reader = new Database(join(dir, 'test.db'), { readonly: true });
  });

  afterEach(() => {
    reader.close();
    writer.close();
    rmSync(dir, { recursive: true });
  });

  const read = (): unknown => reader.prepare('select n from counts').pluck().get();

  it('is one for all reads of a turn, whatever others commit meanwhile', () => {
    const snapshot = createTurnSnapshot(reader);
    snapshot.begin();
    expect(read()).toBe(1);
    writer.exec('update counts set n = 2');
    snapshot.begin();
    expect(read()).toBe(1);
  });

  it('ends with its turn', async () => {
    const snapshot = createTurnSnapshot(reader);
    snapshot.begin();
    read();
    writer.exec('update counts set n = 2');
    await nextTurn();
    expect(reader.inTransaction).toBe(false);
    snapshot.begin();
    expect(read()).toBe(2);
  });

  it('shows what was committed after it was ended, in the same turn', () => {
    const snapshot = createTurnSnapshot(reader);
    snapshot.begin();
    expect(read()).toBe(1);
    snapshot.end();
    writer.exec('update counts set n = 2');
    snapshot.begin();
    expect(read()).toBe(2);
  });

  it('keeps no checkpoint from resetting the log once it was ended', () => {
    const snapshot = createTurnSnapshot(reader);
    snapshot.begin();
    read();
    writer.exec('update counts set n = 2');
    const blocked = writer.pragma('wal_checkpoint(truncate)') as { busy: number }[];
    snapshot.end();
    const free = writer.pragma('wal_checkpoint(truncate)') as { busy: number }[];
    expect([blocked[0]?.busy, free[0]?.busy]).toEqual([1, 0]);
  });

  it('lets its connection be closed while it is open', async () => {
    const snapshot = createTurnSnapshot(reader);
    snapshot.begin();
    reader.close();
    await nextTurn();
    expect(reader.open).toBe(false);
  });
});

describe('a read right after a write', () => {
  it('sees it, though another read of the same turn was answered before the commit', async () => {
    const harness = await openSqliteHarness();
    const { storage } = harness;
    await addMemories(storage, TENANT, { id: 'mem_1' });
    const seen = { before: 0, after: 0 };
    await storage.write(async (tx) => {
      await storage.memories.delete(tx, TENANT, null, 'mem_1', { keyId: null, nowMs: NOW });
      seen.before = await storage.memories.count(TENANT, null, {}, NOW);
    });
    seen.after = await storage.memories.count(TENANT, null, {}, NOW);
    await harness.close();
    expect(seen).toEqual({ before: 1, after: 0 });
  });
});
