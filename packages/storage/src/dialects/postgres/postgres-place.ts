import { messageOf } from '@memory-api/contract';
import pg from 'pg';
import { StorageOpenError } from '../../storage-open-error.js';
import { isLostConnection, postgresCodeOf } from './postgres-failure.js';

/** Whether a text is the URL of a PostgreSQL database; the name of the database may be missing. */
export function isPostgresUrl(text: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text);
}

/** A database by host and name: never with its user or password, so that it can be shown. */
export function toPlace(url: string): string {
  // Without its slashes, all of a URL is its path, the password too.
  if (!isPostgresUrl(url)) return 'the database';
  const { host, pathname, searchParams } = new URL(url);
  return `${host === '' ? (searchParams.get('host') ?? '') : host}${pathname}`;
}

/** What servers call their connections: tools tell by it whether one is at work. */
export const SERVER_NAME = 'memory-api';

/** What tools call theirs. */
export const TOOL_NAME = 'memory-api tool';

/** A URL for the driver, which would take a name for the connection from there before ours. */
export function toConnectionString(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  parsed.searchParams.delete('application_name');
  return parsed.href;
}

/**
 * Runs something on a connection of its own, which is closed afterwards. Throws `StorageOpenError` where the database
 * can't be reached, or refuses the user.
 */
export async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openClient(url, { application_name: SERVER_NAME });
  try {
    return await run(client);
  } catch (error) {
    throw toUseError(url, error);
  } finally {
    await client.end();
  }
}

/** Opens a connection that its caller closes. Throws as `withClient` does. */
export async function openClient(url: string, settings: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({
    ...settings,
    connectionString: toConnectionString(url),
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // Whoever waits for an answer hears of it there.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    throw toConnectError(url, cause);
  }
}

const CONNECT_TIMEOUT_MS = 5000;

function toConnectError(url: string, cause: unknown): StorageOpenError {
  const place = toPlace(url);
  const reason = cause instanceof AggregateError ? cause.errors.map(messageOf).join(', ') : messageOf(cause);
  const code = isLostConnection(cause) ? 'DATABASE_UNREACHABLE' : 'DATABASE_UNFIT';
  return new StorageOpenError({ code, place, message: `The database ${place} can't be reached: ${reason}.`, cause });
}

// SQLSTATE insufficient_privilege.
const LACKS_RIGHT = '42501';

/** Makes one line of what a database says of a statement; any other error comes back as it is. */
function toUseError(url: string, cause: unknown): unknown {
  if (isLostConnection(cause)) return toConnectError(url, cause);
  const code = postgresCodeOf(cause);
  if (code === null) return cause;
  const place = toPlace(url);
  const advice =
    code === LACKS_RIGHT ? ': start once with DATABASE_ADMIN_URL, of a user who may make tables and roles' : '';
  const message = `The database ${place} refuses what is needed of it (${messageOf(cause)})${advice}.`;
  return new StorageOpenError({ code: 'DATABASE_UNFIT', place, message, cause });
}
