import type { Layouts } from './table-layout.js';

type BillingTable = 'invoices' | 'credits' | 'credit_uses' | 'payment_customers' | 'collections' | 'payment_events';

/** The tables of the room `billing`, as a move sees them. */
export const BILLING_LAYOUTS: Pick<Layouts, BillingTable> = {
  invoices: {
    key: ['org_id', 'invoice_id'],
    columns: {
      org_id: 'text',
      invoice_id: 'text',
      number: 'number',
      period_from_ms: 'number',
      period_to_ms: 'number',
      status: 'text',
      lines: 'json',
      period_cents: 'number',
      total_cents: 'number',
      basis: 'json',
      issued_at_ms: 'number',
      paid_at_ms: 'number',
      voided_at_ms: 'number',
    },
  },
  credits: {
    key: ['org_id', 'credit_id'],
    columns: {
      org_id: 'text',
      credit_id: 'text',
      amount_cents: 'number',
      expires_at_ms: 'number',
      note: 'text',
      created_at_ms: 'number',
    },
  },
  credit_uses: {
    key: ['org_id', 'invoice_id', 'credit_id'],
    columns: { org_id: 'text', invoice_id: 'text', credit_id: 'text', amount_cents: 'number' },
  },
  payment_customers: {
    key: ['org_id'],
    columns: { org_id: 'text', customer_id: 'text', has_payment_method: 'boolean' },
  },
  collections: {
    key: ['org_id', 'invoice_id'],
    columns: {
      org_id: 'text',
      invoice_id: 'text',
      external_id: 'text',
      state: 'text',
      attempts: 'number',
      due_at_ms: 'number',
      failed_at_ms: 'number',
    },
  },
  payment_events: {
    key: ['org_id', 'event_id'],
    columns: { org_id: 'text', event_id: 'text', kind: 'text', at_ms: 'number' },
  },
};
