import { ApiError, invariant } from '@memory-api/contract';
import type { InvoiceRecord, Storage, Transaction } from '@memory-api/storage';
import type { AuthenticatedContext } from '../../http/request-context.js';
import { toBillingPeriod } from '../../plans/billing-period.js';
import { toRefundId, type DraftBill } from './draft-bill.js';
import { issueDraft, type IssueInvoiceParts } from './issue-invoice.js';
import { createSettleInvoice } from './settle-invoice.js';

/** An invoice that is void now, and the one in its place; null: its month costs nothing. */
export interface ReissuedInvoice {
  readonly voided: InvoiceRecord;
  readonly invoice: InvoiceRecord | null;
}

/**
 * Issues another invoice in the place of one, by the word of whoever runs the server: by the same prices, for what is
 * counted by now. First what is to be read, then the transaction.
 *
 * @throws ApiError INVOICE_NOT_FOUND, INVOICE_SETTLED where it was paid, or INVOICE_NOT_REISSUABLE
 */
export type ReissueInvoice = (
  named: { readonly orgId: string; readonly invoiceId: string },
  nowMs: number,
) => Promise<(tx: Transaction, context: AuthenticatedContext) => Promise<ReissuedInvoice>>;

/** What invoices are reissued with. */
export interface ReissueInvoiceParts extends IssueInvoiceParts {
  readonly draftBill: DraftBill;
  /** False: nothing would be priced. */
  readonly isBilled: boolean;
}

/** Makes the use case over the stores. */
export function createReissueInvoice(parts: ReissueInvoiceParts): ReissueInvoice {
  const { storage, draftBill, isBilled } = parts;
  const { organizations, invoices } = storage;
  const settleInvoice = createSettleInvoice(storage);
  return async ({ orgId, invoiceId }, nowMs) => {
    const before = await invoices.get(orgId, invoiceId);
    if (before === null) throw new ApiError({ code: 'INVOICE_NOT_FOUND' });
    if (!isBilled) refuse({ reason: 'billing_off' });
    const organization = await organizations.get(orgId);
    invariant(organization !== null, 'an invoice has its organization');
    const period = toBillingPeriod(before.periodFromMs);
    const draft = await draftBill(organization, period, { untilMs: period.toMs, nowMs });
    return async (tx, context) => {
      await organizations.lock(tx, orgId);
      await requireUnsettled(storage, tx, before);
      const { invoice: voided } = await settleInvoice(tx, context, { orgId, invoiceId, status: 'void' });
      const { key } = context.caller;
      const details = { replaces: voided.number, by: 'operator' };
      const by = { keyId: key.id, requestId: context.requestId, details };
      return { voided, invoice: await issueDraft(parts, tx, { orgId, draft, nowMs, by }) };
    };
  };
}

/** Whatever has asked for the month already, or given back what it cost too much, would be counted twice. */
async function requireUnsettled(
  { invoices, credits }: Pick<Storage, 'invoices' | 'credits'>,
  tx: Transaction,
  { id, orgId, periodFromMs, periodToMs }: InvoiceRecord,
): Promise<void> {
  const present = await invoices.getByPeriod(orgId, periodFromMs, { tx });
  if (present !== null && present.id !== id) refuse({ reason: 'replaced', invoice_id: present.id });
  const next = await invoices.getByPeriod(orgId, periodToMs, { tx });
  // Corrections on an invoice are those of the month before it.
  if (next !== null && next.status !== 'void' && next.lines.some(({ kind }) => kind === 'correction')) {
    refuse({ reason: 'corrected', invoice_id: next.id });
  }
  const refund = (await credits.list(orgId, { tx })).find((credit) => credit.id === toRefundId(id));
  if (refund !== undefined) refuse({ reason: 'credited', credit_id: refund.id });
}

function refuse(details: Readonly<Record<string, string>>): never {
  throw new ApiError({ code: 'INVOICE_NOT_REISSUABLE', details });
}
