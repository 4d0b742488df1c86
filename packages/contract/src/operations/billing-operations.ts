import { Invoice, InvoiceList, InvoiceParams, ListInvoicesQuery } from '../schemas/billing.js';
import { EXAMPLE_IDS, EXAMPLE_INVOICE } from './examples.js';
import { NO_BODY, SCOPE_ERRORS, type Operation } from './operation.js';

const read = {
  method: 'GET',
  tag: 'billing',
  scope: 'read',
  liveKeyOnly: true,
  idempotent: false,
  contentTypes: NO_BODY,
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
} as const satisfies Record<string, Operation>;
