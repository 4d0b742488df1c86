import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { querySql } from '../harness/postgres-cluster.js';
import type { StoreLocation } from '../harness/store-location.js';

/** What the tables of memories take on the disk of PostgreSQL, in bytes. */
export interface PostgresBytes {
  readonly database: number;
  /** Rows with what is kept beside them, and indexes, by table. */
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly indexes: number }>>;
  /** Of those tables, rows and indexes together. */
  readonly total: number;
}

// After the large load, as autovacuum does within minutes: the planner knows the tables, and no place of a row that was
// replaced counts as taken.
const TIDY = 'vacuum (analyze)';
const SIZES = `select name, pg_table_size(name::regclass), pg_indexes_size(name::regclass)
  from unnest(array['memories', 'memory_versions', 'namespaces']) as name`;

/** Bytes of the files of SQLite, whose server has ended. */
export function readSqliteBytes({ dataDir }: StoreLocation): number {
  const files = readdirSync(dataDir).filter((name) => /\.db(-wal)?$/.test(name));
  return files.reduce((sum, name) => sum + statSync(join(dataDir, name)).size, 0);
}

/** Tidies a database up and reads what it takes. */
export async function readPostgresBytes(databaseUrl: string): Promise<PostgresBytes> {
  await querySql(databaseUrl, TIDY);
  const sizes = await querySql(databaseUrl, SIZES);
  const [[database] = []] = await querySql(databaseUrl, 'select pg_database_size(current_database())');
  const tables = sizes.map(
    ([name = '', rows, indexes]) => [name, { rows: Number(rows), indexes: Number(indexes) }] as const,
  );
  return {
    database: Number(database),
    tables: Object.fromEntries(tables),
    total: tables.reduce((sum, [, { rows, indexes }]) => sum + rows + indexes, 0),
  };
}
