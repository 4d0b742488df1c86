import { Type, type Static } from 'typebox';

import { nullable, oneOf, timestamp } from './fields.js';
import { OrganizationParams } from './operator.js';
import { pageParameters } from './page.js';

const InvoiceId = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,100}$',
  description: 'Id of an invoice (`inv_…`).',
  examples: ['inv_01k3zqd8h0j2m4p6r8t0v2x4z6'],
});

/** Parameters of `GET /v1/billing/invoices/{invoice_id}`. */
export const InvoiceParams = Type.Object({ invoice_id: InvoiceId }, { additionalProperties: false });
/** Parameters of `GET /v1/billing/invoices/{invoice_id}`. */
export type InvoiceParams = Static<typeof InvoiceParams>;

/** Path of an invoice of any organization. */
export const OrganizationInvoiceParams = Type.Object(
  { ...OrganizationParams.properties, invoice_id: InvoiceId },
  { additionalProperties: false },
);

/** Query of `GET /v1/billing/invoices`. */
export const ListInvoicesQuery = Type.Object({ ...pageParameters }, { additionalProperties: false });
/** Query of `GET /v1/billing/invoices`. */
export type ListInvoicesQuery = Static<typeof ListInvoicesQuery>;

/** Body of `POST /v1/billing/checkout`. */
export const CheckoutBody = Type.Object(
  {
    return_url: Type.String({
      format: 'uri',
      pattern: '^https?://',
      maxLength: 2000,
      description: 'Where the page sends the person afterwards, done or not.',
      examples: ['https://app.example.com/billing'],
    }),
  },
  { additionalProperties: false },
);
/** Body of `POST /v1/billing/checkout`. */
export type CheckoutBody = Static<typeof CheckoutBody>;

/** A page of the payment provider's. */
export const Checkout = Type.Object({
  url: Type.String({
    description: 'Open it in a browser; it is good for a day.',
    examples: ['https://checkout.stripe.com/c/pay/cs_…'],
  }),
});
/** A page of the payment provider's. */
export type Checkout = Static<typeof Checkout>;

/** What the payment provider tells, as it tells it. */
export const StripeEventBody = Type.Object({}, { additionalProperties: true });
/** The event was taken. */
export const StripeEventReceipt = Type.Object({ received: Type.Boolean({ description: 'Always true.' }) });

const cents = (description: string) => Type.Integer({ description });

const InvoiceLine = Type.Object({
  kind: oneOf(
    ['base', 'add_on', 'promotion', 'overage', 'volume_discount', 'correction', 'credit'],
    'What kind of thing it is. A `correction` is what an earlier invoice left out.',
  ),
  description: Type.String({ description: 'What it is, for a person to read.' }),
  quantity: nullable(Type.Integer({ description: 'Units beyond the quota; null: nothing is counted.' })),
  amount_cents: cents('In cents; below zero: taken off.'),
});

/** What a billing period costs: in the making (`draft`), or asked for. */
export const Invoice = Type.Object({
  id: nullable(
    Type.String({ description: 'Id of the invoice; null: a draft.', examples: ['inv_01k3zqd8h0j2m4p6r8t0v2x4z6'] }),
  ),
  number: nullable(
    Type.Integer({ description: 'From 1, without a gap in the organization; null: a draft.', examples: [3] }),
  ),
  status: oneOf(
    ['draft', 'issued', 'paid', 'void'],
    'A `draft` still changes; `issued` is to be paid; `void` is not to be paid, and keeps its number.',
  ),
  period: Type.String({ description: 'Billing period: a month, UTC.', examples: ['2026-01'] }),
  period_start: timestamp('Begin of the period.'),
  period_end: timestamp('End of the period: the first moment that is outside.'),
  currency: oneOf(['usd'], 'Of all amounts.'),
  lines: Type.Array(InvoiceLine, { description: 'They add up to `total_cents`.' }),
  base_price_cents: cents('Price of the plan for the time that it was held, to the second.'),
  add_ons_cents: cents('Price of what was bought beside the plan.'),
  overage_cents: cents('Price of what was used beyond the quotas, before discounts.'),
  discounts_cents: cents('Promotions and volume discounts; zero or less.'),
  corrections_cents: cents('What earlier invoices left out.'),
  credits_cents: cents('Credits that were spent; zero or less.'),
  total_cents: cents('What is to be paid: the sum of the lines.'),
  issued_at: nullable(timestamp('When it was issued; null: a draft.')),
  paid_at: nullable(timestamp('When it was paid; null: it was not. One of nothing is paid as it is issued.')),
  voided_at: nullable(timestamp('When it was made void; null: it was not.')),
});
/** What a billing period costs: in the making (`draft`), or asked for. */
export type Invoice = Static<typeof Invoice>;

/** An invoice that was made void, and what took its place. */
export const ReissuedInvoice = Type.Object({
  voided: Invoice,
  invoice: nullable(Type.Object(Invoice.properties, { description: 'Null: the month costs nothing.' })),
});
/** An invoice that was made void, and what took its place. */
export type ReissuedInvoice = Static<typeof ReissuedInvoice>;

/** Invoices, newest first. */
export const InvoiceList = Type.Array(Invoice);
