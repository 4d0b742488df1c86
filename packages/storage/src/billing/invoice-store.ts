import type { Page, PageRequest } from '../page.js';
import type { ReadOptions, Transaction } from '../transaction.js';

/** What an invoice asks for, or takes off (below zero). Whole cents. */
export type InvoiceLine = {
  /** What kind of thing it is: the word that the API shows. */
  readonly kind: string;
  /** For a person to read. */
  readonly description: string;
  /** Units of what is counted; null where nothing is. */
  readonly quantity: number | null;
  /** In cents; below zero: taken off. */
  readonly amountCents: number;
};

/** Where an invoice has come to: `void` ones stay, so that their numbers do. */
export type InvoiceStatus = 'issued' | 'paid' | 'void';

/** An invoice that is to be issued. Times are epoch milliseconds, cents whole. */
export type InvoiceDraft = {
  /** `inv_…`, sortable by time. */
  readonly id: string;
  /** Who is to pay. */
  readonly orgId: string;
  /** First millisecond of the billing period. */
  readonly periodFromMs: number;
  /** First millisecond that is outside. */
  readonly periodToMs: number;
  /** They add up to the total. */
  readonly lines: readonly InvoiceLine[];
  /** What the period itself costs, before credits and without what earlier periods had left. */
  readonly periodCents: number;
  /** What is to be paid; never below zero. */
  readonly totalCents: number;
  /** What the period was priced by, as JSON: read by whoever priced it, and never changed. */
  readonly basis: unknown;
  /** Epoch milliseconds. */
  readonly issuedAtMs: number;
};

/** An invoice as it is kept. Beside its status, and the times of that, nothing of it ever changes. */
export type InvoiceRecord = InvoiceDraft & {
  /** Its place among those of the organization, from 1, without a gap. */
  readonly number: number;
  /** Where it has come to. */
  readonly status: InvoiceStatus;
  /** When it was paid; null: not yet. */
  readonly paidAtMs: number | null;
  /** When it was made void; null: it was not. */
  readonly voidedAtMs: number | null;
};

/** How an invoice ends. */
export type InvoiceSettlement = {
  /** What becomes of it. */
  readonly status: 'paid' | 'void';
  /** Epoch milliseconds. */
  readonly atMs: number;
};

/**
 * Invoices, one a billing period of an organization, beside those that were made void. The database itself refuses to
 * change or remove one.
 */
export interface InvoiceStore {
  /**
   * Adds an invoice under the next number, in a transaction that holds the organization's lock. One that asks for nothing
   * is paid. Null where the period has an invoice that isn't void: whoever comes second changes nothing.
   */
  issue(tx: Transaction, draft: InvoiceDraft): Promise<InvoiceRecord | null>;
  /** The invoice of this id, or null: one of another organization, too. */
  get(orgId: string, id: string, options?: ReadOptions): Promise<InvoiceRecord | null>;
  /** The invoice of the billing period that begins then: the one that isn't void, or else the last one; or null. */
  getByPeriod(orgId: string, periodFromMs: number, options?: ReadOptions): Promise<InvoiceRecord | null>;
  /** Newest first. A bad cursor is ApiError `VALIDATION_ERROR`. */
  list(orgId: string, request: PageRequest): Promise<Page<InvoiceRecord>>;
  /** Ends an invoice that is issued, and returns it as it is then. Null where it is none, or has ended already. */
  settle(tx: Transaction, orgId: string, id: string, settlement: InvoiceSettlement): Promise<InvoiceRecord | null>;
}
