import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TENANT, addMemories, aPlanChange } from '../../conformance/storage-fixture.js';
import { lockDataDirectory } from './data-directory-lock.js';
import { migrations } from './migrations/migrations.js';
import { type ConnectSqlite, toDatabaseFile } from './open-sqlite-database.js';
import { openSqliteRecallSource } from './open-sqlite-recall-source.js';
import { openSqliteStorage, type SqliteInternals } from './open-sqlite-storage.js';
import { makeDataDirectory, querySqlite, silentLogger } from './sqlite-fixture.js';
import { killWriter, startWriter } from './start-writer-fixture.js';

describe('opening a data directory', () => {
  let root = '';
  let dataDir = '';
  beforeEach(() => {
    root = makeDataDirectory();
    dataDir = join(root, 'deep', 'data');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const open = (exclusive = true, internals: SqliteInternals = {}) =>
    openSqliteStorage({ dataDir, exclusive, logger: silentLogger }, internals);

  it('makes it, for its owner alone, where there is none', async () => {
    const storage = await open();
    await addMemories(storage, TENANT, {});
    await storage.close();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(toDatabaseFile(dataDir)).mode & 0o777).toBe(0o600);
  });

  it('finds what was stored before', async () => {
    const first = await open();
    await addMemories(first, TENANT, {});
    await first.close();
    const second = await open();
    expect(await second.memories.get(TENANT, null, 'mem_1', NOW)).toMatchObject({ version: 1 });
    await second.close();
  });

  it('is refused to a second server by a line that names the first', async () => {
    const first = await open();
    const refusal = open();
    await expect(refusal).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE', place: dataDir });
    await expect(refusal).rejects.toThrow(`${dataDir} is in use by the server with process id ${process.pid}`);
    await expect(refusal).rejects.toThrow(/^[^\n]*$/);
    await first.close();
    const next = await open();
    await next.close();
  });

  it('is free again when its server was killed', async () => {
    const server = await startWriter(dataDir, 'm');
    await expect(open()).rejects.toThrow(`process id ${server.child.pid ?? 0}`);
    await killWriter(server);
    const storage = await open();
    await storage.close();
  });

  it('lets tools in beside the server, and both write', async () => {
    const server = await open();
    const tool = await open(false);
    await Promise.all([addMemories(server, TENANT, { id: 'a' }), addMemories(tool, TENANT, { id: 'b' })]);
    expect(await server.memories.count(TENANT, null, {}, NOW)).toBe(2);
    await tool.close();
    await server.close();
  });

  it('lets a recall worker in that only reads, and sees every answered write', async () => {
    await expect(openSqliteRecallSource({ dataDir })).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
    const server = await open();
    const source = await openSqliteRecallSource({ dataDir });
    for (const id of ['a', 'b', 'c']) {
      await addMemories(server, TENANT, { id });
      const { changes } = await source.changesSince(TENANT, 'default', null, { limit: 9 });
      expect(changes.at(-1)).toMatchObject({ id });
    }
    await source.close();
    await server.close();
  });

  it('takes the steps that it lacks, and keeps what is there', async () => {
    const first = await open();
    await addMemories(first, TENANT, {});
    await first.close();
    const number = migrations.length + 1;
    const next = { number, name: 'next', sql: 'create table later (id integer) strict' };
    const upgraded = await open(true, { migrations: [...migrations, next] });
    expect(await upgraded.memories.count(TENANT, null, {}, NOW)).toBe(1);
    await upgraded.close();
    const steps = querySqlite(dataDir, 'select number, name from schema_migrations');
    expect(steps).toEqual([...migrations, next].map((step) => ({ number: step.number, name: step.name })));
  });

  it('gives what was written before there were several models the number of the one that there was', async () => {
    await (await open(true, { migrations: migrations.slice(0, 1) })).close();
    const old = new Database(toDatabaseFile(dataDir));
    old.exec(`insert into settings values ('embedder_model', 'tiny'), ('embedder_dimensions', '3');
      insert into namespaces values ('org_a', 'live', 'default', 9, 1, 0, 1, 1);
      insert into memories values ('org_a', 'live', 'default', 'old', 1, 1, 1, 0, 0, null, null, null, null, '{}', 'a', x'010203')`);
    old.close();
    const upgraded = await open();
    expect(await upgraded.embedding.models()).toEqual([{ number: 1, name: 'tiny', dimensions: 3 }]);
    expect(await upgraded.embedding.target()).toBe('tiny');
    const { changes, model } = await upgraded.recallSource.changesSince(TENANT, 'default', null, { limit: 9 });
    expect(model).toEqual({ number: 1, dimensions: 3 });
    expect(changes).toMatchObject([{ id: 'old', vectors: Int8Array.of(1, 2, 3) }]);
    await upgraded.close();
  });

  it('counts the memories that were there before there was a ledger, each as long as it lives', async () => {
    await (await open(true, { migrations: migrations.slice(0, 4) })).close();
    const old = new Database(toDatabaseFile(dataDir));
    const rows = [
      ['lasting', 100, null, null],
      ['brief', 200, 500, null],
      ['gone', 100, null, 150],
    ];
    for (const [seq, [id, createdMs, expiresMs, deletedMs]] of rows.entries()) {
      old
        .prepare(
          `insert into memories (org_id, environment, namespace, id, version, seq, revision, created_at_ms,
             updated_at_ms, expires_at_ms, deleted_at_ms, metadata, text, vectors)
           values ('org_a', 'live', 'default', ?, 1, ?, ?, ?, ?, ?, ?, '{}', 'a', x'')`,
        )
        .run(id, seq, seq, createdMs, createdMs, expiresMs, deletedMs);
    }
    old.close();
    const upgraded = await open();
    for (const [atMs, stored, peak] of [
      [99, 0, 0],
      [150, 1, 1],
      [499, 2, 2],
      [500, 1, 2],
    ] as const) {
      expect(await upgraded.usage.stored(TENANT, atMs)).toEqual({ stored, peak });
    }
    await upgraded.usage.fold({ limit: 9, nowMs: NOW });
    expect(await upgraded.usage.stored(TENANT, 600)).toEqual({ stored: 1, peak: 2 });
    await upgraded.close();
  });

  it('is refused when a newer version made it, and left as it is', async () => {
    const next = { number: 70, name: 'next', sql: 'create table later (id integer) strict' };
    await (await open(true, { migrations: [...migrations, next] })).close();
    for (const refusal of [open(), open(false), openSqliteRecallSource({ dataDir })]) {
      await expect(refusal).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
      await expect(refusal).rejects.toThrow(/schema 70, made by a newer version/);
    }
    expect(querySqlite(dataDir, 'select max(number) as number from schema_migrations')).toEqual([{ number: 70 }]);
  });

  it('is not upgraded by a tool, nor made by it', async () => {
    await expect(open(false)).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
    expect(existsSync(dataDir)).toBe(false);
    await (await open(true, { migrations: [] })).close();
    await expect(open(false)).rejects.toMatchObject({ code: 'SCHEMA_OLDER' });
    await expect(open(false)).rejects.toThrow('start the server once');
  });

  it('takes all steps of an upgrade or none', async () => {
    const broken = [
      ...migrations,
      { number: migrations.length + 1, name: 'ok', sql: 'create table t2 (id integer)' },
      { number: migrations.length + 2, name: 'broken', sql: 'nonsense' },
    ];
    await expect(open(true, { migrations: broken })).rejects.toThrow('nonsense');
    const storage = await open();
    await storage.close();
    expect(querySqlite(dataDir, `select name from sqlite_master where name = 't2'`)).toEqual([]);
  });

  it('says in one line what is wrong with a directory that cannot be one', async () => {
    writeFileSync(join(root, 'file'), 'x');
    const inFile = { dataDir: join(root, 'file', 'data'), exclusive: true, logger: silentLogger };
    await expect(openSqliteStorage(inFile)).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
    await (await open()).close();
    writeFileSync(toDatabaseFile(dataDir), 'this is no database at all, whatever its name says'.repeat(100));
    await expect(open()).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
    await expect(open()).rejects.toThrow(/not a database/);
  });

  it('says so in one line when its lock cannot be taken', async () => {
    mkdirSync(join(dataDir, 'lock'), { recursive: true });
    await expect(open()).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE', place: dataDir });
    rmdirSync(join(dataDir, 'lock'));
    writeFileSync(join(dataDir, 'lock'), 'this is no lock at all, whatever its name says'.repeat(100));
    await expect(open()).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE', place: dataDir });
    await expect(open()).rejects.toThrow(/^[^\n]*not a database[^\n]*$/);
  });

  it('is refused too in the moment in which another server takes it', async () => {
    await (await open()).close();
    const other = new Database(join(dataDir, 'lock'));
    other.exec('begin exclusive');
    await expect(open()).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    other.close();
    await (await open()).close();
  });

  it('says so in one line when there is no room for its tables', async () => {
    const connections: Database.Database[] = [];
    const connect: ConnectSqlite = (file, options) => {
      const database = new Database(file, options);
      database.pragma('max_page_count = 3');
      connections.push(database);
      return database;
    };
    await expect(open(true, { connect })).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE', place: dataDir });
    await expect(open(true, { connect })).rejects.toThrow(/^[^\n]*full[^\n]*$/);
    expect(connections.map((database) => database.open)).toEqual([false, false]);
    await (await open()).close();
  });

  it('is refused where the file system has no write-ahead log: readers would stop writers', async () => {
    const connections: Database.Database[] = [];
    const connect: ConnectSqlite = (file, options) => {
      new Database(file, options).close();
      const database = new Database(':memory:');
      connections.push(database);
      return database;
    };
    await expect(open(true, { connect })).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE', place: dataDir });
    await expect(open(true, { connect })).rejects.toThrow('write-ahead log');
    expect(connections.map((database) => database.open)).toEqual([false, false]);
  });

  it.each(['with spaces', 'Überraschung 数据 😀', 'a%20b#c?d=e&f', "quote's"])(
    'may have any name, like %j',
    async (name) => {
      dataDir = join(root, name, 'data');
      const server = await open();
      await addMemories(server, TENANT, {});
      const source = await openSqliteRecallSource({ dataDir });
      expect((await source.changesSince(TENANT, 'default', null, { limit: 9 })).changes).toHaveLength(1);
      await source.close();
      await server.close();
      expect(readdirSync(join(root, name))).toEqual(['data']);
    },
  );

  it('is one and the same by every link that leads to it', async () => {
    const link = join(root, 'link');
    const first = await open();
    symlinkSync(dataDir, link);
    const byLink = openSqliteStorage({ dataDir: link, exclusive: true, logger: silentLogger });
    await expect(byLink).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE', place: link });
    await addMemories(first, TENANT, {});
    const tool = await openSqliteStorage({ dataDir: link, exclusive: false, logger: silentLogger });
    expect(await tool.memories.count(TENANT, null, {}, NOW)).toBe(1);
    await tool.close();
    await first.close();
  });

  it('leaves the lock free when it fails', async () => {
    await expect(open(true, { migrations: [{ number: 1, name: 'broken', sql: 'nonsense' }] })).rejects.toThrow();
    lockDataDirectory(dataDir).release();
  });

  it('keeps the audit log from changes by whoever has the database', async () => {
    const connections: Database.Database[] = [];
    const connect: ConnectSqlite = (file, options) => {
      const connection = new Database(file, options);
      connections.push(connection);
      return connection;
    };
    const storage = await open(true, { connect });
    const entry = {
      orgId: 'org_a',
      environment: null,
      keyId: null,
      action: 'a',
      targetId: null,
      details: {},
      ip: null,
      requestId: null,
      atMs: NOW,
    };
    await storage.write((tx) => storage.audit.append(tx, entry));
    await storage.write((tx) => storage.planChanges.append(tx, aPlanChange()));
    const change = { orgId: 'org_a', startsAtMs: NOW, agreement: null, keyId: null };
    await storage.write((tx) => storage.agreements.append(tx, change));
    const [writer] = connections;
    expect(() => writer?.exec('insert or replace into audit_log select * from audit_log')).toThrow('append-only');
    await storage.close();
    const database = new Database(toDatabaseFile(dataDir));
    expect(() => database.exec(`update audit_log set action = 'b'`)).toThrow('append-only');
    expect(() => database.exec('delete from audit_log')).toThrow('append-only');
    expect(() => database.exec(`update plan_changes set plan_id = 'free'`)).toThrow('append-only');
    expect(() => database.exec('delete from plan_changes')).toThrow('append-only');
    database.exec(`insert into credits values ('org_a', 'crd_1', 5, null, 'Sorry', 0);
      insert into credit_uses values ('org_a', 'inv_1', 'crd_1', 5);`);
    for (const table of ['credits', 'credit_uses']) {
      expect(() => database.exec(`update ${table} set org_id = 'org_b'`)).toThrow('append-only');
      expect(() => database.exec(`delete from ${table}`)).toThrow('append-only');
    }
    expect(() => database.exec('update agreement_changes set seq = 9')).toThrow('append-only');
    expect(() => database.exec('delete from agreement_changes')).toThrow('append-only');
    database.close();
  });
});
