import type { CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Pool } from 'pg';
import type { Access } from '../../access.js';
import type { Tables } from '../../tables.js';
import { tryAgain, withPooled } from './pooled-attempts.js';
import type { Timeouts } from './postgres-access.js';
import { createPostgresKysely } from './postgres-dialect.js';
import { isLostConnection, isSilence, toStorageError } from './postgres-failure.js';
import { readOnce } from './postgres-transaction.js';

// A pool of lost connections is found out one by one; reading again is always right.
const AGAIN = {
  pausesMs: [0, 20, 80, 200],
  isWorthIt: (error: unknown) => isLostConnection(error) && !isSilence(error),
};

/** Makes the way to run single statements that read. */
export function createReader({
  pool,
  timeouts,
}: {
  readonly pool: Pool;
  readonly timeouts: Timeouts;
}): (access: Access) => Kysely<Tables> {
  return (access) =>
    createPostgresKysely(async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      try {
        return await tryAgain(
          () => withPooled(pool, (client) => readOnce<Row>(client, access, query, timeouts)),
          AGAIN,
        );
      } catch (error) {
        throw toStorageError(error);
      }
    });
}
