import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { RecallCopy, expectCopyOfStore } from '../../conformance/recall-copy-fixture.js';
import { NOW, TENANT, addMemories } from '../../conformance/storage-fixture.js';
import type { RecallSource } from '../../recall/recall-source.js';
import type { Storage } from '../../storage-port.js';
import { toDatabaseFile } from './open-sqlite-database.js';
import { openSqliteStorage } from './open-sqlite-storage.js';
import { makeDataDirectory, silentLogger } from './sqlite-fixture.js';

const where = { tenant: TENANT, namespace: 'default', nowMs: NOW };

it('makes copies of a namespace void that are ahead of a restored backup', async () => {
  await withRestoredBackup(async (storage, copy) => {
    await copy.catchUp(10);
    expect(copy.rebuilds).toBe(2);
    await expectCopyOfStore(copy, storage, where);
  });
});

it('makes them void after the backup has grown past them too, once its epochs are renewed', async () => {
  await withRestoredBackup(async (storage, copy) => {
    await storage.write((tx) => storage.retention.renewEpochs(tx));
    await addMemories(storage, TENANT, ...['d', 'e', 'f', 'g'].map((id) => ({ id })));
    await copy.catchUp(10);
    expect(copy.rebuilds).toBe(2);
    await expectCopyOfStore(copy, storage, where);
  });
});

/** A copy of three memories, and a store that has gone back to when there was one of them. */
async function withRestoredBackup(check: (storage: Storage, copy: RecallCopy) => Promise<void>): Promise<void> {
  const dataDir = makeDataDirectory();
  const backup = join(dataDir, 'backup');
  const open = () => openSqliteStorage({ dataDir, exclusive: true, logger: silentLogger });
  let storage = await open();
  // The copy outlives the store it was made from, as one on another node does.
  const source: RecallSource = {
    changesSince: (...request) => storage.recallSource.changesSince(...request),
    getMany: (...request) => storage.recallSource.getMany(...request),
  };
  const copy = new RecallCopy(source, TENANT, 'default');
  await addMemories(storage, TENANT, { id: 'a' });
  const database = new Database(toDatabaseFile(dataDir), { readonly: true });
  database.prepare('vacuum into ?').run(backup);
  database.close();
  await addMemories(storage, TENANT, { id: 'b' }, { id: 'c' });
  await copy.catchUp(10);
  await storage.close();
  cpSync(backup, toDatabaseFile(dataDir));
  storage = await open();
  await check(storage, copy);
  await storage.close();
  rmSync(dataDir, { recursive: true });
}
