import { invariant } from '@memory-api/contract';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';
import type { ReadOptions, Transaction } from './transaction.js';

/** What is behind a `Transaction`: a connection for as long as the body runs. */
export class OpenTransaction {
  readonly #db: Kysely<Tables>;
  #isOpen = true;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  get db(): Kysely<Tables> {
    // A statement after the end would commit on its own, outside of every transaction.
    invariant(this.#isOpen, 'a transaction is not used after its body has settled');
    return this.#db;
  }

  end(): void {
    this.#isOpen = false;
  }

  toTransaction(): Transaction {
    return this as unknown as Transaction;
  }
}

/** The connection that a transaction writes to. */
export function connectionOf(tx: Transaction): Kysely<Tables> {
  invariant(tx instanceof OpenTransaction, 'a transaction comes from Storage.write');
  return tx.db;
}

/** The connection that a read runs on: its transaction's, or a reader. */
export function readerOf(reader: Kysely<Tables>, options: ReadOptions | undefined): Kysely<Tables> {
  return options?.tx === undefined ? reader : connectionOf(options.tx);
}
