import { invariant } from '@memory-api/contract';
import type { Credit as StoredCredit, CreditBalance, Storage } from '@memory-api/storage';
import { toBillingPeriod, toPeriodName, type Interval } from '../../plans/billing-period.js';
import { createBill, priceUntil, type Bill, type BillLine, type Credit } from '../../pricing/create-bill.js';
import { toPricedPeriod, type Basis, type MeteredPeriod } from '../../pricing/metered-period.js';
import type { OpenPeriods } from '../../pricing/open-periods.js';
import type { BilledOrganization, ReadMeteredPeriod } from '../../pricing/period-meter.js';
import type { PricedPeriod } from '../../pricing/price-period.js';

/** A bill, all but the credits that it takes. */
export interface BillDraft {
  readonly period: Interval;
  readonly basis: Basis;
  readonly priced: PricedPeriod;
  /** What the bill before left out. */
  readonly corrections: readonly BillLine[];
  /** What the bill before asked for too much: given back as a credit, so that no bill is below zero. */
  readonly refund: StoredCredit | null;
}

/** Prices a period of an organization up to a moment. */
export type DraftBill = (
  organization: BilledOrganization,
  period: Interval,
  time: { readonly untilMs: number; readonly nowMs: number },
) => Promise<BillDraft>;

/** Makes the drafting. Reads only. */
export function createDraftBill(parts: {
  readonly storage: Pick<Storage, 'invoices'>;
  readonly readPeriod: ReadMeteredPeriod;
  readonly openPeriods: Pick<OpenPeriods, 'listClosed'>;
}): DraftBill {
  const { storage, readPeriod, openPeriods } = parts;
  return async (organization, period, { untilMs, nowMs }) => {
    const metered = await readPeriod(organization, period, nowMs);
    const periodBefore = toBillingPeriod(period.fromMs - 1);
    const before = await storage.invoices.getByPeriod(organization.id, periodBefore.fromMs);
    const draft = { period, basis: metered.basis, priced: toPricedPeriod(metered, untilMs) };
    // One that is void is forgiven, and one that is still to come asks for everything itself.
    const isAsked = before === null ? isAmong(await openPeriods.listClosed(), periodBefore) : before.status !== 'void';
    if (!isAsked) return { ...draft, corrections: [], refund: null };
    const again = await readPeriod(organization, periodBefore, nowMs);
    const missingCents = priceWhole(again) - (before?.periodCents ?? 0);
    const name = toPeriodName(periodBefore);
    return {
      ...draft,
      corrections: missingCents > 0 ? [toCorrection(name, missingCents)] : [],
      refund:
        before !== null && missingCents < 0
          ? toRefund({ orgId: organization.id, invoiceId: before.id, name, cents: -missingCents, nowMs })
          : null,
    };
  };
}

function isAmong(periods: readonly Interval[], { fromMs }: Interval): boolean {
  return periods.some((period) => period.fromMs === fromMs);
}

function priceWhole(metered: MeteredPeriod): number {
  return priceUntil(toPricedPeriod(metered, metered.period.toMs));
}

function toCorrection(name: string, amountCents: number): BillLine {
  return { kind: 'correction', description: `Counted late in ${name}`, quantity: null, amountCents };
}

/** The id of what is given back of an invoice follows from its own: so it is given once. */
export function toRefundId(invoiceId: string): string {
  invariant(invoiceId.startsWith('inv_'), 'the id of an invoice says what it is');
  return invoiceId.replace('inv_', 'crd_');
}

function toRefund(refund: {
  readonly orgId: string;
  readonly invoiceId: string;
  readonly name: string;
  readonly cents: number;
  readonly nowMs: number;
}): StoredCredit {
  const { orgId, invoiceId, name, cents, nowMs } = refund;
  return {
    orgId,
    id: toRefundId(invoiceId),
    amountCents: cents,
    expiresAtMs: null,
    note: `Counted too much in ${name}`,
    createdAtMs: nowMs,
  };
}

/** The bill of a draft, paid with credits. A refund that is no credit yet is one of them. */
export function finishBill({ priced, corrections, refund }: BillDraft, credits: readonly CreditBalance[]): Bill {
  const isGiven = credits.some(({ id }) => id === refund?.id);
  const all = refund === null || isGiven ? credits : [...credits, { ...refund, leftCents: refund.amountCents }];
  return createBill(priced, all.map(toCredit), corrections);
}

function toCredit({ id, note, leftCents, expiresAtMs }: CreditBalance): Credit {
  return { id, name: note, leftCents, expiresAtMs };
}
