import { ApiError, isApiError } from '@memory-api/contract';
import pg from 'pg';

// Two writers have met (SQLSTATE class 40), or both went on with the same id: what follows sees the other's work.
const CONFLICTS = new Set(['40001', '40P01']);
const RACED_KEY = 'memory_versions_pkey';

// The server can't do its work now: connection lost (08), resources (53), operator (57: shut down, starting,
// timed out), lock not had in time (55P03), input or output (58), a copy that takes no writes (25006).
const UNAVAILABLE = /^(?:08(?!P01)|53|57|58)|^(?:55P03|25006)$/;

// What Node says of a connection that could not be made, or is gone.
const NETWORK = /^(?:E(?:CONN\w+|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN))$/;
// What `pg` says of it, without a code.
const LOST = /Connection terminated|Client has encountered|not queryable/i;
const SILENT = /timeout exceeded when trying to connect|Query read timeout|timeout expired|connection timeout/i;
// The server says that it ends the connection: shut down, crashed, starting, dropped, idle for too long (57P, 25P).
const ENDED = /^(?:08|57P0[1-5]$|25P0[34]$)/;

/** The SQLSTATE of an error of PostgreSQL, `40001` for example; null for any other error. */
export function postgresCodeOf(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null;
}

/** Whether a transaction was undone for the sake of another one, so that running it again is right. */
export function isConflict(error: unknown): boolean {
  const code = postgresCodeOf(error);
  if (code === null) return false;
  return CONFLICTS.has(code) || (code === '23505' && constraintOf(error) === RACED_KEY);
}

/** Whether others were in the way: a conflict, a lock or a statement that took too long. Nothing is wrong with the database. */
export function isContention(error: unknown): boolean {
  return isConflict(error) || ['55P03', '57014'].includes(postgresCodeOf(error) ?? '');
}

/** Whether the connection is gone: whatever had not been committed on it never was, and it serves nobody again. */
export function isLostConnection(error: unknown): boolean {
  const code = postgresCodeOf(error);
  if (code === null) return isLostByNetwork(error);
  // A violation of the protocol ends a connection where a pooler speaks of its own; a statement of ours may be one, too.
  return ENDED.test(code) && (code !== '08P01' || severityOf(error) === 'FATAL');
}

/** Whether an answer, or a free connection, was waited for in vain: who has waited that long is told, not made to wait again. */
export function isSilence(error: unknown): boolean {
  return postgresCodeOf(error) === null && error instanceof Error && SILENT.test(error.message);
}

/**
 * Makes an ApiError `STORAGE_UNAVAILABLE` of what the database may recover from; its cause is for the log, nothing of it
 * reaches the caller. Any other error comes back as it is.
 */
export function toStorageError(error: unknown): unknown {
  if (isApiError(error)) return error;
  // The one unique index that callers reach: two of them chose the same id at the same moment.
  if (postgresCodeOf(error) === '23505' && constraintOf(error) === 'memories_live_id') {
    return new ApiError({ code: 'MEMORY_ID_EXISTS', cause: error });
  }
  const code = postgresCodeOf(error);
  const isUnavailable = isLostConnection(error) || isConflict(error) || (code !== null && UNAVAILABLE.test(code));
  if (!isUnavailable) return error;
  return new ApiError({ code: 'STORAGE_UNAVAILABLE', headers: { 'retry-after': '1' }, cause: error });
}

function severityOf(error: unknown): string {
  return error instanceof pg.DatabaseError ? (error.severity ?? '') : '';
}

function constraintOf(error: unknown): string {
  return error instanceof pg.DatabaseError ? (error.constraint ?? '') : '';
}

function isLostByNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isLostByNetwork);
  return ('code' in error && NETWORK.test(String(error.code))) || LOST.test(error.message) || isSilence(error);
}
