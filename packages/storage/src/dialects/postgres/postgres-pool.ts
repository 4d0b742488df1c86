import pg from 'pg';
import type { StorageLogger } from '../../storage-port.js';
import type { Timeouts } from './postgres-access.js';
import { SERVER_NAME, toConnectionString } from './postgres-place.js';
import { createTurnSocket } from './turn-socket.js';

/** How to reach a database, and how many connections to hold to it. */
export type PoolSettings = {
  /** `postgres://user:password@host:port/database`, with the options of libpq's URLs. */
  readonly url: string;
  /** Most connections at a time. What finds none free waits. */
  readonly size: number;
  readonly timeouts: Timeouts;
};

// A caller who waited this long for a free connection is better told so.
const CONNECT_TIMEOUT_MS = 5000;
const IDLE_TIMEOUT_MS = 60_000;
// After the server's own time-out: a server that doesn't answer at all isn't waited for any longer.
const ANSWER_GRACE_MS = 2000;

/** PostgreSQL's numbers of types that cross over in a form of their own. */
const INT8 = 20;
const JSON_TYPE = 114;

/** Opens no connection yet: each is opened when it is needed, and again after it was lost. */
export function createPool({ url, size, timeouts }: PoolSettings, logger: Pick<StorageLogger, 'warn'>): pg.Pool {
  const pool = new pg.Pool({
    connectionString: toConnectionString(url),
    application_name: SERVER_NAME,
    max: size,
    pipeline: true,
    stream: () => createTurnSocket(),
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    query_timeout: timeouts.statementMs + ANSWER_GRACE_MS,
    types: { getTypeParser: parseValue },
  });
  // An idle connection was lost; whoever needs one next gets a new one. Its words alone: the error carries the whole
  // connection, and with it what may not be logged.
  pool.on('error', ({ message }) => logger.warn({ reason: message }, 'a connection to the database was lost'));
  // One that is lost while it is lent tells whoever waits for an answer; unheard here, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Reads numbers and JSON as the codec wants them: the `getTypeParser` of a connection. */
export function parseValue(type: number, format?: 'text' | 'binary'): (value: string) => unknown {
  // Counters and times stay far below 2^53; JSON is the codec's to read.
  if (type === INT8) return Number;
  if (type === JSON_TYPE) return (value) => value;
  return pg.types.getTypeParser(type, format) as (value: string) => unknown;
}
