import { invariant } from '@memory-api/contract';
import type { Collection, InvoiceRecord, PaymentCustomer, Storage } from '@memory-api/storage';
import { toBillingPeriod, toPeriodName } from '../../plans/billing-period.js';
import type { EnsureCustomer } from './ensure-customer.js';
import type { PaymentProvider, SentInvoice } from './payment-provider.js';

/** Does what is to be done about an invoice with the provider, and says where it is then. May fail, and be done again. */
export type CollectInvoice = (collection: Collection) => Promise<Collection>;

/** What invoices are collected with. */
export interface CollectInvoiceParts {
  readonly storage: Pick<Storage, 'invoices' | 'payments' | 'write'>;
  readonly provider: PaymentProvider;
  readonly ensureCustomer: EnsureCustomer;
}

/** Makes the use case over the stores and the provider. */
export function createCollectInvoice(parts: CollectInvoiceParts): CollectInvoice {
  const { storage, provider } = parts;
  return async (collection) => {
    const invoice = await storage.invoices.get(collection.orgId, collection.invoiceId);
    invariant(invoice !== null, 'what is collected is an invoice');
    if (invoice.status === 'issued') return collection.state === 'due' ? send(parts, collection, invoice) : collection;
    const { externalId } = collection;
    if (externalId !== null && invoice.status === 'void') await provider.withdrawInvoice(externalId);
    if (externalId !== null && invoice.status === 'paid') await provider.markPaid(externalId);
    return { ...collection, state: invoice.status };
  };
}

async function send(parts: CollectInvoiceParts, collection: Collection, invoice: InvoiceRecord): Promise<Collection> {
  const { storage, provider, ensureCustomer } = parts;
  const sent = toSentInvoice(invoice, await ensureCustomer(invoice.orgId), collection.attempts);
  const externalId = collection.externalId ?? (await provider.draftInvoice(sent));
  // Kept at once: whatever happens next, there is no second draft.
  if (collection.externalId === null) {
    await storage.write((tx) => storage.payments.saveCollection(tx, { ...collection, externalId }));
  }
  await provider.finishInvoice(externalId, sent);
  return { ...collection, externalId, state: 'open' };
}

function toSentInvoice(invoice: InvoiceRecord, customer: PaymentCustomer, attempt: number): SentInvoice {
  const { orgId, id: invoiceId, number, lines, totalCents, issuedAtMs } = invoice;
  const { customerId, hasPaymentMethod } = customer;
  const period = toPeriodName(toBillingPeriod(invoice.periodFromMs));
  return { orgId, invoiceId, number, period, customerId, hasPaymentMethod, lines, totalCents, issuedAtMs, attempt };
}
