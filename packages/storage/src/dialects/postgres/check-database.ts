import { messageOf } from '@memory-api/contract';
import type pg from 'pg';
import { StorageOpenError, type StorageOpenErrorCode } from '../../storage-open-error.js';
import { MOVE_SETTING, refuseUnfinishedMove } from '../../transfer/move-mark.js';
import { TENANT_TABLES } from '../../transfer/table-layout.js';
import { latestVersion, type Migration } from '../migration.js';
import { assertNotNewer, readSchemaVersion } from './migrate-postgres.js';
import { ROLES, SCHEMA } from './postgres-access.js';

// What has been tried; older ones lack what the schema says.
const OLDEST_SERVER = 150_000;

/** Throws `StorageOpenError` `DATABASE_UNFIT` for a server that is too old, or a database of another encoding. */
export async function assertFit(client: pg.Client, place: string): Promise<void> {
  const { rows } = await client.query<{ version: number; name: string; encoding: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
     current_setting('server_encoding') as encoding`,
  );
  const [server] = rows;
  if (server === undefined || server.version < OLDEST_SERVER) {
    refuse('DATABASE_UNFIT', place, `runs PostgreSQL ${server?.name}, and Memory API needs 15 or later`);
  }
  if (server.encoding !== 'UTF8') {
    refuse('DATABASE_UNFIT', place, `has the encoding ${server.encoding}, and Memory API needs UTF8`);
  }
}

/** Throws `SCHEMA_OLDER` where a server has yet to migrate the database, `SCHEMA_NEWER` where it is too new. */
export async function assertCurrentSchema(
  client: pg.Client,
  place: string,
  migrations: readonly Migration[],
): Promise<void> {
  const version = await readSchemaVersion(client);
  assertNotNewer(place, version, migrations);
  const known = latestVersion(migrations);
  if (version === known) return;
  const message = `has schema ${version}, and this version of Memory API wants ${known}: start the server once, it upgrades the database`;
  refuse('SCHEMA_OLDER', place, message);
}

/** Throws `MOVE_UNFINISHED` where a move into the database was interrupted: it holds some of the rows only. */
export async function assertNoMove(client: pg.Client, place: string): Promise<void> {
  await client.query('begin read only');
  // Who has to be granted a role each time it is used reads nothing in its own name.
  await client.query(`select set_config('role', $1, true)`, [ROLES.housekeeping]);
  const isUnfinished = await hasMoveMark(client);
  await client.query('commit');
  if (isUnfinished) refuseUnfinishedMove(`the database ${place}`);
}

/** Whether a move into the database has not ended. */
export async function hasMoveMark(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(`select from ${SCHEMA}.settings where name = $1`, [MOVE_SETTING]);
  return rows.length > 0;
}

/**
 * Holds the second wall to be real: throws `ROLES_UNSAFE` where a role that requests run as passes by row-level
 * security (a superuser, BYPASSRLS, an owner of tables), where a table isn't guarded, or where the roles can't be taken.
 */
export async function assertGuarded(client: pg.Client, place: string): Promise<void> {
  const roles = await client.query<{ name: string; passes: boolean; owns: boolean }>(
    `select r.rolname as name, r.rolsuper or r.rolbypassrls as passes,
       exists (select from pg_class where relowner = r.oid and relname = any($2) and relnamespace = '${SCHEMA}'::regnamespace) as owns
     from pg_roles r where r.rolname = any($1)`,
    [Object.values(ROLES), TENANT_TABLES],
  );
  for (const role of Object.values(ROLES)) {
    const found = roles.rows.find(({ name }) => name === role);
    if (found === undefined) refuse('ROLES_UNSAFE', place, `has no role ${role}: start once with DATABASE_ADMIN_URL`);
    if (found.passes) refuse('ROLES_UNSAFE', place, `lets ${role} pass by row-level security: ${TAKE_RIGHTS}`);
    if (found.owns) refuse('ROLES_UNSAFE', place, `has tables that ${role} owns: give them another owner`);
  }
  const unguarded = await client.query<{ relname: string }>(
    `select relname from pg_class where relname = any($1) and relnamespace = '${SCHEMA}'::regnamespace and not (relrowsecurity and relforcerowsecurity)`,
    [TENANT_TABLES],
  );
  for (const { relname } of unguarded.rows) {
    refuse(
      'ROLES_UNSAFE',
      place,
      `has no forced row-level security on ${relname}: alter the table to enable and force it`,
    );
  }
  await assertPolicies(client, place);
  await assertRolesCanBeTaken(client, place);
}

/** Each table lets the tenant's role see its tenant's rows; what is open beyond that is open to who has become a role. */
async function assertPolicies(client: pg.Client, place: string): Promise<void> {
  const { rows } = await client.query<{ table: string; tenant: number; others: string | null }>(
    `select t.name as table,
       count(*) filter (where policyname = 'tenant' and roles = array['${ROLES.tenant}']::name[] and ${OWN_ROWS})::int as tenant,
       string_agg(policyname, ', ') filter (where not (policyname = 'tenant' and ${OWN_ROWS}) and not (${OWN_ROLE})) as others
     from unnest($1::text[]) as t (name)
     left join pg_policies on tablename = t.name and schemaname = '${SCHEMA}' group by t.name order by t.name`,
    [TENANT_TABLES],
  );
  for (const { table, tenant, others } of rows) {
    if (tenant !== 1)
      refuse('ROLES_UNSAFE', place, `has lost the policy that holds ${table} to a tenant: restore the schema`);
    if (others !== null)
      refuse('ROLES_UNSAFE', place, `has policies on ${table} that are not ours (${others}): drop them`);
  }
}

const OWN_ROWS = `qual like '%memory_api.org_id%' and permissive = 'PERMISSIVE'`;
const OWN_ROLE = `roles <@ array['${ROLES.authentication}', '${ROLES.metering}', '${ROLES.housekeeping}']::name[]
  and coalesce(qual, with_check) like '%CURRENT_USER = ''memory_api_%'`;

const TAKE_RIGHTS = 'take SUPERUSER and BYPASSRLS from it';

async function assertRolesCanBeTaken(client: pg.Client, place: string): Promise<void> {
  for (const role of Object.values(ROLES)) {
    try {
      // For the transaction of this one statement: through a pooler, the next may run on another connection.
      await client.query(`select set_config('role', $1, true)`, [role]);
    } catch (cause) {
      const reason = messageOf(cause);
      refuse('ROLES_UNSAFE', place, `does not let its user act as ${role} (${reason}): grant it the role`, cause);
    }
  }
}

function refuse(code: StorageOpenErrorCode, place: string, what: string, cause?: unknown): never {
  throw new StorageOpenError({ code, place, message: `The database ${place} ${what}.`, cause });
}
