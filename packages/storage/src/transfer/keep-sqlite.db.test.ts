import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pauseFor } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { NOW, TENANT, addMemories } from '../conformance/storage-fixture.js';
import { toDatabaseFile } from '../dialects/sqlite/open-sqlite-database.js';
import { openSqliteStorage } from '../dialects/sqlite/open-sqlite-storage.js';
import { makeDataDirectory, querySqlite, silentLogger } from '../dialects/sqlite/sqlite-fixture.js';
import { killWriter, startWriter } from '../dialects/sqlite/start-writer-fixture.js';
import type { Storage } from '../storage-port.js';
import { backupStorage } from './backup-storage.js';
import { restoreStorage } from './restore-storage.js';
import { BROKEN_ROWS } from './testing/broken-rows-fixture.js';
import { fillStorage } from './testing/fill-storage-fixture.js';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

describe('a backup of SQLite', () => {
  it('made beside a server that writes holds every write answered before it, and nothing of a write alone', async () => {
    const [dataDir, restored] = [makeDirectory(), makeDirectory()];
    const writer = await startWriter(dataDir, 'w');
    await pauseFor(400);
    const answered = [...writer.answered];
    const path = await backup(dataDir);
    await killWriter(writer);
    await restore(path, restored);
    const storage = await open(restored);
    const missing: string[] = [];
    for (const id of answered) if ((await storage.memories.get(TENANT, null, id, NOW)) === null) missing.push(id);
    const changes = await storage.recallSource.changesSince(TENANT, 'default', null, { limit: 100_000 });
    const count = await storage.memories.count(TENANT, null, {}, NOW);
    await storage.close();
    expect([answered.length > 20, missing]).toEqual([true, []]);
    expect(JSON.stringify(changes).match(/"id":/g)).toHaveLength(count);
    for (const broken of BROKEN_ROWS) expect(querySqlite(restored, broken)).toEqual([]);
  });

  it('is read by its user alone, and leaves nothing beside it', async () => {
    const dataDir = await makeFilled();
    const path = await backup(dataDir);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(existsSync(`${path}.partial`)).toBe(false);
  });

  it('overwrites no file, not even one that another backup is writing', async () => {
    const dataDir = await makeFilled();
    const path = join(makeDirectory(), 'backup');
    for (const taken of [path, `${path}.partial`]) {
      writeFileSync(taken, 'mine');
      await expect(backup(dataDir, path)).rejects.toMatchObject({ code: 'NOT_EMPTY' });
      expect(readFileSync(taken, 'utf8')).toBe('mine');
      rmSync(taken);
    }
  });

  it('is refused of a directory without data, and of a move that has not ended', async () => {
    const [empty, moved] = [makeDirectory(), await makeFilled()];
    change(toDatabaseFile(moved), `insert into settings values ('move_source', 'sqlite org_a 1')`);
    await expect(backup(empty)).rejects.toMatchObject({ code: 'ARGUMENT' });
    await expect(backup(moved)).rejects.toMatchObject({ code: 'MOVE_UNFINISHED' });
  });
});

describe('a restore into a data directory', () => {
  it('brings every row back, but the epochs, so that no index of before is taken for right', async () => {
    const [dataDir, restored] = [await makeFilled(), makeDirectory()];
    await restore(await backup(dataDir), restored);
    for (const table of ['memories', 'memory_versions', 'api_keys', 'audit_log', 'idempotency', 'settings']) {
      const all = `select * from ${table} order by 1, 2, 3, 4`.replace(table === 'settings' ? ', 2, 3, 4' : '', '');
      expect(querySqlite(restored, all)).toEqual(querySqlite(dataDir, all));
    }
    const [before, after] = [dataDir, restored].map((place) => querySqlite(place, 'select epoch from namespaces'));
    expect(after).toHaveLength(before?.length ?? 0);
    expect(after).not.toEqual(expect.arrayContaining(before?.slice(0, 1) ?? []));
  });

  it('refuses one that holds data, unless it is forced to replace it', async () => {
    const [dataDir, used] = [await makeFilled(), await makeFilled()];
    const path = await backup(dataDir);
    await addTo(used, 'later');
    await expect(restore(path, used)).rejects.toMatchObject({ code: 'NOT_EMPTY' });
    expect(await has(used, 'later')).toBe(true);
    await restore(path, used, true);
    expect([await has(used, 'later'), await has(used, 'mem_00000')]).toEqual([false, true]);
  });

  it('takes no log of the old database for one of the new, when its server was killed', async () => {
    const [dataDir, used] = [await makeFilled(), makeDirectory()];
    const path = await backup(dataDir);
    const writer = await startWriter(used, 'w');
    await pauseFor(200);
    await killWriter(writer);
    expect(existsSync(`${toDatabaseFile(used)}-wal`)).toBe(true);
    await restore(path, used, true);
    expect(existsSync(`${toDatabaseFile(used)}-wal`)).toBe(false);
    expect(querySqlite(used, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(querySqlite(used, `select id from memories where id like 'w-%'`)).toEqual([]);
  });

  it('replaces a database that is damaged', async () => {
    const [dataDir, damaged] = [await makeFilled(), await makeFilled()];
    const path = await backup(dataDir);
    writeFileSync(toDatabaseFile(damaged), 'not a database at all');
    await restore(path, damaged, true);
    expect(await has(damaged, 'mem_00000')).toBe(true);
  });

  it('refuses a backup that is cut off or damaged, and leaves what was there', async () => {
    const used = await makeFilled();
    await addTo(used, 'later');
    const path = await backup(used);
    const whole = readFileSync(path);
    const holed = Buffer.from(whole);
    holed.fill(0xff, 8192, 20_000);
    for (const bytes of [whole.subarray(0, 100), whole.subarray(0, whole.length - 4096), holed]) {
      writeFileSync(path, bytes);
      await expect(restore(path, used, true)).rejects.toMatchObject({ code: 'BACKUP_UNFIT' });
      expect(await has(used, 'later')).toBe(true);
      expect(existsSync(`${toDatabaseFile(used)}.restoring`)).toBe(false);
    }
  });

  it('refuses what is no backup, one of PostgreSQL, one of another program, and one of a newer version', async () => {
    const [dataDir, target] = [await makeFilled(), makeDirectory()];
    const path = await backup(dataDir);
    change(path, `insert into schema_migrations values (999, 'later', 0)`);
    await expect(restore(path, target)).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
    change(path, 'drop table schema_migrations');
    await expect(restore(path, target)).rejects.toMatchObject({ code: 'BACKUP_UNFIT' });
    writeFileSync(path, 'PGDMP and so on');
    const isNamed = expect.stringContaining('npm run move');
    await expect(restore(path, target)).rejects.toMatchObject({ code: 'BACKUP_UNFIT', message: isNamed });
    truncateSync(path);
    await expect(restore(path, target)).rejects.toMatchObject({ code: 'BACKUP_UNFIT' });
    rmSync(path);
    await expect(restore(path, target)).rejects.toMatchObject({ code: 'ARGUMENT' });
    expect(existsSync(toDatabaseFile(target))).toBe(false);
  });

  it('refuses one that a server has open', async () => {
    const dataDir = await makeFilled();
    const path = await backup(dataDir);
    const server = await open(dataDir);
    await expect(restore(path, dataDir, true)).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    await server.close();
  });
});

async function backup(dataDir: string, path = join(makeDirectory(), 'backup')): Promise<string> {
  const { bytes } = await backupStorage({ location: { engine: 'sqlite', dataDir }, path, environment: {} });
  expect(bytes).toBe(statSync(path).size);
  return path;
}

function restore(path: string, dataDir: string, force = false): Promise<void> {
  return restoreStorage({ location: { engine: 'sqlite', dataDir }, path, force, environment: {} });
}

function open(dataDir: string): Promise<Storage> {
  return openSqliteStorage({ dataDir, exclusive: true, logger: silentLogger });
}

async function addTo(dataDir: string, id: string): Promise<void> {
  const storage = await open(dataDir);
  await addMemories(storage, TENANT, { id });
  await storage.close();
}

async function has(dataDir: string, id: string): Promise<boolean> {
  const storage = await open(dataDir);
  const memory = await storage.memories.get(TENANT, null, id, NOW);
  await storage.close();
  return memory !== null;
}

function change(file: string, statement: string): void {
  const database = new Database(file);
  database.exec(statement);
  database.close();
}

async function makeFilled(): Promise<string> {
  const dataDir = makeDirectory();
  const storage = await open(dataDir);
  await fillStorage(storage, 6);
  await storage.close();
  return dataDir;
}

function makeDirectory(): string {
  const directory = makeDataDirectory();
  directories.push(directory);
  return directory;
}
