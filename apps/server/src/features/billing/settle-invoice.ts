import { ApiError } from '@memory-api/contract';
import type { InvoiceRecord, Storage, Transaction } from '@memory-api/storage';
import { toAuditEntry } from '../../http/audit-entry.js';
import type { AuthenticatedContext } from '../../http/request-context.js';

/** What became of a word about an invoice. */
export interface SettledInvoice {
  readonly invoice: InvoiceRecord;
  /** False where it had come to that already. */
  readonly isChanged: boolean;
}

/**
 * Ends an invoice by the word of whoever runs the server.
 *
 * @throws ApiError INVOICE_NOT_FOUND, or INVOICE_SETTLED where it has ended the other way
 */
export type SettleInvoice = (
  tx: Transaction,
  context: AuthenticatedContext,
  word: { readonly orgId: string; readonly invoiceId: string; readonly status: 'paid' | 'void' },
) => Promise<SettledInvoice>;

/** Makes the use case over the stores. */
export function createSettleInvoice(
  storage: Pick<Storage, 'organizations' | 'invoices' | 'payments' | 'audit'>,
): SettleInvoice {
  const { organizations, invoices, audit } = storage;
  return async (tx, context, { orgId, invoiceId, status }) => {
    // Credits come back with a void invoice: nobody may be spending them just then.
    await organizations.lock(tx, orgId);
    const invoice = await invoices.get(orgId, invoiceId, { tx });
    if (invoice === null) throw new ApiError({ code: 'INVOICE_NOT_FOUND' });
    if (invoice.status === status) return { invoice, isChanged: false };
    const settled = await invoices.settle(tx, orgId, invoiceId, { status, atMs: context.nowMs });
    if (settled === null) throw new ApiError({ code: 'INVOICE_SETTLED', details: { status: invoice.status } });
    await withdraw(storage, tx, { orgId, invoiceId, nowMs: context.nowMs });
    const action = status === 'paid' ? 'billing.invoice_paid' : 'billing.invoice_voided';
    const details = { number: settled.number, by: 'operator' };
    const entry = toAuditEntry(context, context.caller, { action, targetId: invoiceId, details });
    // Where whoever runs the server sits is nobody else's business.
    await audit.append(tx, { ...entry, orgId, ip: null });
    return { invoice: settled, isChanged: true };
  };
}

/** What is with the payment provider, or on its way there, is to end there, too: nobody pays twice. */
async function withdraw(
  { payments }: Pick<Storage, 'payments'>,
  tx: Transaction,
  { orgId, invoiceId, nowMs }: { readonly orgId: string; readonly invoiceId: string; readonly nowMs: number },
): Promise<void> {
  const collection = await payments.getCollection(orgId, invoiceId, { tx });
  if (collection !== null) await payments.saveCollection(tx, { ...collection, dueAtMs: nowMs });
}
