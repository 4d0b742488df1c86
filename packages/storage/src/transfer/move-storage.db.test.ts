import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { NOW, TENANTS } from '../conformance/storage-fixture.js';
import { openAdminClient } from '../dialects/postgres/admin-client.js';
import {
  createTestDatabase,
  describeOnPostgres,
  queryPostgres,
  toTestOptions,
} from '../dialects/postgres/postgres-fixture.js';
import { openPostgresStorage } from '../dialects/postgres/open-postgres-storage.js';
import { toDatabaseFile } from '../dialects/sqlite/open-sqlite-database.js';
import { migrations } from '../dialects/sqlite/migrations/migrations.js';
import { openSqliteStorage } from '../dialects/sqlite/open-sqlite-storage.js';
import { makeDataDirectory, querySqlite, silentLogger } from '../dialects/sqlite/sqlite-fixture.js';
import type { Storage } from '../storage-port.js';
import { type MoveReport, moveStorage } from './move-storage.js';
import { parseStorageLocation } from './storage-location.js';
import { TABLE_LAYOUTS } from './table-layout.js';
import { fillStorage } from './testing/fill-storage-fixture.js';

// A child process knows no TypeScript: it runs what the build has made of the worker.
const WORKER = join(import.meta.dirname.replace(/([/\\])src\b/, '$1dist'), 'testing/move-worker.js');
// After how many pieces it is killed, at most.
const KILLS = process.env['SOAK'] === '1' ? [1, 3, 8, 12] : [2, 10];

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

describe('a move from SQLite to SQLite', () => {
  it('brings every row of every table over', async () => {
    const [from, to] = [await makeFilled(), makeEmpty()];
    const { tables, isResumed } = await move(`sqlite:${from}`, `sqlite:${to}`);
    expect([isResumed, tables.filter(({ isEqual }) => !isEqual)]).toEqual([false, []]);
    expect(dump(to)).toEqual(dump(from));
    expect(tables.every(({ source }) => source.rows > 0)).toBe(true);
  });

  it('refuses a target that holds anything else, and leaves it as it is', async () => {
    const [from, to] = [await makeFilled(), await makeFilled(1)];
    const before = dump(to);
    await expect(move(`sqlite:${from}`, `sqlite:${to}`)).rejects.toMatchObject({ code: 'NOT_EMPTY' });
    expect(dump(to)).toEqual(before);
  });

  it('refuses a source that a server has open, one that is not there, and one and the same place', async () => {
    const [from, to] = [await makeFilled(1), makeEmpty()];
    const server = await openSqliteStorage({ dataDir: from, exclusive: true, logger: silentLogger });
    await expect(move(`sqlite:${from}`, `sqlite:${to}`)).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    await server.close();
    await expect(move(`sqlite:${to}`, `sqlite:${from}`)).rejects.toMatchObject({ code: 'ARGUMENT' });
    await expect(move(`sqlite:${from}`, `sqlite:${from}`)).rejects.toMatchObject({ code: 'ARGUMENT' });
  });

  it('finds a row that has another value in the target, names its table, and keeps servers out', async () => {
    const [from, to] = [await makeFilled(), makeEmpty()];
    await move(`sqlite:${from}`, `sqlite:${to}`);
    changeSqlite(to, `insert into settings values ('move_source', 'sqlite no owner ${migrations.length}')`);
    changeSqlite(
      to,
      `update memory_versions set text = text || ' ' where version = 1 and memory_id = 'mem_00005'
      and org_id = 'org_b' and environment = 'test'`,
    );
    const { tables, isResumed } = await move(`sqlite:${from}`, `sqlite:${to}`);
    expect([isResumed, tables.filter(({ isEqual }) => !isEqual).map(({ table }) => table)]).toEqual([
      true,
      ['memory_versions'],
    ]);
    for (const exclusive of [true, false]) {
      const opened = openSqliteStorage({ dataDir: to, exclusive, logger: silentLogger });
      await expect(opened).rejects.toMatchObject({ code: 'MOVE_UNFINISHED' });
    }
  });

  it('does not go on with the move of another source, and is no source before its end', async () => {
    const [from, to] = [await makeFilled(1), makeEmpty()];
    await move(`sqlite:${from}`, `sqlite:${to}`);
    changeSqlite(to, `insert into settings values ('move_source', 'sqlite org_x 1')`);
    await expect(move(`sqlite:${from}`, `sqlite:${to}`)).rejects.toMatchObject({ code: 'NOT_EMPTY' });
    const back = move(`sqlite:${to}`, `sqlite:${makeEmpty()}`);
    await expect(back).rejects.toMatchObject({ code: 'MOVE_UNFINISHED' });
  });

  it('tells both steps row by row', async () => {
    const steps: string[] = [];
    const from = parseStorageLocation(`sqlite:${await makeFilled(1)}`);
    const to = parseStorageLocation(`sqlite:${makeEmpty()}`);
    await moveStorage({
      from,
      to,
      force: false,
      onProgress: ({ step, rows, totalRows }) => rows === totalRows && steps.push(step),
    });
    expect(new Set(steps)).toEqual(new Set(['copy', 'verify']));
  });
});

it('knows every column of every table, and its primary key', async () => {
  const dataDir = await makeFilled(1);
  const tables = querySqlite(dataDir, `select name from sqlite_master where type = 'table'`).map(({ name }) => name);
  const known = TABLE_LAYOUTS.map(({ name }) => name);
  expect(tables.filter((name) => name !== 'schema_migrations').toSorted()).toEqual([...known].toSorted());
  for (const { name, key, columns } of TABLE_LAYOUTS) {
    const found = querySqlite(dataDir, `select name, pk from pragma_table_info('${name}')`);
    expect(columns.map((column) => column.name)).toEqual(found.map((column) => column['name']));
    const keys = found.filter(({ pk }) => Number(pk) > 0).toSorted((a, b) => Number(a['pk']) - Number(b['pk']));
    expect([name, key]).toEqual([name, keys.map((column) => column['name'])]);
  }
});

describeOnPostgres('a move through PostgreSQL', (servers) => {
  for (const server of ['postgres18', 'postgres15'] as const) {
    it(`and back gives the same rows in every table (${server})`, async () => {
      const [from, back] = [await makeFilled(), makeEmpty()];
      const url = await makeDatabase(servers[server]);
      expectEqual(await move(`sqlite:${from}`, url));
      expectEqual(await move(url, `sqlite:${back}`));
      expect(dump(back)).toEqual(dump(from));
    });
  }

  it('from a server with pgvector to one without it changes nothing', async () => {
    const [from, back] = [await makeFilled(), makeEmpty()];
    const [with18, without] = [await makeDatabase(servers.postgres18), await makeDatabase(servers.postgres15)];
    expectEqual(await move(`sqlite:${from}`, with18));
    expectEqual(await move(with18, without));
    expectEqual(await move(without, `sqlite:${back}`));
    expect(dump(back)).toEqual(dump(from));
  });

  it('lets a server answer on the target as it did on the source', async () => {
    const from = await makeFilled();
    const url = await makeDatabase(servers.postgres18);
    await move(`sqlite:${from}`, url);
    const source = await openSqliteStorage({ dataDir: from, exclusive: true, logger: silentLogger });
    const target = await openPostgresStorage(toTestOptions(url));
    undo.push(
      () => target.close(),
      () => source.close(),
    );
    expect(await readAll(target)).toEqual(await readAll(source));
  });

  for (const direction of ['into', 'out of'] as const) {
    it(`${direction} it, killed at any moment, goes on where it stopped`, async () => {
      const from = await makeFilled(400);
      const url = await makeDatabase(servers.postgres18);
      const back = makeEmpty();
      if (direction === 'out of') await move(`sqlite:${from}`, url);
      const [source, target] = direction === 'into' ? [`sqlite:${from}`, url] : [url, `sqlite:${back}`];
      for (const pieces of KILLS.map((most) => 1 + Math.floor(Math.random() * most))) {
        expect(await moveAndKill(source, target, pieces)).toBe(true);
        await expect(open(target)).rejects.toMatchObject({ code: 'MOVE_UNFINISHED' });
      }
      const last = await move(source, target);
      expect(last.isResumed).toBe(true);
      expectEqual(last);
      if (direction === 'into') await move(url, `sqlite:${back}`);
      expect(dump(back)).toEqual(dump(from));
    });
  }

  it('refuses a database that is in use by a server, unless it is forced', async () => {
    const url = await makeDatabase(servers.postgres18);
    const server = await openPostgresStorage(toTestOptions(url));
    undo.push(() => server.close());
    await fillStorage(server, 1);
    await expect(move(url, `sqlite:${makeEmpty()}`)).rejects.toMatchObject({ code: 'IN_USE' });
    expectEqual(await move(url, `sqlite:${makeEmpty()}`, true));
  });

  it('tells servers from tools whatever name their URLs ask for', async () => {
    const url = await makeDatabase(servers.postgres18);
    const server = await openPostgresStorage(toTestOptions(`${url}?application_name=theirs`));
    await fillStorage(server, 1);
    const refusal: unknown = await move(url, `sqlite:${makeEmpty()}`).catch((error: unknown) => error);
    await server.close();
    expect(refusal).toMatchObject({ code: 'IN_USE' });
    const tool = await openAdminClient(`${url}?application_name=memory-api`);
    undo.push(() => tool.end());
    expectEqual(await move(url, `sqlite:${makeEmpty()}`));
  });

  it('refuses a used target, and an unfinished one opens for no server', async () => {
    const from = await makeFilled(1);
    const url = await makeDatabase(servers.postgres18);
    await move(`sqlite:${from}`, url);
    await expect(move(`sqlite:${from}`, url)).rejects.toMatchObject({ code: 'NOT_EMPTY' });
    await queryPostgres(url, `insert into settings values ('move_source', 'sqlite no owner ${migrations.length}')`);
    await expect(open(url)).rejects.toMatchObject({ code: 'MOVE_UNFINISHED' });
    await queryPostgres(
      url,
      `update memories set vectors[1] = '${JSON.stringify(Array(384).fill(3))}'
      where id = 'mem_00000' and org_id = 'org_a' and environment = 'live'`,
    );
    const { tables } = await move(`sqlite:${from}`, url);
    expect(tables.filter(({ isEqual }) => !isEqual).map(({ table }) => table)).toEqual(['memories']);
  });

  it('refuses a user from whom row-level security hides rows', async () => {
    const url = await makeDatabase(servers.postgres18);
    const role = `plain_${process.pid}`;
    await queryPostgres(url, `create role ${role} login createrole`);
    undo.push(() => queryPostgres(servers.postgres18, `drop role ${role}`));
    const plain = url.replace('postgres@', `${role}@`);
    const refused = { code: 'RIGHTS', message: expect.stringContaining('BYPASSRLS') };
    await expect(move(`sqlite:${await makeFilled(1)}`, plain)).rejects.toMatchObject(refused);
  });
});

function move(from: string, to: string, force = false): Promise<MoveReport> {
  const [source, target] = [parseStorageLocation(from), parseStorageLocation(to)];
  return moveStorage({ from: source, to: target, force, onProgress: () => undefined });
}

/** Moves in a process of its own, and kills it after some pieces, well before the end. */
async function moveAndKill(from: string, to: string, pieces: number): Promise<boolean> {
  const child: ChildProcess = fork(WORKER, [from, to], { execArgv: [] });
  const exit = once(child, 'exit');
  let seen = 0;
  child.on('message', () => {
    seen += 1;
    if (seen === pieces) child.kill('SIGKILL');
  });
  await exit;
  return child.signalCode === 'SIGKILL';
}

function expectEqual({ tables }: MoveReport): void {
  expect(tables.filter(({ isEqual }) => !isEqual)).toEqual([]);
}

function open(place: string): Promise<Storage> {
  return place.startsWith('sqlite:')
    ? openSqliteStorage({ dataDir: place.slice(7), exclusive: true, logger: silentLogger })
    : openPostgresStorage(toTestOptions(place));
}

/** What the stores say, of every tenant. */
async function readAll(storage: Storage): Promise<unknown> {
  const answers: unknown[] = [await storage.settings.get('odd')];
  for (const tenant of TENANTS) {
    const { orgId, environment } = tenant;
    answers.push(
      await storage.organizations.get(orgId),
      await storage.apiKeys.list(orgId, { perPage: 50 }),
      await storage.apiKeys.findByHash(`${orgId} ${environment}`),
      await storage.audit.list(orgId, { perPage: 50 }),
      await storage.idempotency.find(tenant, 'k2', NOW),
      await storage.memories.list(tenant, null, { nowMs: NOW, perPage: 50 }),
      await storage.recallSource.changesSince(tenant, 'Zoë', null, { limit: 100 }),
    );
  }
  return answers;
}

/** Every row as it lies in the file, read past all that is tested here. */
function dump(dataDir: string): unknown {
  return TABLE_LAYOUTS.map(({ name, key }) => [
    name,
    querySqlite(dataDir, `select * from ${name} order by ${key.join(', ')}`),
  ]);
}

function changeSqlite(dataDir: string, statement: string): void {
  const database = new Database(toDatabaseFile(dataDir));
  database.exec(statement);
  database.close();
}

function makeEmpty(): string {
  const dataDir = makeDataDirectory();
  undo.push(() => rmSync(dataDir, { recursive: true }));
  return dataDir;
}

async function makeFilled(memoriesEach = 12): Promise<string> {
  const dataDir = makeEmpty();
  const storage = await openSqliteStorage({ dataDir, exclusive: true, logger: silentLogger });
  await fillStorage(storage, memoriesEach);
  await storage.close();
  return dataDir;
}

async function makeDatabase(server: string): Promise<string> {
  const database = await createTestDatabase(server);
  undo.push(() => database.drop());
  return database.url;
}
