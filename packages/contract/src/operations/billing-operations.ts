import {
  Checkout,
  CheckoutBody,
  Invoice,
  InvoiceList,
  InvoiceParams,
  ListInvoicesQuery,
  OrganizationInvoiceParams,
  ReissuedInvoice,
  StripeEventBody,
  StripeEventReceipt,
} from '../schemas/billing.js';
import { OrganizationParams } from '../schemas/operator.js';
import { EXAMPLE_IDS, EXAMPLE_INVOICE } from './examples.js';
import {
  BODY_ERRORS,
  IDEMPOTENCY_ERRORS,
  JSON_BODY,
  KEY_ERRORS,
  NO_BODY,
  SCOPE_ERRORS,
  STORAGE_ERRORS,
  type Operation,
} from './operation.js';

const read = {
  method: 'GET',
  tag: 'billing',
  scope: 'read',
  liveKeyOnly: true,
  idempotent: false,
  contentTypes: NO_BODY,
} as const;

// To every other key these paths aren't there.
const forOperator = { tag: 'billing', scope: 'operator', documented: false, contentTypes: NO_BODY } as const;
const INVOICE_PARAMS = { org_id: EXAMPLE_IDS.organization, invoice_id: EXAMPLE_IDS.invoice } as const;
const settle = {
  method: 'POST',
  idempotent: true,
  params: OrganizationInvoiceParams,
  response: { status: 200, schema: Invoice, headers: ['Idempotency-Replayed'] },
  errors: [...KEY_ERRORS, ...IDEMPOTENCY_ERRORS, 'NOT_FOUND', 'INVOICE_NOT_FOUND', 'INVOICE_SETTLED'],
} as const;

/** Operations of the room `billing`: what is to be paid. */
export const BILLING_OPERATIONS = {
  previewInvoice: {
    ...read,
    path: '/v1/billing/preview',
    summary: 'Preview the next invoice',
    description:
      'The invoice of the present billing period (a month, UTC) as it would be if the period ended now: prices of plan and add-ons up to this second, what was used beyond the quotas, discounts, credits. Before credits and corrections it is what `GET /v1/usage` estimates. Needs a live key.',
    response: { status: 200, schema: Invoice, description: 'The draft.' },
    errors: SCOPE_ERRORS,
    examples: {
      response: {
        ...EXAMPLE_INVOICE,
        id: null,
        number: null,
        status: 'draft',
        issued_at: null,
      },
    },
  },
  listInvoices: {
    ...read,
    path: '/v1/billing/invoices',
    summary: 'List invoices',
    description:
      'The invoices of the organization, newest first. A month is billed an hour after its end; one that costs nothing has no invoice. Needs a live key.',
    query: ListInvoicesQuery,
    response: { status: 200, schema: InvoiceList, description: 'A page of invoices.', paginated: true },
    errors: SCOPE_ERRORS,
    examples: { response: [EXAMPLE_INVOICE] },
  },
  getInvoice: {
    ...read,
    path: '/v1/billing/invoices/{invoice_id}',
    summary: 'Get an invoice',
    description:
      'One invoice. Nothing of it changes once it is issued but its status: what was counted late is a line of the next. Needs a live key.',
    params: InvoiceParams,
    response: { status: 200, schema: Invoice, description: 'The invoice.' },
    errors: [...SCOPE_ERRORS, 'INVOICE_NOT_FOUND'],
    examples: { params: { invoice_id: EXAMPLE_IDS.invoice }, response: EXAMPLE_INVOICE },
  },
  listOrganizationInvoices: {
    ...forOperator,
    method: 'GET',
    path: '/v1/operator/organizations/{org_id}/invoices',
    summary: 'List the invoices of an organization',
    description: 'The invoices of one organization, newest first.',
    idempotent: false,
    params: OrganizationParams,
    query: ListInvoicesQuery,
    response: { status: 200, schema: InvoiceList, description: 'A page of invoices.', paginated: true },
    errors: [...KEY_ERRORS, 'NOT_FOUND'],
    examples: { params: { org_id: EXAMPLE_IDS.organization }, response: [EXAMPLE_INVOICE] },
  },
  markInvoicePaid: {
    ...forOperator,
    ...settle,
    path: '/v1/operator/organizations/{org_id}/invoices/{invoice_id}/paid',
    summary: 'Mark an invoice as paid',
    description:
      'Keeps that an invoice was paid, in whichever way. One that is paid already stays as it is; a void one is refused.',
    response: { ...settle.response, description: 'The invoice, paid.' },
    examples: {
      params: INVOICE_PARAMS,
      response: { ...EXAMPLE_INVOICE, status: 'paid', paid_at: '2026-02-03T12:00:00.000Z' },
    },
  },
  voidInvoice: {
    ...forOperator,
    ...settle,
    path: '/v1/operator/organizations/{org_id}/invoices/{invoice_id}/void',
    summary: 'Make an invoice void',
    description:
      'Keeps that an invoice is not to be paid. The credits that it took are there again; its number stays. A paid one is refused.',
    response: { ...settle.response, description: 'The invoice, void.' },
    examples: {
      params: INVOICE_PARAMS,
      response: { ...EXAMPLE_INVOICE, status: 'void', voided_at: '2026-02-03T12:00:00.000Z' },
    },
  },
  reissueInvoice: {
    ...forOperator,
    ...settle,
    path: '/v1/operator/organizations/{org_id}/invoices/{invoice_id}/reissue',
    summary: 'Issue another invoice in the place of one',
    description:
      'Makes an invoice void, unless it is, and issues another one for its month: by the same prices, for what is counted by now, under the next number. It takes credits anew. A paid one is refused, and so is one whose month is settled otherwise.',
    response: {
      status: 201,
      schema: ReissuedInvoice,
      description: 'Both.',
      headers: ['Idempotency-Replayed'],
    },
    errors: [...settle.errors, 'INVOICE_NOT_REISSUABLE'],
    examples: {
      params: INVOICE_PARAMS,
      response: {
        voided: { ...EXAMPLE_INVOICE, status: 'void', voided_at: '2026-02-03T12:00:00.000Z' },
        invoice: { ...EXAMPLE_INVOICE, id: 'inv_01k3zqd8h0j2m4p6r8t0v2x500', number: 4 },
      },
    },
  },
  createCheckout: {
    method: 'POST',
    path: '/v1/billing/checkout',
    summary: 'Leave a means of payment',
    description:
      'Gives the URL of a page of the payment provider where a person leaves a card or another means of payment for the invoices to come. Nothing is charged. Needs a live key, and a server that collects payments.',
    tag: 'billing',
    scope: 'admin',
    liveKeyOnly: true,
    idempotent: false,
    contentTypes: JSON_BODY,
    body: CheckoutBody,
    response: { status: 201, schema: Checkout, description: 'The page.' },
    errors: [...SCOPE_ERRORS, ...BODY_ERRORS, 'PAYMENTS_NOT_SET_UP', 'PAYMENT_PROVIDER_UNAVAILABLE'],
    examples: {
      bodies: { back: { summary: 'Come back to the app', value: { return_url: 'https://app.example.com/billing' } } },
      response: { url: 'https://checkout.stripe.com/c/pay/cs_live_a1b2c3' },
    },
  },
  receiveStripeEvent: {
    method: 'POST',
    path: '/v1/billing/stripe-webhook',
    summary: 'Take an event of Stripe',
    description: 'For Stripe alone: payments and their failures. Signed, so that it needs no key.',
    tag: 'billing',
    scope: null,
    idempotent: false,
    documented: false,
    contentTypes: JSON_BODY,
    body: StripeEventBody,
    response: { status: 200, schema: StripeEventReceipt, description: 'The event was taken, or taken before.' },
    errors: [
      ...STORAGE_ERRORS,
      ...BODY_ERRORS,
      'WEBHOOK_REFUSED',
      'PAYMENTS_NOT_SET_UP',
      'PAYMENT_PROVIDER_UNAVAILABLE',
    ],
    examples: {
      bodies: {
        paid: { summary: 'An invoice was paid', value: { id: 'evt_1', object: 'event', type: 'invoice.paid' } },
      },
      response: { received: true },
    },
  },
} as const satisfies Record<string, Operation>;
