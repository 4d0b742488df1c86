import type pg from 'pg';
import { StorageOpenError } from '../../storage-open-error.js';
import type { StorageLogger } from '../../storage-port.js';
import { latestVersion, type Migration } from '../migration.js';
import { ROLES, SCHEMA } from './postgres-access.js';
import { readVectorColumn } from './postgres-engine.js';
import { toPlace, withClient } from './postgres-place.js';

/** Which database to bring up to date, and who may. */
export type SchemaUpgrade = {
  /** Of a user who may make tables and roles. */
  readonly adminUrl: string;
  /** The user that the server connects as, who is to become a member of the roles. */
  readonly login: string;
  readonly migrations: readonly Migration[];
  readonly nowMs: number;
  readonly logger: StorageLogger;
};

// Any number that no other program is likely to lock by.
const LOCK = 7_301_956_240_117;

const MIGRATIONS_TABLE = `
create table schema_migrations (
  number integer primary key,
  name text not null,
  applied_at_ms bigint not null
)`;

/**
 * Takes the steps that a database lacks, all of them or none, under a lock: of many nodes that start at once one takes
 * them, and the others find them taken. Throws `StorageOpenError` `SCHEMA_NEWER` where a newer program was there.
 */
export async function migratePostgres(upgrade: SchemaUpgrade): Promise<void> {
  await withClient(upgrade.adminUrl, async (client) => {
    // What fails ends with the connection, and is undone.
    await client.query('begin isolation level read committed');
    await client.query(`set local search_path = ${SCHEMA}`);
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await migrate(client, upgrade);
    await client.query('commit');
  });
}

async function migrate(client: pg.Client, { adminUrl, login, migrations, nowMs, logger }: SchemaUpgrade) {
  const version = await readSchemaVersion(client);
  assertNotNewer(toPlace(adminUrl), version, migrations);
  await ensureRoles(client);
  const missing = migrations.filter((migration) => migration.number > version);
  if (version === 0) await client.query(MIGRATIONS_TABLE);
  const vectors = missing.length === 0 ? '' : await chooseVectorType(client, version, logger);
  for (const { number, name, sql } of missing) {
    await client.query(sql.replaceAll('VECTORS', vectors));
    await client.query('insert into schema_migrations values ($1, $2, $3)', [number, name, nowMs]);
  }
  await ensureMembership(client, login);
  if (missing.length === 0) return;
  const applied = missing.map(({ name }) => name);
  logger.info({ applied }, `the database has been ${version === 0 ? 'set up' : 'upgraded'}`);
}

/** The number of the last step that a database has taken; 0 for an empty one. */
export async function readSchemaVersion(client: pg.Client): Promise<number> {
  const found = await client.query<{ table: string | null }>(
    `select to_regclass('${SCHEMA}.schema_migrations')::text as table`,
  );
  if (found.rows[0]?.table === null) return 0;
  const { rows } = await client.query<{ number: number | null }>(
    `select max(number) as number from ${SCHEMA}.schema_migrations`,
  );
  return rows[0]?.number ?? 0;
}

/** Throws `SCHEMA_NEWER` where a newer program has migrated the database. */
export function assertNotNewer(place: string, version: number, migrations: readonly Migration[]): void {
  const known = latestVersion(migrations);
  if (version <= known) return;
  throw new StorageOpenError({
    code: 'SCHEMA_NEWER',
    place,
    message: `The database ${place} has schema ${version}, made by a newer version of Memory API; this one knows up to ${known}: start the newer version.`,
  });
}

/** Roles are the whole server's, not one database's: others may be making them at this moment. */
export async function ensureRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any($1)', [
    Object.values(ROLES),
  ]);
  const known = new Set(rows.map(({ rolname }) => rolname));
  for (const role of Object.values(ROLES).filter((name) => !known.has(name))) {
    await client.query(`do $$ begin create role ${role} nologin;
      exception when duplicate_object or unique_violation then null; end $$`);
  }
}

// From here on, membership says whether its rights come with it, and whether the role can be taken.
const GRANT_OPTIONS = 160_000;

/** Who is no member can't become one of the roles; a superuser can. A member has their rights only as one of them. */
async function ensureMembership(client: pg.Client, login: string): Promise<void> {
  const { rows } = await client.query<{ role: string; has_options: boolean }>(
    `select role, version >= $3 as has_options
     from unnest($1::text[]) as role, (select current_setting('server_version_num')::int as version) as server
     where not case when version >= $3 then pg_has_role($2, role, 'SET') else pg_has_role($2, role, 'MEMBER') end`,
    [Object.values(ROLES), login, GRANT_OPTIONS],
  );
  for (const { role, has_options: hasOptions } of rows) {
    const options = hasOptions ? ' with inherit false, set true' : '';
    await client.query(`grant ${role} to ${client.escapeIdentifier(login)}${options}`);
  }
}

const VECTOR_TYPES = { halfvec: 'halfvec[]', bytea: 'bytea' } as const;

async function chooseVectorType(client: pg.Client, version: number, logger: StorageLogger): Promise<string> {
  if (version > 0) return VECTOR_TYPES[(await readVectorColumn(client)).kind];
  const { rows } = await client.query(`select from pg_available_extensions where name = 'vector'`);
  if (rows.length > 0) {
    await client.query('create extension if not exists vector');
    return VECTOR_TYPES.halfvec;
  }
  logger.info({}, 'the database has no pgvector: vectors are kept as bytes');
  return VECTOR_TYPES.bytea;
}
