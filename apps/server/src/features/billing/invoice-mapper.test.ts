import type { InvoiceLine, InvoiceRecord } from '@memory-api/storage';
import { expect, it } from 'vitest';
import { toWireDraft, toWireInvoice } from './invoice-mapper.js';

const line = (kind: string, amountCents: number, quantity: number | null = null): InvoiceLine => ({
  kind,
  description: kind,
  quantity,
  amountCents,
});
const LINES = [
  line('base', 4900),
  line('add_on', 1000),
  line('add_on', 50),
  line('promotion', -590),
  line('overage', 500, 10_000),
  line('volume_discount', -20),
  line('correction', 7),
  line('credit', -47),
];
const RECORD: InvoiceRecord = {
  id: 'inv_1',
  orgId: 'org_a',
  number: 3,
  status: 'paid',
  periodFromMs: Date.UTC(2026, 1),
  periodToMs: Date.UTC(2026, 2),
  lines: LINES,
  periodCents: 5840,
  totalCents: 5800,
  basis: { stretches: ['nobody else’s business'] },
  issuedAtMs: Date.UTC(2026, 2, 1, 1),
  paidAtMs: Date.UTC(2026, 2, 3),
  voidedAtMs: null,
};

it('shows an invoice with its sums by kind, which add up to the total', () => {
  const wire = toWireInvoice(RECORD);
  expect(wire).toEqual({
    id: 'inv_1',
    number: 3,
    status: 'paid',
    period: '2026-02',
    period_start: '2026-02-01T00:00:00.000Z',
    period_end: '2026-03-01T00:00:00.000Z',
    currency: 'usd',
    lines: LINES.map(({ amountCents, ...rest }) => ({ ...rest, amount_cents: amountCents })),
    base_price_cents: 4900,
    add_ons_cents: 1050,
    overage_cents: 500,
    discounts_cents: -610,
    corrections_cents: 7,
    credits_cents: -47,
    total_cents: 5800,
    issued_at: '2026-03-01T01:00:00.000Z',
    paid_at: '2026-03-03T00:00:00.000Z',
    voided_at: null,
  });
  const sums = ['base_price', 'add_ons', 'overage', 'discounts', 'corrections', 'credits'] as const;
  expect(sums.reduce((sum, name) => sum + wire[`${name}_cents`], 0)).toBe(wire.total_cents);
});

it('shows a draft in the same shape', () => {
  const bill = { lines: [], periodCents: 0, subtotalCents: 0, totalCents: 0, spent: [] };
  const draft = toWireDraft({ fromMs: RECORD.periodFromMs, toMs: RECORD.periodToMs }, bill);
  expect(Object.keys(draft)).toEqual(Object.keys(toWireInvoice(RECORD)));
  expect(draft).toMatchObject({ id: null, number: null, status: 'draft', total_cents: 0, issued_at: null });
});
