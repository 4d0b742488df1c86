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
