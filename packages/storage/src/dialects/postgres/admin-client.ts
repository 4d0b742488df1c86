import type pg from 'pg';
import { TransferError } from '../../transfer/transfer-error.js';
import { assertFit } from './check-database.js';
import { readSchemaVersion } from './migrate-postgres.js';
import { SCHEMA } from './postgres-access.js';
import { isLostConnection, postgresCodeOf } from './postgres-failure.js';
import { openClient, SERVER_NAME, TOOL_NAME, toPlace } from './postgres-place.js';
import { parseValue } from './postgres-pool.js';

/** Connects as `openAdminClient` does, for as long as `run` takes. What the database refuses is one line. */
export async function withAdminClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openAdminClient(url);
  try {
    return await run(client);
  } catch (error) {
    throw toTransferError(url, error);
  } finally {
    await client.end();
  }
}

/** Makes one line of what a database says; any other error comes back as it is. */
export function toTransferError(url: string, error: unknown): unknown {
  const reason = explainPostgres(error);
  return reason === null
    ? error
    : new TransferError('INTERRUPTED', `The database ${toPlace(url)} says: ${reason}.`, error);
}

/** What PostgreSQL, or the way to it, says of an error; null where it is another one. */
export function explainPostgres(error: unknown): string | null {
  const isOurs = postgresCodeOf(error) !== null || isLostConnection(error);
  return isOurs && error instanceof Error ? error.message : null;
}

/**
 * Connects as somebody who sees the rows of every tenant.
 *
 * @throws StorageOpenError where the database can't be reached or used
 * @throws TransferError `RIGHTS` where the user is held to row-level security, which hides rows even from their owner
 */
export async function openAdminClient(url: string): Promise<pg.Client> {
  const client = await openClient(url, { application_name: TOOL_NAME, types: { getTypeParser: parseValue } });
  try {
    await assertFit(client, toPlace(url));
    await assertPasses(client, url);
    // A server's limits are not for what copies whole tables, or waits in a transaction for another database.
    await client.query(`set search_path = ${SCHEMA}`);
    await client.query(`select set_config(name, '0', false) from unnest($1::text[]) as name`, [TIMEOUTS]);
    return client;
  } catch (error) {
    await client.end();
    throw error;
  }
}

const TIMEOUTS = ['statement_timeout', 'idle_in_transaction_session_timeout'];

async function assertPasses(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query<{ name: string; passes: boolean }>(
    'select rolname as name, rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user',
  );
  const [user] = rows;
  if (user?.passes === true) return;
  const message = `The user ${user?.name} of ${toPlace(url)} is held to row-level security, so it doesn't see every row: connect as a superuser or as a user with BYPASSRLS (DATABASE_ADMIN_URL).`;
  throw new TransferError('RIGHTS', message);
}

/**
 * Throws `IN_USE` where a server is connected to the database; `advice` tells what to do then. A server reads
 * something four times a second; what has been idle for longer is a pooler's, kept after its client has gone.
 */
export async function assertQuiet(client: pg.Client, url: string, advice: string): Promise<void> {
  const { rows } = await client.query<{ sessions: number }>(
    `select count(*)::int as sessions from pg_stat_activity
     where datname = current_database() and application_name = $1 and pid <> pg_backend_pid()
       and (state <> 'idle' or state_change > now() - interval '5 seconds')`,
    [SERVER_NAME],
  );
  const sessions = rows[0]?.sessions ?? 0;
  if (sessions === 0) return;
  const message = `The database ${toPlace(url)} is in use by a server (${sessions} connections of ${SERVER_NAME}): ${advice}.`;
  throw new TransferError('IN_USE', message);
}

/** Throws `ARGUMENT` where no server has set a database up. */
export async function assertHasData(client: pg.Client, place: string): Promise<void> {
  if ((await readSchemaVersion(client)) > 0) return;
  throw new TransferError('ARGUMENT', `There is no data in ${place}: no server has set it up.`);
}

/** The server's version, such as 18. */
export async function readServerMajor(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int / 10000 as version`,
  );
  return rows[0]?.version ?? 0;
}
