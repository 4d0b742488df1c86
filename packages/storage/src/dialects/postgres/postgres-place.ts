import pg from 'pg';
import { StorageOpenError } from '../../storage-open-error.js';
import { isLostConnection } from './postgres-failure.js';

/** A database by host and name: never with its user or password, so that it can be shown. */
export function toPlace(url: string): string {
  if (!URL.canParse(url)) return 'the database';
  const { host, pathname, searchParams } = new URL(url);
  return `${host === '' ? (searchParams.get('host') ?? '') : host}${pathname}`;
}

/**
 * Runs something on a connection of its own, which is closed afterwards. Throws `StorageOpenError` where the database
 * can't be reached, or refuses the user.
 */
export async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'memory-api',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // Whoever waits for an answer hears of it there.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw toConnectError(url, cause);
  }
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

const CONNECT_TIMEOUT_MS = 5000;

function toConnectError(url: string, cause: unknown): StorageOpenError {
  const place = toPlace(url);
  const reason = cause instanceof AggregateError ? cause.errors.map(toReason).join(', ') : toReason(cause);
  const code = isLostConnection(cause) ? 'DATABASE_UNREACHABLE' : 'DATABASE_UNFIT';
  return new StorageOpenError({ code, place, message: `The database ${place} can't be reached: ${reason}.`, cause });
}

function toReason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
