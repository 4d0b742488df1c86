import { type DatabaseConnection, type Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Tables } from '../../tables.js';
import { createKyselyOn } from '../kysely-on-connection.js';

/** Kysely that writes SQLite's statements, on one connection that is already open. */
export function createSqliteKysely(connection: DatabaseConnection): Kysely<Tables> {
  return createKyselyOn(connection, {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  });
}
