import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW, TENANT, addMemories } from '../../conformance/storage-fixture.js';
import { migrations } from './migrations/migrations.js';
import { openPostgresRecallSource } from './open-postgres-recall-source.js';
import { openPostgresStorage, type OpenPostgresOptions } from './open-postgres-storage.js';
import { ROLES } from './postgres-access.js';
import { startCluster, type TestCluster } from './postgres-cluster-fixture.js';
import { createTestDatabase, describeOnPostgres, queryPostgres, toTestOptions } from './postgres-fixture.js';

const PASSWORD = 'pa55-w0rd';

describeOnPostgres('the guard before PostgreSQL', () => {
  // Roles are the whole server's: what is tried on them here would break what runs beside it.
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
    const rules = join(cluster.directory, 'data/pg_hba.conf');
    writeFileSync(rules, `host all app_secret all scram-sha-256\n${readFileSync(rules, 'utf8')}`);
    await queryPostgres(cluster.url, `create role app_secret login password '${PASSWORD}'; select pg_reload_conf()`);
  });
  afterAll(() => cluster.remove());

  const open = (url: string, options: Partial<OpenPostgresOptions> = {}) =>
    openPostgresStorage({ ...toTestOptions(url), ...options }, { waitMs: 0 });

  /** Opens and closes; the error of what can't be opened. */
  async function tryToOpen(url: string, options: Partial<OpenPostgresOptions> = {}): Promise<unknown> {
    try {
      await (await open(url, options)).close();
      return null;
    } catch (error) {
      return error;
    }
  }

  async function createDatabase(): Promise<string> {
    return (await createTestDatabase(cluster.url)).url;
  }

  async function createSetUpDatabase(): Promise<string> {
    const url = await createDatabase();
    expect(await tryToOpen(url)).toBeNull();
    return url;
  }

  describe.each(Object.values(ROLES))('refuses %s', (role) => {
    it.each([
      ['is a superuser', `alter role ${role} superuser`, `alter role ${role} nosuperuser`],
      ['passes by row-level security', `alter role ${role} bypassrls`, `alter role ${role} nobypassrls`],
      ['owns a table', `alter table memories owner to ${role}`, 'alter table memories owner to postgres'],
    ])('where it %s', async (_how, spoil, mend) => {
      const url = await createSetUpDatabase();
      await queryPostgres(url, spoil);
      const [server, tool] = [await tryToOpen(url), await tryToOpen(url, { migrate: false })];
      const worker = await openPostgresRecallSource(toTestOptions(url)).catch((error: unknown) => error);
      await queryPostgres(url, mend);
      for (const error of [server, tool, worker]) {
        expect(error).toMatchObject({ name: 'StorageOpenError', code: 'ROLES_UNSAFE' });
        expect(error).toHaveProperty('message', expect.stringMatching(new RegExp(`^The database .* ${role}.*\\.$`)));
      }
      expect(await tryToOpen(url)).toBeNull();
    });
  });

  it.each(['no force', 'disable'])('refuses a table whose row-level security is taken away (%s)', async (how) => {
    const url = await createSetUpDatabase();
    for (const table of ['memories', 'api_key_hashes', 'audit_log']) {
      await queryPostgres(url, `alter table ${table} ${how} row level security`);
      const error = await tryToOpen(url);
      expect(error).toMatchObject({ code: 'ROLES_UNSAFE', message: expect.stringContaining(`security on ${table}:`) });
      await queryPostgres(url, `alter table ${table} enable row level security, force row level security`);
    }
    expect(await tryToOpen(url)).toBeNull();
  });

  it.each([
    [
      'one that lets everybody see more',
      'create policy extra on memories using (true)',
      /policies on memories .*extra/,
    ],
    ['one that is gone', 'drop policy tenant on memories', /lost the policy .* memories/],
    ['one that lets a tenant see more', 'alter policy tenant on api_keys using (true)', /lost the policy .* api_keys/],
    ['one that opens a look-up to all', 'alter policy authentication on api_keys to public', /policies on api_keys/],
  ])('refuses a table with other policies than ours: %s', async (_which, spoil, reason) => {
    const url = await createSetUpDatabase();
    await queryPostgres(url, spoil);
    expect(await tryToOpen(url)).toMatchObject({ code: 'ROLES_UNSAFE', message: expect.stringMatching(reason) });
  });

  it('finds its tables whatever the search path of a user says', async () => {
    const url = await createDatabase();
    await queryPostgres(url, 'create schema postgres');
    expect(await tryToOpen(url)).toBeNull();
    const found = await queryPostgres(url, `select schemaname from pg_tables where tablename = 'memories'`);
    expect(found).toEqual([{ schemaname: 'public' }]);
  });

  it.each(['', 'noinherit'])(
    'lets a user in who owns nothing, once an admin has set up the database (%s)',
    async (how) => {
      const [adminUrl, login] = [await createDatabase(), `app_plain${how}`];
      const url = asUser(adminUrl, login);
      await queryPostgres(adminUrl, `create role ${login} login ${how}`);
      expect(await tryToOpen(url)).toMatchObject({
        code: 'DATABASE_UNFIT',
        message: expect.stringContaining('DATABASE_ADMIN_URL'),
      });
      expect(await tryToOpen(url, { adminUrl })).toBeNull();
      const storage = await open(url);
      await addMemories(storage, TENANT, { id: 'kept' });
      expect(await storage.memories.count(TENANT, null, {}, NOW)).toBe(1);
      await storage.close();
      const owned = `select relname from pg_class where relowner = '${login}'::regrole`;
      expect(await queryPostgres(adminUrl, owned)).toEqual([]);
    },
  );

  it.each(['server', 'tool'])('refuses a user that is no member of the roles (as a %s)', async (what) => {
    const url = await createSetUpDatabase();
    const login = `app_stranger_${what}`;
    await queryPostgres(url, `create role ${login} login`);
    const error = await tryToOpen(asUser(url, login), { migrate: what === 'server' });
    expect(error).toMatchObject({ name: 'StorageOpenError', message: expect.stringMatching(/role/) });
    expectOneLine(error);
  });

  it('lets the owner of a database set it up alone, who is no superuser, and shows it no row', async () => {
    const database = await createSetUpByOwner();
    const rows = (table: string) => `select count(*)::int as rows from ${table}`;
    expect(await queryPostgres(database, rows('memories'))).toEqual([{ rows: 1 }]);
    for (const table of ['memories', 'memory_versions', 'namespaces']) {
      expect(await queryPostgres(asUser(database, 'app_owner'), rows(table))).toEqual([{ rows: 0 }]);
    }
  });

  it('shows no row to a member that has the rights of a role, but has not become it', async () => {
    const database = await createSetUpDatabase();
    await queryPostgres(database, 'create role app_heir login');
    const storage = await open(database);
    await addMemories(storage, TENANT, { id: 'kept' });
    await storage.close();
    await queryPostgres(database, `grant ${ROLES.housekeeping} to app_heir`);
    const url = asUser(database, 'app_heir');
    const ids = 'select id from memories';
    expect(await queryPostgres(url, ids)).toEqual([]);
    expect(await queryPostgres(`${url}?options=-c%20role%3D${ROLES.housekeeping}`, ids)).toEqual([{ id: 'kept' }]);
  });

  /** Has a user without a superuser's powers set up a database of its own and keep a memory in it. */
  async function createSetUpByOwner(): Promise<string> {
    const database = await createDatabase();
    await queryPostgres(database, 'create role app_owner login createrole');
    await queryPostgres(database, `alter database ${new URL(database).pathname.slice(1)} owner to app_owner`);
    for (const role of Object.values(ROLES)) {
      // As where it had made the role itself: from PostgreSQL 16 on it may grant it, but not become it.
      await queryPostgres(database, `grant ${role} to app_owner with admin true, inherit false, set false`);
    }
    // A superuser's affair, which hosts of databases offer in their own ways.
    await queryPostgres(database, 'create extension vector');
    const storage = await open(asUser(database, 'app_owner'));
    await addMemories(storage, TENANT, { id: 'kept' });
    await storage.close();
    return database;
  }

  it('tells in one line, without the password, why a database cannot be used', async () => {
    const secret = asUser(cluster.url, `app_secret:${PASSWORD}`);
    await queryPostgres(cluster.url, `create database latin encoding latin1 locale 'C' template template0`);
    const newer = await createSetUpDatabase();
    await queryPostgres(newer, `insert into schema_migrations values (${migrations.length + 1}, 'later', 0)`);
    const cases = [
      [secret.replace(/:\d+\/.*$/, ':1/x'), 'DATABASE_UNREACHABLE', /ECONNREFUSED/],
      [secret.replace(PASSWORD, `not-${PASSWORD}`), 'DATABASE_UNFIT', /password authentication failed/],
      [secret.replace(/\/postgres$/, '/missing'), 'DATABASE_UNFIT', /database "missing" does not exist/],
      [secret.replace(/\/postgres$/, '/latin'), 'DATABASE_UNFIT', /LATIN1.*needs UTF8/],
      [newer, 'SCHEMA_NEWER', /made by a newer version/],
      [await createDatabase(), 'SCHEMA_OLDER', /start the server once/],
    ] as const;
    for (const [url, code, message] of cases) {
      const error = await tryToOpen(url, { migrate: code !== 'SCHEMA_OLDER' });
      expect(error).toMatchObject({ name: 'StorageOpenError', code, message: expect.stringMatching(message) });
      expectOneLine(error);
    }
  });

  describe('holds a role to its rights', () => {
    it.each([
      [ROLES.tenant, 'select * from settings', 'permission denied'],
      [ROLES.tenant, 'delete from organizations', 'permission denied'],
      [ROLES.tenant, 'delete from api_keys', 'permission denied'],
      [ROLES.tenant, 'update audit_log set action = action', 'permission denied'],
      [ROLES.tenant, 'delete from audit_log', 'permission denied'],
      [ROLES.tenant, 'update plan_changes set plan_id = plan_id', 'permission denied'],
      [ROLES.tenant, 'delete from plan_changes', 'permission denied'],
      [ROLES.tenant, 'update invoices set total_cents = 0', 'permission denied'],
      [ROLES.tenant, 'delete from invoices', 'permission denied'],
      [ROLES.tenant, 'update credits set amount_cents = 9', 'permission denied'],
      [ROLES.tenant, 'delete from credit_uses', 'permission denied'],
      [ROLES.tenant, 'update agreement_changes set agreement = null', 'permission denied'],
      [ROLES.tenant, 'delete from agreement_changes', 'permission denied'],
      [ROLES.tenant, 'update api_key_hashes set org_id = org_id', 'permission denied'],
      [ROLES.tenant, `insert into schema_migrations values (99, 'x', 0)`, 'permission denied'],
      [ROLES.tenant, 'create table mine (id int)', 'permission denied'],
      [ROLES.tenant, 'alter table memories disable row level security', 'must be owner'],
      [ROLES.tenant, `insert into organization_emails values ('a@b', 'org_other')`, 'violates row-level security'],
      [ROLES.authentication, 'select * from memories', 'permission denied'],
      [ROLES.authentication, 'select * from settings', 'permission denied'],
      [ROLES.authentication, 'update api_keys set name = name', 'permission denied'],
      [ROLES.housekeeping, 'select * from api_keys', 'permission denied'],
      [ROLES.housekeeping, 'delete from memories', 'permission denied'],
      [ROLES.housekeeping, 'update memories set text = text', 'permission denied'],
    ])('%s: %s', async (role, statement, refusal) => {
      const url = await sharedDatabase();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`set role ${role}; set memory_api.org_id = 'org_a'; set memory_api.environment = 'live'`);
      await expect(client.query(statement)).rejects.toThrow(refusal);
      await client.end();
    });

    it.each([
      ['audit_log', 'action'],
      ['plan_changes', 'plan_id'],
      ['credits', 'note'],
      ['credit_uses', 'credit_id'],
      ['agreement_changes', 'agreement'],
    ])('refuses even the superuser to change rows of %s', async (table, column) => {
      const url = await sharedDatabase();
      for (const statement of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]) {
        await expect(queryPostgres(url, statement)).rejects.toThrow('append-only');
      }
    });
  });

  let shared: Promise<string> | null = null;
  function sharedDatabase(): Promise<string> {
    shared ??= createSetUpDatabase();
    return shared;
  }
});

function asUser(url: string, user: string): string {
  return url.replace('//postgres@', `//${user}@`);
}

function expectOneLine(error: unknown): void {
  expect(error).toHaveProperty('message', expect.stringMatching(/^The database [^\n]+\.$/));
  expect(error).toHaveProperty('message', expect.not.stringContaining(PASSWORD));
}
