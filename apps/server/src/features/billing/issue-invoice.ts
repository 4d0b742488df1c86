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
  const { organizations, invoices } = storage;
  return async (organization, period, nowMs) => {
    const { id: orgId } = organization;
    const draft = await draftBill(organization, period, { untilMs: period.toMs, nowMs });
    // Most organizations may have nothing to pay: they need no lock, and no transaction.
    if (draft.refund === null && finishBill(draft, []).subtotalCents === 0) return null;
    return storage.write(async (tx) => {
      // Numbers follow each other, and credits are spent once.
      await organizations.lock(tx, orgId);
      if ((await invoices.getByPeriod(orgId, period.fromMs, { tx })) !== null) return null;
      return issueDraft(parts, tx, { orgId, draft, nowMs, by: BY_THE_CLOCK });
    });
  };
}

const BY_THE_CLOCK: IssuedBy = { keyId: null, requestId: null, details: {} };

/** Makes a draft an invoice, in a transaction that holds the organization. Null where there is nothing to ask for. */
export async function issueDraft(
  parts: Pick<IssueInvoiceParts, 'storage' | 'isCollected'>,
  tx: Transaction,
  issued: { readonly orgId: string; readonly draft: BillDraft; readonly nowMs: number; readonly by: IssuedBy },
): Promise<InvoiceRecord | null> {
  const { credits } = parts.storage;
  const { orgId, draft } = issued;
  if (draft.refund !== null) await credits.append(tx, draft.refund);
  const bill = finishBill(draft, await credits.list(orgId, { tx }));
  return bill.subtotalCents === 0 ? null : keep(parts, tx, { ...issued, bill });
}

/** Who has an invoice issued, for the audit log. */
export interface IssuedBy {
  readonly keyId: string | null;
  readonly requestId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

async function keep(
  { storage: { invoices, credits, payments, audit }, isCollected }: Pick<IssueInvoiceParts, 'storage' | 'isCollected'>,
  tx: Transaction,
  { orgId, draft, bill, nowMs, by }: IssuedParts,
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
    action: 'billing.invoice_created',
    targetId: id,
    details: { number: invoice.number, total_cents: totalCents, ...by.details },
    ip: null,
    keyId: by.keyId,
    requestId: by.requestId,
    atMs: nowMs,
  });
  return invoice;
}

interface IssuedParts {
  readonly orgId: string;
  readonly draft: BillDraft;
  readonly bill: Bill;
  readonly nowMs: number;
  readonly by: IssuedBy;
}
