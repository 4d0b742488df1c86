import type { ReadOptions, Transaction } from '../transaction.js';
import type { Agreement } from './agreement.js';

/** What was agreed with an organization from a moment on. */
export type AgreementChange = {
  /** The organization. */
  readonly orgId: string;
  /** When it takes effect, epoch milliseconds. */
  readonly startsAtMs: number;
  /** Null: nothing is agreed any more. */
  readonly agreement: Agreement | null;
  /** The key that decided it. */
  readonly keyId: string | null;
};

/** A change as it is kept. */
export type AgreementChangeRecord = AgreementChange & {
  /** Its place among the changes of the organization, from 1. */
  readonly seq: number;
};

/** Every change of what was agreed, one row each, never changed: bills are made from them. */
export interface AgreementStore {
  /** Adds a change, in the transaction that changes the organization under its lock. */
  append(tx: Transaction, change: AgreementChange): Promise<AgreementChangeRecord>;
  /** All changes of an organization, in the order in which they were decided. */
  list(orgId: string, options?: ReadOptions): Promise<readonly AgreementChangeRecord[]>;
}
