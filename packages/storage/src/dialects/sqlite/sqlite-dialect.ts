import { invariant } from '@memory-api/contract';
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Tables } from '../../tables.js';

/**
 * Kysely on one connection that is already open. Transactions are not Kysely's: the write queue
 * opens them, one at a time, and puts many writes into each.
 */
export function createSqliteKysely(connection: DatabaseConnection): Kysely<Tables> {
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(connection),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect });
}

function createDriver(connection: DatabaseConnection): Driver {
  const done = Promise.resolve();
  return {
    init: () => done,
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => done,
    beginTransaction: refuseTransaction,
    commitTransaction: refuseTransaction,
    rollbackTransaction: refuseTransaction,
    destroy: () => done,
  };
}

function refuseTransaction(): Promise<void> {
  invariant(false, 'transactions are opened by Storage.write');
}
