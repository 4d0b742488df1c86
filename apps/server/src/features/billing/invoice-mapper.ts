import type { Invoice } from '@memory-api/contract';
import type { InvoiceLine, InvoiceRecord } from '@memory-api/storage';
import { toBillingPeriod, toPeriodName, type Interval } from '../../plans/billing-period.js';
import type { Bill } from '../../pricing/create-bill.js';

type WireLine = Invoice['lines'][number];

/** An invoice as the API shows it. */
export function toWireInvoice(invoice: InvoiceRecord): Invoice {
  const { id, number, status, issuedAtMs, paidAtMs, voidedAtMs } = invoice;
  return {
    id,
    number,
    status,
    ...toWireBill(toBillingPeriod(invoice.periodFromMs), invoice),
    issued_at: toTime(issuedAtMs),
    paid_at: toTime(paidAtMs),
    voided_at: toTime(voidedAtMs),
  };
}

/** A bill that is no invoice yet, in the same shape. */
export function toWireDraft(period: Interval, bill: Bill): Invoice {
  const ended = { issued_at: null, paid_at: null, voided_at: null };
  return { id: null, number: null, status: 'draft', ...toWireBill(period, bill), ...ended };
}

function toWireBill(
  period: Interval,
  { lines, totalCents }: { readonly lines: readonly InvoiceLine[]; readonly totalCents: number },
) {
  const sum = (...kinds: readonly WireLine['kind'][]): number =>
    lines.reduce((total, { kind, amountCents }) => total + (kinds.some((one) => one === kind) ? amountCents : 0), 0);
  return {
    period: toPeriodName(period),
    period_start: new Date(period.fromMs).toISOString(),
    period_end: new Date(period.toMs).toISOString(),
    currency: 'usd' as const,
    lines: lines.map(toWireLine),
    base_price_cents: sum('base'),
    add_ons_cents: sum('add_on'),
    overage_cents: sum('overage'),
    discounts_cents: sum('promotion', 'volume_discount'),
    corrections_cents: sum('correction'),
    credits_cents: sum('credit'),
    total_cents: totalCents,
  };
}

function toWireLine({ kind, description, quantity, amountCents }: InvoiceLine): WireLine {
  // The kinds that bills are made with; what is kept is never of another.
  return { kind: kind as WireLine['kind'], description, quantity, amount_cents: amountCents };
}

function toTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
