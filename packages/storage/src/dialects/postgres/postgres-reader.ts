import { setTimeout as pauseFor } from 'node:timers/promises';
import type { CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Pool } from 'pg';
import type { Access } from '../../access.js';
import type { Tables } from '../../tables.js';
import type { Timeouts } from './postgres-access.js';
import { createPostgresKysely } from './postgres-dialect.js';
import { isLostConnection, isSilence, toStorageError } from './postgres-failure.js';
import { readOnce } from './postgres-transaction.js';

// A pool of lost connections is found out one by one; reading again is always right.
const PAUSES_MS = [0, 20, 80, 200];

/** Makes the way to run single statements that read. */
export function createReader(parts: {
  readonly pool: Pool;
  readonly timeouts: Timeouts;
}): (access: Access) => Kysely<Tables> {
  return (access) => createPostgresKysely((query) => read(parts, access, query));
}

async function read<Row>(
  { pool, timeouts }: { readonly pool: Pool; readonly timeouts: Timeouts },
  access: Access,
  query: CompiledQuery,
): Promise<QueryResult<Row>> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await attempt<Row>({ pool, timeouts }, access, query);
    } catch (error) {
      if (!isLostConnection(error) || isSilence(error)) throw toStorageError(error);
      await pauseFor(pauseMs);
    }
  }
  return attempt<Row>({ pool, timeouts }, access, query).catch((error: unknown) => {
    throw toStorageError(error);
  });
}

async function attempt<Row>(
  { pool, timeouts }: { readonly pool: Pool; readonly timeouts: Timeouts },
  access: Access,
  query: CompiledQuery,
): Promise<QueryResult<Row>> {
  const client = await pool.connect();
  let isUsable = true;
  try {
    return await readOnce<Row>(client, access, query, timeouts);
  } catch (error) {
    isUsable = !isLostConnection(error);
    throw error;
  } finally {
    client.release(!isUsable);
  }
}
