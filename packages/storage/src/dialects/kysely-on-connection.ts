import { invariant } from '@memory-api/contract';
import { type DatabaseConnection, type Dialect, type Driver, Kysely } from 'kysely';
import type { Tables } from '../tables.js';

/** How an engine writes its statements. */
export type StatementDialect = Pick<Dialect, 'createAdapter' | 'createIntrospector' | 'createQueryCompiler'>;

/** Kysely on one connection that is already open. Transactions are not Kysely's: `Storage.write` opens them. */
export function createKyselyOn(connection: DatabaseConnection, dialect: StatementDialect): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: { ...dialect, createDriver: () => createDriver(connection) } });
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
