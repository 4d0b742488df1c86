import { afterEach, beforeEach, expect, it } from 'vitest';
import { NOW, TENANT, addMemories } from '../../conformance/storage-fixture.js';
import type { Storage, StorageLogger } from '../../storage-port.js';
import type { Migration } from '../migration.js';
import { migrations } from './migrations/migrations.js';
import { openPostgresStorage } from './open-postgres-storage.js';
import { ROLES } from './postgres-access.js';
import { startCluster } from './postgres-cluster-fixture.js';
import {
  createTestDatabase,
  describeOnPostgres,
  queryPostgres,
  silentLogger,
  type TestDatabase,
  toTestOptions,
} from './postgres-fixture.js';

const STEPS = 'select number, name from schema_migrations order by number';
const KNOWN = migrations.map(({ number, name }) => ({ number, name }));
const NEXT = KNOWN.length + 1;

describeOnPostgres('the schema in PostgreSQL', (servers) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase(servers.postgres18);
  });
  afterEach(() => database.drop());

  const open = (steps: readonly Migration[] = migrations, logger: StorageLogger = silentLogger): Promise<Storage> =>
    openPostgresStorage({ ...toTestOptions(database.url), logger }, { migrations: steps });
  const query = (sql: string) => queryPostgres(database.url, sql);

  /** The steps of a later version, whose last one is `sql`. */
  const laterWith = (...sql: readonly string[]): Migration[] => [
    ...migrations,
    ...sql.map((text, i) => ({ number: NEXT + i, name: `later_${i}`, sql: text })),
  ];

  it('is set up once for five that start at once on an empty database, and all of them come up', async () => {
    const told: object[] = [];
    const logger: StorageLogger = { ...silentLogger, info: (fields) => told.push(fields) };
    const nodes = await Promise.all(Array.from({ length: 5 }, () => open(migrations, logger)));
    await Promise.all(nodes.map((storage, i) => addMemories(storage, TENANT, { id: `m${i}` })));
    for (const storage of nodes) expect(await storage.memories.count(TENANT, null, {}, NOW)).toBe(5);
    await Promise.all(nodes.map((storage) => storage.close()));
    expect(await query(STEPS)).toEqual(KNOWN);
    expect(told).toEqual([{ applied: KNOWN.map(({ name }) => name) }]);
  });

  it('is upgraded once for five that start at once, and keeps what is there', async () => {
    const before = await open();
    await addMemories(before, TENANT, { id: 'kept' });
    await before.close();
    const later = laterWith('create table once (id integer)');
    const nodes = await Promise.all(Array.from({ length: 5 }, () => open(later)));
    for (const storage of nodes) expect(await storage.memories.get(TENANT, null, 'kept', NOW)).not.toBeNull();
    await Promise.all(nodes.map((storage) => storage.close()));
    expect(await query(STEPS)).toEqual([...KNOWN, { number: NEXT, name: 'later_0' }]);
  });

  it('counts the memories that were there before there was a ledger, each as long as it lives', async () => {
    // The steps are taken; then the program of today misses the tables of later ones.
    await expect(open(migrations.slice(0, 4))).rejects.toMatchObject({ name: 'StorageOpenError' });
    const columns = `org_id, environment, namespace, id, version, seq, revision, created_at_ms, updated_at_ms,
      expires_at_ms, deleted_at_ms, metadata, text, vectors`;
    for (const times of [`'lasting', 1, 0, 0, 100, 100, null, null`, `'brief', 1, 1, 1, 200, 200, 500, null`]) {
      await query(`insert into memories (${columns}) values ('org_a', 'live', 'default', ${times}, '{}', 'a', '{}')`);
    }
    const upgraded = await open();
    expect(await upgraded.usage.stored(TENANT, 499)).toEqual({ stored: 2, peak: 2 });
    await upgraded.usage.fold({ limit: 9, nowMs: NOW });
    expect(await upgraded.usage.stored(TENANT, 600)).toEqual({ stored: 1, peak: 2 });
    await upgraded.close();
    const forced = await query(`select relforcerowsecurity as forced from pg_class where relname = 'memories'`);
    expect(forced).toEqual([{ forced: true }]);
  });

  it('is left as it was by an upgrade that fails, whichever step it fails at', async () => {
    await (await open()).close();
    const failing = laterWith('create table first (id integer)', 'create table second (id integer); select 1 / 0');
    const error: unknown = await open(failing).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'StorageOpenError', message: expect.stringContaining('division by zero') });
    expect(await query(STEPS)).toEqual(KNOWN);
    expect(await query(`select relname from pg_class where relname in ('first', 'second')`)).toEqual([]);
    await (await open()).close();
    await (await open(laterWith('create table first (id integer)'))).close();
    expect(await query(STEPS)).toHaveLength(NEXT);
  });

  it('is not begun by a set-up that fails', async () => {
    const failing = laterWith('select 1 / 0');
    await expect(open(failing)).rejects.toThrow('division by zero');
    expect(await query(`select relname from pg_class where relnamespace = 'public'::regnamespace`)).toEqual([]);
    await (await open()).close();
    expect(await query(STEPS)).toEqual(KNOWN);
  });

  it('is refused by a node that is older than it, which changes nothing', async () => {
    await (await open(laterWith('select 1'))).close();
    const message = new RegExp(`schema ${NEXT}.*newer version.*knows up to ${KNOWN.length}`);
    const refusal = { code: 'SCHEMA_NEWER', message: expect.stringMatching(message) };
    await expect(open()).rejects.toMatchObject(refusal);
    const tool = openPostgresStorage({ ...toTestOptions(database.url), migrate: false });
    await expect(tool).rejects.toMatchObject(refusal);
    expect(await query(STEPS)).toHaveLength(NEXT);
  });

  it.each([
    ['PostgreSQL 18 with pgvector', servers.postgres18, 'halfvec[]'],
    ['PostgreSQL 15 without it', servers.postgres15, 'bytea'],
  ])('keeps vectors in the same type through later steps on %s', async (_name, server, type) => {
    const other = await createTestDatabase(server);
    const later = laterWith('create table later (vectors VECTORS)');
    await (await openPostgresStorage(toTestOptions(other.url))).close();
    await (await openPostgresStorage(toTestOptions(other.url), { migrations: later })).close();
    const types = await queryPostgres(
      other.url,
      `select distinct format_type(atttypid, atttypmod) as type from pg_attribute
       where attname = 'vectors' and attrelid in ('memories'::regclass, 'memory_versions'::regclass, 'later'::regclass)`,
    );
    await other.drop();
    expect(types).toEqual([{ type }]);
  });

  it('makes its roles once for five databases that are set up at once on a new server', async () => {
    const cluster = await startCluster();
    try {
      const own = await Promise.all(Array.from({ length: 5 }, () => createTestDatabase(cluster.url)));
      const nodes = await Promise.all(own.map(({ url }) => openPostgresStorage(toTestOptions(url))));
      await Promise.all(nodes.map((storage) => storage.close()));
      const roles = await queryPostgres(cluster.url, `select rolname from pg_roles where rolname like 'memory_api_%'`);
      expect(roles).toHaveLength(Object.values(ROLES).length);
    } finally {
      await cluster.remove();
    }
  });
});
