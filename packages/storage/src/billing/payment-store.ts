import type { ReadOptions, Transaction } from '../transaction.js';

/** An organization as the payment provider knows it. */
export type PaymentCustomer = {
  /** The organization. */
  readonly orgId: string;
  /** The provider's id. */
  readonly customerId: string;
  /** Whether it has left a means of payment there. */
  readonly hasPaymentMethod: boolean;
};

/** How far an invoice has come with the provider: not sent, `open` there, or ended there. */
export type CollectionState = 'due' | 'open' | 'paid' | 'void';

/** An invoice on its way through the provider. Times are epoch milliseconds. */
export type Collection = {
  /** Whose invoice it is. */
  readonly orgId: string;
  /** Our invoice. */
  readonly invoiceId: string;
  /** The provider's id of it; null: it has none yet. */
  readonly externalId: string | null;
  /** How far it has come. */
  readonly state: CollectionState;
  /** Tries since the last success. */
  readonly attempts: number;
  /** When something is to be done next; null: nothing is. */
  readonly dueAtMs: number | null;
  /** When a payment failed last; null: none has. */
  readonly failedAtMs: number | null;
};

/** Something that the provider told. */
export type PaymentEvent = {
  /** The organization that it is about. */
  readonly orgId: string;
  /** The provider's id of it. */
  readonly eventId: string;
  /** Its kind, in the provider's words. */
  readonly kind: string;
  /** When it came, epoch milliseconds. */
  readonly atMs: number;
};

/** What is known of payments: customers, invoices on their way, and what was told. */
export interface PaymentStore {
  /** The customer of an organization, or null. */
  getCustomer(orgId: string, options?: ReadOptions): Promise<PaymentCustomer | null>;
  /** Keeps a customer, in the place of one that is there. */
  saveCustomer(tx: Transaction, customer: PaymentCustomer): Promise<void>;
  /** Where an invoice is on its way, or null: it was not to be collected. */
  getCollection(orgId: string, invoiceId: string, options?: ReadOptions): Promise<Collection | null>;
  /** Keeps where an invoice is, in the place of what is there. */
  saveCollection(tx: Transaction, collection: Collection): Promise<void>;
  /** Invoices with something to be done by then, the longest due first, of every organization. */
  findDue(request: {
    readonly nowMs: number;
    readonly limit: number;
  }): Promise<readonly { readonly orgId: string; readonly invoiceId: string }[]>;
  /** Keeps that an event came. False: it had come before. */
  noteEvent(tx: Transaction, event: PaymentEvent): Promise<boolean>;
}
