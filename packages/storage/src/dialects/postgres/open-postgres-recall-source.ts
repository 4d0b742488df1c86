import { createRecallSource } from '../../recall/kysely-recall-source.js';
import type { OpenedRecallSource } from '../../recall/recall-source.js';
import { checkDatabase, type PostgresLocation } from './open-postgres-storage.js';
import { createPostgresEngine } from './postgres-engine.js';
import { createPool } from './postgres-pool.js';

// A connection that is lost while idle costs nothing: the next read opens another, or fails and says so.
const nobody = { warn: () => undefined };

/** Opens a database for a recall worker, which only reads it. Throws `StorageOpenError` as a server's start does. */
export async function openPostgresRecallSource(location: PostgresLocation): Promise<OpenedRecallSource> {
  const vectors = await checkDatabase(location.url);
  const pool = createPool({ ...location, size: location.poolSize }, nobody);
  const source = createRecallSource(createPostgresEngine({ ...location, pool, vectors }));
  return { ...source, close: () => pool.end() };
}
