import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pauseFor } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { NOW, TENANT, addMemories } from '../conformance/storage-fixture.js';
import { openPostgresStorage } from '../dialects/postgres/open-postgres-storage.js';
import {
  createTestDatabase,
  describeOnPostgres,
  queryPostgres,
  toTestOptions,
} from '../dialects/postgres/postgres-fixture.js';
import { makeDataDirectory } from '../dialects/sqlite/sqlite-fixture.js';
import type { Storage } from '../storage-port.js';
import { backupStorage } from './backup-storage.js';
import { restoreStorage } from './restore-storage.js';
import { BROKEN_ROWS } from './testing/broken-rows-fixture.js';
import { fillStorage } from './testing/fill-storage-fixture.js';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

describeOnPostgres('keeping a PostgreSQL database', (servers) => {
  const programs = { PATH: process.env['PATH'], PG_DUMP: join(servers.bin18, 'pg_dump') };

  it('under load holds every write answered before the backup began, and nothing of a write alone', async () => {
    const [url, restored] = [await makeDatabase(), await makeDatabase()];
    const storage = await openPostgresStorage(toTestOptions(url));
    const answered: string[] = [];
    let isOver = false;
    const write = async (lane: number): Promise<void> => {
      for (let i = 0; !isOver; i += 1) {
        const id = `${lane}-${i}`;
        await addMemories(storage, TENANT, { id, text: 'x'.repeat(i % 3000), nowMs: NOW + i });
        answered.push(id);
      }
    };
    const writers = [0, 1, 2, 3].map(write);
    await pauseFor(500);
    const before = [...answered];
    const path = await backup(url);
    isOver = true;
    await Promise.all(writers);
    await storage.close();
    await restore(path, restored);
    expect([before.length > 20, answered.length > before.length]).toEqual([true, true]);
    const opened = await openPostgresStorage(toTestOptions(restored));
    const found = await Promise.all(before.map((id) => opened.memories.get(TENANT, null, id, NOW)));
    const changes = await opened.recallSource.changesSince(TENANT, 'default', null, { limit: 100_000 });
    const count = await opened.memories.count(TENANT, null, {}, NOW);
    await opened.close();
    expect(found).not.toContain(null);
    expect(JSON.stringify(changes).match(/"id":/g)).toHaveLength(count);
    for (const broken of BROKEN_ROWS) expect(await queryPostgres(restored, broken)).toEqual([]);
  });

  it('brings every row back, but the epochs, in a file that its user alone reads', async () => {
    const [url, restored] = [await makeFilled(), await makeDatabase()];
    const path = await backup(url);
    expect([statSync(path).mode & 0o777, existsSync(`${path}.partial`)]).toEqual([0o600, false]);
    await restore(path, restored);
    const [before, after] = [await dump(url), await dump(restored)];
    expect(after).toEqual(before);
    const epochs = await Promise.all(
      [url, restored].map((each) => queryPostgres(each, 'select epoch from namespaces')),
    );
    expect(epochs[1]).not.toEqual(expect.arrayContaining(epochs[0]?.slice(0, 1) ?? []));
  });

  it('restores into a used database only when it is forced, and then replaces it', async () => {
    const [url, used] = [await makeFilled(), await makeFilled()];
    await use(used, (storage) => addMemories(storage, TENANT, { id: 'later' }));
    const path = await backup(url);
    await expect(restore(path, used)).rejects.toMatchObject({ code: 'NOT_EMPTY' });
    expect(await has(used, 'later')).toBe(true);
    await restore(path, used, true);
    expect([await has(used, 'later'), await has(used, 'mem_00000')]).toEqual([false, true]);
  });

  it('refuses a backup that is cut off or damaged, and leaves what was there', async () => {
    const used = await makeFilled(60);
    const path = await backup(used);
    const whole = readFileSync(path);
    const before = await dump(used);
    const damaged = [0.5, 0.7, 0.9].map((share) => {
      const bytes = Buffer.from(whole);
      return bytes.fill(0xaa, Math.floor(bytes.length * share), Math.floor(bytes.length * share) + 64);
    });
    for (const bytes of [whole.subarray(0, 5), whole.subarray(0, whole.length * 0.6), ...damaged]) {
      writeFileSync(path, bytes);
      await expect(restore(path, used, true)).rejects.toMatchObject({ code: 'BACKUP_UNFIT' });
    }
    expect(await dump(used)).toEqual(before);
  });

  it('leaves what was there where the database refuses a statement of the backup', async () => {
    const used = await makeFilled();
    const path = await backup(used);
    await queryPostgres(used, 'create view mine as select id from memories');
    const refused = { code: 'BACKUP_UNFIT', message: expect.stringContaining('depend') };
    await expect(restore(path, used, true)).rejects.toMatchObject(refused);
    expect(await has(used, 'mem_00000')).toBe(true);
  });

  it('refuses a backup of SQLite, one of another program, and one of a newer version', async () => {
    const [url, target, foreign] = [await makeFilled(), await makeDatabase(), await makeDatabase()];
    const sqlite = join(makeDirectory(), 'sqlite');
    writeFileSync(sqlite, 'SQLite format 3\0 and so on');
    const isNamed = expect.stringContaining('npm run move');
    await expect(restore(sqlite, target)).rejects.toMatchObject({ code: 'BACKUP_UNFIT', message: isNamed });
    await queryPostgres(foreign, 'create table schema_migrations (number int); create table other ()');
    await expect(backup(foreign)).rejects.toMatchObject({ code: 'ARGUMENT' });
    await queryPostgres(url, `insert into schema_migrations values (999, 'later', 0)`);
    await expect(restore(await backup(url), target)).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
    expect(await queryPostgres(target, `select to_regclass('memories') as found`)).toEqual([{ found: null }]);
  });

  it('restores no vectors of pgvector into a server without it, and nothing beside a server of ours', async () => {
    const url = await makeFilled();
    const path = await backup(url);
    const without = await makeDatabase(servers.postgres15);
    const refused = { code: 'BACKUP_UNFIT', message: expect.stringContaining('pgvector') };
    await expect(restore(path, without)).rejects.toMatchObject(refused);
    const storage = await openPostgresStorage(toTestOptions(url));
    await storage.settings.get('odd');
    await expect(restore(path, url, true)).rejects.toMatchObject({ code: 'IN_USE' });
    await storage.close();
  });

  it('says what is wrong with pg_dump, and writes nothing', async () => {
    const url = await makeFilled();
    const path = join(makeDirectory(), 'backup');
    for (const [file, words] of [
      [join(servers.bin15, 'pg_dump'), 'is of PostgreSQL 15, and the server is 18'],
      ['/nowhere/pg_dump', 'PG_DUMP'],
    ] as const) {
      const refused = { code: 'PROGRAM', message: expect.stringContaining(words) };
      await expect(backup(url, path, { PG_DUMP: file })).rejects.toMatchObject(refused);
    }
    expect([existsSync(path), existsSync(`${path}.partial`)]).toEqual([false, false]);
  });

  it('refuses a user from whom row-level security hides rows, and never shows a password to other users', async () => {
    const url = await makeFilled();
    const role = `plain_${process.pid}`;
    await queryPostgres(url, `create role ${role} login`);
    undo.push(() => queryPostgres(servers.postgres18, `drop role ${role}`));
    const plain = backup(url.replace('postgres@', `${role}@`));
    await expect(plain).rejects.toMatchObject({ code: 'RIGHTS', message: expect.stringContaining('BYPASSRLS') });
    const spy = join(makeDirectory(), 'pg_dump');
    const seen = `${spy}.seen`;
    writeFileSync(spy, spyScript(seen, programs.PG_DUMP), { mode: 0o755 });
    await backup(url.replace('postgres@', 'postgres:s%40cret@'), undefined, { PG_DUMP: spy });
    const text = readFileSync(seen, 'utf8');
    expect(text.match(/^ARGUMENTS .*dbname=postgres:\/\/postgres@/gm)).toHaveLength(1);
    expect(text.match(/^ARGUMENTS .*(?:s@cret|s%40cret)/gm)).toBeNull();
    expect(text).toContain('PASSWORD s@cret');
  });

  async function backup(url: string, path = join(makeDirectory(), 'backup'), environment = {}): Promise<string> {
    const location = { engine: 'postgres', adminUrl: url } as const;
    await backupStorage({ location, path, environment: { ...programs, ...environment } });
    return path;
  }

  function restore(path: string, url: string, force = false): Promise<void> {
    const location = { engine: 'postgres', adminUrl: url } as const;
    return restoreStorage({ location, path, force, environment: programs });
  }

  async function makeDatabase(server = servers.postgres18): Promise<string> {
    const database = await createTestDatabase(server);
    undo.push(() => database.drop());
    return database.url;
  }

  async function makeFilled(memoriesEach = 6): Promise<string> {
    const url = await makeDatabase();
    await use(url, (storage) => fillStorage(storage, memoriesEach));
    return url;
  }
});

async function use<T>(url: string, run: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openPostgresStorage(toTestOptions(url));
  try {
    return await run(storage);
  } finally {
    await storage.close();
  }
}

async function has(url: string, id: string): Promise<boolean> {
  return use(url, async (storage) => (await storage.memories.get(TENANT, null, id, NOW)) !== null);
}

/** Every row but the epochs, as text. */
async function dump(url: string): Promise<unknown> {
  const tables = [
    'settings',
    'organizations',
    'plan_changes',
    'agreement_changes',
    'organization_emails',
    'api_keys',
    'api_key_hashes',
    'auth_revision',
  ];
  const all: unknown[] = [];
  for (const table of [
    ...tables,
    'memories',
    'memory_versions',
    'idempotency',
    'audit_log',
    'invoices',
    'credits',
    'credit_uses',
    'payment_customers',
    'collections',
    'payment_events',
  ]) {
    all.push(await queryPostgres(url, `select t::text as row from ${table} t order by 1`));
  }
  return [...all, await queryPostgres(url, 'select namespace, revision, live_count from namespaces order by 1, 2, 3')];
}

function makeDirectory(): string {
  const directory = makeDataDirectory();
  undo.push(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** A program that notes how it was called and does the work of another one. */
function spyScript(seen: string, program: string): string {
  return `#!/bin/sh
echo "ARGUMENTS $*" >> '${seen}'
echo "PASSWORD $PGPASSWORD" >> '${seen}'
exec '${program}' "$@"
`;
}
