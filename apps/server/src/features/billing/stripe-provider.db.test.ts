import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SentInvoice } from './payment-provider.js';
import { createStripeProvider } from './stripe-provider.js';

// Written by `npm run stripe:start`.
const STATE = new URL('../../../../../.cache/stripe-mock.json', import.meta.url);
const isRunning = existsSync(STATE);
const apiBase = isRunning ? (JSON.parse(readFileSync(STATE, 'utf8')) as { url: string }).url : null;

const CREDIT = { kind: 'credit', description: 'Sorry', quantity: null };

/** What stripe-mock gives back of every invoice asks for 1,000 cents. */
const INVOICE: SentInvoice = {
  orgId: 'org_a',
  invoiceId: 'inv_1',
  number: 3,
  period: '2026-01',
  customerId: 'cus_1',
  hasPaymentMethod: false,
  lines: [
    { kind: 'base', description: 'Starter', quantity: null, amountCents: 1200 },
    { ...CREDIT, amountCents: -200 },
  ],
  totalCents: 1000,
  issuedAtMs: Date.UTC(2026, 1, 1, 1),
  attempt: 0,
};

// It refuses each call and parameter that Stripe's own description of its API doesn't know.
describe.skipIf(!isRunning)('the calls of Stripe, as stripe-mock knows them', () => {
  const provider = createStripeProvider({ apiKey: 'sk_test_1', webhookSecret: 'whsec_1', apiBase });

  it('make a customer, with and without an address', async () => {
    for (const email of ['dana@example.com', '']) {
      expect(await provider.createCustomer({ orgId: 'org_a', name: 'Harbour Travel', email })).toMatch(/^cus_/);
    }
  });

  it.each([0, 1])('draft an invoice and finish it (try %d)', async (attempt) => {
    for (const hasPaymentMethod of [false, true]) {
      const sent = { ...INVOICE, attempt, hasPaymentMethod };
      const externalId = await provider.draftInvoice(sent);
      expect(externalId).toMatch(/^in_/);
      await provider.finishInvoice(externalId, sent);
    }
  });

  it('fill an invoice with as many lines as it may have', async () => {
    const credits = Array.from({ length: 300 }, () => ({ ...CREDIT, amountCents: -1 }));
    const base = { kind: 'base', description: 'Starter', quantity: null, amountCents: 1300 };
    const sent = { ...INVOICE, lines: [base, ...credits] };
    await expect(provider.finishInvoice('in_1', sent)).resolves.toBeUndefined();
  });

  it('refuse to ask for another total than ours', async () => {
    const dearer = { ...INVOICE, totalCents: 1001 };
    await expect(provider.finishInvoice('in_1', dearer)).rejects.toThrow('Stripe asks for 1000 cents for inv_1');
  });

  it('end an invoice', async () => {
    await expect(provider.withdrawInvoice('in_1')).resolves.toBeUndefined();
    await expect(provider.markPaid('in_1')).resolves.toBeUndefined();
  });

  it('open a page for a means of payment, and charge to it', async () => {
    const checkout = { orgId: 'org_a', customerId: 'cus_1', returnUrl: 'https://app.example.com/billing' };
    expect(await provider.createCheckout(checkout)).toMatch(/^https:/);
  });
});
