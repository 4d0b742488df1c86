import { createId } from '@memory-api/contract';
import type { InvoiceRecord, Storage, Transaction } from '@memory-api/storage';
import type { Interval } from '../../plans/billing-period.js';
import type { Bill } from '../../pricing/create-bill.js';
import type { BilledOrganization } from '../../pricing/period-meter.js';
import { finishBill, type BillDraft, type DraftBill } from './draft-bill.js';

/**
 * Issues the invoice of a period that is over. Null where there is none to issue: the period has one already, or costs
 * nothing. Whoever does it at the same time, or again, changes nothing.
 */
export type IssueInvoice = (
  organization: BilledOrganization,
  period: Interval,
  nowMs: number,
) => Promise<InvoiceRecord | null>;

/** What an invoice is issued with. */
export interface IssueInvoiceParts {
  readonly storage: Pick<Storage, 'organizations' | 'invoices' | 'credits' | 'payments' | 'audit' | 'write'>;
  readonly draftBill: DraftBill;
  /** Whether a payment provider collects. */
  readonly isCollected: boolean;
}

/** Makes the use case over the stores. */
export function createIssueInvoice(parts: IssueInvoiceParts): IssueInvoice {
  const { storage, draftBill } = parts;
  const { organizations, invoices, credits } = storage;
  return async (organization, period, nowMs) => {
    const { id: orgId } = organization;
    const draft = await draftBill(organization, period, { untilMs: period.toMs, nowMs });
    // Most organizations may have nothing to pay: they need no lock, and no transaction.
    if (draft.refund === null && finishBill(draft, []).subtotalCents === 0) return null;
    return storage.write(async (tx) => {
      // Numbers follow each other, and credits are spent once.
      await organizations.lock(tx, orgId);
      if ((await invoices.getByPeriod(orgId, period.fromMs, { tx })) !== null) return null;
      if (draft.refund !== null) await credits.append(tx, draft.refund);
      const bill = finishBill(draft, await credits.list(orgId, { tx }));
      return bill.subtotalCents === 0 ? null : keep(parts, tx, { orgId, draft, bill, nowMs });
    });
  };
}

async function keep(
  { storage: { invoices, credits, payments, audit }, isCollected }: IssueInvoiceParts,
  tx: Transaction,
  { orgId, draft, bill, nowMs }: IssuedParts,
): Promise<InvoiceRecord | null> {
  const id = createId('inv', nowMs);
  const { period, basis } = draft;
  const { lines, periodCents, totalCents } = bill;
  const times = { periodFromMs: period.fromMs, periodToMs: period.toMs, issuedAtMs: nowMs };
  const invoice = await invoices.issue(tx, { id, orgId, ...times, lines, periodCents, totalCents, basis });
  if (invoice === null) return null;
  const uses = bill.spent.map(({ creditId, cents: amountCents }) => ({ creditId, amountCents }));
  await credits.spend(tx, orgId, id, uses);
  if (isCollected && invoice.status === 'issued') {
    const none = { externalId: null, attempts: 0, failedAtMs: null };
    await payments.saveCollection(tx, { orgId, invoiceId: id, state: 'due', dueAtMs: nowMs, ...none });
  }
  await audit.append(tx, {
    orgId,
    environment: 'live',
    keyId: null,
    action: 'billing.invoice_created',
    targetId: id,
    details: { number: invoice.number, total_cents: totalCents },
    ip: null,
    requestId: null,
    atMs: nowMs,
  });
  return invoice;
}

interface IssuedParts {
  readonly orgId: string;
  readonly draft: BillDraft;
  readonly bill: Bill;
  readonly nowMs: number;
}
