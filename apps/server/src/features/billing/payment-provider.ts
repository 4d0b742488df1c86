import type { InvoiceLine } from '@memory-api/storage';

/** An invoice of ours, as it is sent to be collected. Whole cents. */
export interface SentInvoice {
  readonly orgId: string;
  readonly invoiceId: string;
  readonly number: number;
  /** Name of the billing period, such as `2026-01`. */
  readonly period: string;
  readonly customerId: string;
  /** Whether the customer has left a means of payment: it is charged then, else the invoice is mailed. */
  readonly hasPaymentMethod: boolean;
  readonly lines: readonly InvoiceLine[];
  readonly totalCents: number;
  readonly issuedAtMs: number;
  /** Which try it is, from 0: a later one looks first whether an earlier one got through. */
  readonly attempt: number;
}

/** What the provider tells. Ids of ours come back as we sent them. */
export type ProviderEvent =
  | { readonly kind: 'invoice_paid' | 'payment_failed'; readonly orgId: string; readonly invoiceId: string }
  | {
      readonly kind: 'payment_method_added';
      readonly orgId: string;
      readonly customerId: string;
      /** The provider's id of what was set up. */
      readonly setupId: string;
    }
  /** Nothing that we act on. */
  | { readonly kind: 'other' };

/** An event, and by which id it comes again if it comes again. */
export interface IncomingEvent {
  readonly id: string;
  /** In the provider's words. */
  readonly type: string;
  readonly event: ProviderEvent;
}

/** Whoever collects what we price. Everything that waits may fail, and may be done again. */
export interface PaymentProvider {
  /** Makes an organization known. Returns the provider's id. */
  createCustomer(customer: { readonly orgId: string; readonly name: string; readonly email: string }): Promise<string>;
  /** Finds or makes the provider's draft of an invoice, still without lines. Returns its id. */
  draftInvoice(invoice: SentInvoice): Promise<string>;
  /** Gives a draft our lines and asks for the money. Throws where it would ask for another total than ours. */
  finishInvoice(externalId: string, invoice: SentInvoice): Promise<void>;
  /** Ends an invoice that is not to be paid there any more, whatever state it is in there. */
  withdrawInvoice(externalId: string): Promise<void>;
  /** Ends an invoice that was paid in another way. */
  markPaid(externalId: string): Promise<void>;
  /** Where a person leaves a means of payment. Returns the URL of a page of the provider's. */
  createCheckout(checkout: {
    readonly orgId: string;
    readonly customerId: string;
    readonly returnUrl: string;
  }): Promise<string>;
  /** Charges future invoices to what a person has left. */
  usePaymentMethod(method: { readonly customerId: string; readonly setupId: string }): Promise<void>;
  /**
   * Reads what the provider sent. `bytes` is the body as it came.
   *
   * @throws ApiError WEBHOOK_REFUSED where it isn't signed by the provider, or was signed too long ago
   */
  parseEvent(bytes: Buffer, signature: string | undefined, nowMs: number): IncomingEvent;
}
