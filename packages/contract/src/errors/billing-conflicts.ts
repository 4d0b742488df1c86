import type { ErrorEntry } from './error-entry.js';

/** Errors 409 of usage and bills: what was asked for goes against what there is. */
export const BILLING_CONFLICTS = {
  INVOICE_SETTLED: {
    status: 409,
    title: 'The invoice has ended already',
    meaning:
      "A void invoice can't be paid, and a paid one can't be made void. `details.status` is what it is. Nothing was changed.",
    whatToDo: 'To give back what was paid, give the organization a credit: its next invoice takes it.',
    retryable: false,
  },
  INVOICE_NOT_REISSUABLE: {
    status: 409,
    title: 'No other invoice can take the place of this one',
    meaning:
      'Its month is settled by another invoice or by a credit, or nobody is billed. `details.reason` is `replaced` (`details.invoice_id` has taken its place), `corrected` (`details.invoice_id`, of the month after, asks for what this one left out), `credited` (`details.credit_id` has given back what it asked for too much) or `billing_off`. Nothing was changed.',
    whatToDo:
      'Reissue the invoice that `details.invoice_id` names, or make it void first where it corrects this one. To give money back, give the organization a credit.',
    retryable: false,
  },
  CORRECTION_BELOW_ZERO: {
    status: 409,
    title: 'The correction takes away more than was counted',
    meaning:
      'What was counted on that day, for the endpoint, or for the endpoint and API key that are named, would fall below zero. `details.below_zero` has each quantity with what was `counted` and the `correction`. Nothing was changed.',
    whatToDo: 'Look at the day in `GET /v1/usage/export`, and take away no more than it has.',
    retryable: false,
  },
  PAYMENTS_NOT_SET_UP: {
    status: 409,
    title: 'This server collects no payments',
    meaning: 'No payment provider is set up. Invoices are settled with whoever runs the server.',
    whatToDo: 'Ask who runs the server how to pay. If that is you: set `STRIPE_API_KEY` and restart.',
    retryable: false,
  },
} as const satisfies Record<string, ErrorEntry>;
