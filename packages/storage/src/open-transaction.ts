import { invariant } from '@memory-api/contract';
import type { Kysely } from 'kysely';
import type { Access } from './access.js';
import type { Engine } from './dialects/engine.js';
import type { Tables } from './tables.js';
import type { ReadOptions, Transaction } from './transaction.js';

/** What is behind a `Transaction`: a connection for as long as the body runs. */
export class OpenTransaction {
  readonly #connect: (access: Access) => Kysely<Tables>;
  #isOpen = true;

  constructor(connect: (access: Access) => Kysely<Tables>) {
    this.#connect = connect;
  }

  db(access: Access): Kysely<Tables> {
    // A statement after the end would commit on its own, outside of every transaction.
    invariant(this.#isOpen, 'a transaction is not used after its body has settled');
    return this.#connect(access);
  }

  end(): void {
    this.#isOpen = false;
  }

  toTransaction(): Transaction {
    return this as unknown as Transaction;
  }
}

/** The connection that a transaction writes to. */
export function connectionOf(tx: Transaction, access: Access): Kysely<Tables> {
  invariant(tx instanceof OpenTransaction, 'a transaction comes from Storage.write');
  return tx.db(access);
}

/** The connection that a read runs on: its transaction's, or a reader. */
export function readerOf(
  { reader }: Pick<Engine, 'reader'>,
  access: Access,
  options: ReadOptions | undefined,
): Kysely<Tables> {
  return options?.tx === undefined ? reader(access) : connectionOf(options.tx, access);
}
