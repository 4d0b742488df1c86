import type { ReadOptions, Transaction } from '../transaction.js';

/** Money that an organization is owed, to be spent on its invoices. Times are epoch milliseconds. */
export type Credit = {
  /** Who it belongs to. */
  readonly orgId: string;
  /** `crd_…`, sortable by time. */
  readonly id: string;
  /** How much it was at first, whole cents above zero. */
  readonly amountCents: number;
  /** When the rest of it is lost; null: never. */
  readonly expiresAtMs: number | null;
  /** What it is for, as invoices show it. */
  readonly note: string;
  /** Epoch milliseconds. */
  readonly createdAtMs: number;
};

/** A credit, and what is left of it. */
export type CreditBalance = Credit & {
  /** In cents. What an invoice took that is void by now is there again. */
  readonly leftCents: number;
};

/** What an invoice takes of a credit. */
export type CreditUse = {
  /** The credit. */
  readonly creditId: string;
  /** Whole cents, above zero. */
  readonly amountCents: number;
};

/** Credits and their uses, one row each, never changed. */
export interface CreditStore {
  /** Adds a credit. One whose id is there already is left as it is. */
  append(tx: Transaction, credit: Credit): Promise<void>;
  /** All of an organization, spent and expired ones too, in the order of their ids. */
  list(orgId: string, options?: ReadOptions): Promise<readonly CreditBalance[]>;
  /** Spends credits on an invoice, in the transaction that issues it. */
  spend(tx: Transaction, orgId: string, invoiceId: string, uses: readonly CreditUse[]): Promise<void>;
}
