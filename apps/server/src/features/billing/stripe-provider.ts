import { ApiError, invariant } from '@memory-api/contract';
import Stripe from 'stripe';
import type { PaymentsConfig } from '../../config.js';
import type { IncomingEvent, PaymentProvider, ProviderEvent, SentInvoice } from './payment-provider.js';

/** How old a signature may be, in seconds: what Stripe itself suggests. */
const TOLERANCE_SECONDS = 300;
const TIMEOUT_MS = 20_000;
/** As many lines as an invoice of Stripe's may have. */
const MOST_LINES = 250;
const DAYS_UNTIL_DUE = 14;
const DAY_SECONDS = 86_400;

/** Collects through Stripe: we price, so no product or price of theirs is used. */
export function createStripeProvider(config: PaymentsConfig): PaymentProvider {
  const stripe = createClient(config);
  return {
    async createCustomer({ orgId, name, email }) {
      const params = { name, ...(email !== '' && { email }), metadata: { org_id: orgId } };
      const customer = await stripe.customers.create(params, { idempotencyKey: `customer-${orgId}` });
      return customer.id;
    },
    async draftInvoice(invoice) {
      const found = invoice.attempt === 0 ? null : await findInvoice(stripe, invoice);
      return found ?? createDraft(stripe, invoice);
    },
    finishInvoice: (externalId, invoice) => finishInvoice(stripe, externalId, invoice),
    async withdrawInvoice(externalId) {
      const { status } = await stripe.invoices.retrieve(externalId);
      if (status === 'draft') await stripe.invoices.del(externalId);
      if (status === 'open' || status === 'uncollectible') await stripe.invoices.voidInvoice(externalId);
    },
    async markPaid(externalId) {
      const { status } = await stripe.invoices.retrieve(externalId);
      if (status === 'draft') await stripe.invoices.del(externalId);
      if (status === 'open' || status === 'uncollectible') {
        await stripe.invoices.pay(externalId, { paid_out_of_band: true });
      }
    },
    async createCheckout({ orgId, customerId, returnUrl }) {
      const session = await stripe.checkout.sessions.create({
        mode: 'setup',
        currency: 'usd',
        customer: customerId,
        success_url: returnUrl,
        cancel_url: returnUrl,
        metadata: { org_id: orgId },
      });
      invariant(session.url !== null, 'a checkout of Stripe that has just begun has a page');
      return session.url;
    },
    async usePaymentMethod({ customerId, setupId }) {
      const { payment_method: method } = await stripe.setupIntents.retrieve(setupId);
      invariant(method !== null, 'a setup of Stripe that is completed has a means of payment');
      const id = typeof method === 'string' ? method : method.id;
      await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: id } });
    },
    parseEvent: (bytes, signature, nowMs) => parseEvent(stripe, config.webhookSecret, { bytes, signature, nowMs }),
  };
}

function createClient({ apiKey, apiBase }: PaymentsConfig): Stripe {
  const options = { maxNetworkRetries: 2, timeout: TIMEOUT_MS, telemetry: false };
  if (apiBase === null) return new Stripe(apiKey, options);
  const { protocol, hostname, port } = new URL(apiBase);
  const isPlain = protocol === 'http:';
  const place = { host: hostname, protocol: isPlain ? ('http' as const) : ('https' as const) };
  return new Stripe(apiKey, { ...options, ...place, port: port === '' ? (isPlain ? 80 : 443) : Number(port) });
}

/** Stripe forgets an idempotency key after a day: whether an earlier try got through, its own list tells for ever. */
async function findInvoice(stripe: Stripe, { customerId, invoiceId, issuedAtMs }: SentInvoice): Promise<string | null> {
  const gte = Math.floor(issuedAtMs / 1000) - DAY_SECONDS;
  for await (const invoice of stripe.invoices.list({ customer: customerId, created: { gte }, limit: 100 })) {
    if (invoice.metadata?.['invoice_id'] === invoiceId) return invoice.id;
  }
  return null;
}

async function createDraft(stripe: Stripe, invoice: SentInvoice): Promise<string> {
  const { orgId, invoiceId, number, period, customerId, hasPaymentMethod, attempt } = invoice;
  const collection = hasPaymentMethod
    ? { collection_method: 'charge_automatically' as const }
    : { collection_method: 'send_invoice' as const, days_until_due: DAYS_UNTIL_DUE };
  const draft = await stripe.invoices.create(
    {
      customer: customerId,
      currency: 'usd',
      auto_advance: false,
      pending_invoice_items_behavior: 'exclude',
      description: `Memory API, ${period}, invoice ${number}`,
      metadata: { org_id: orgId, invoice_id: invoiceId },
      ...collection,
    },
    { idempotencyKey: `${invoiceId}-draft-${attempt}` },
  );
  return draft.id;
}

/** Each step looks first whether it is done: a try that stopped anywhere is taken up where it was. */
async function finishInvoice(stripe: Stripe, externalId: string, invoice: SentInvoice): Promise<void> {
  const { invoiceId, lines, totalCents, attempt } = invoice;
  const draft = await stripe.invoices.retrieve(externalId);
  if (draft.status !== 'draft') return;
  const isFilled = draft.lines.data.length > 0;
  const filled = isFilled
    ? draft
    : await stripe.invoices.addLines(
        externalId,
        { lines: toStripeLines(lines) },
        { idempotencyKey: `${invoiceId}-lines-${attempt}` },
      );
  invariant(
    filled.total === totalCents,
    `Stripe asks for ${filled.total} cents for ${invoiceId}, we for ${totalCents}`,
  );
  const idempotencyKey = `${invoiceId}-finalize-${attempt}`;
  await stripe.invoices.finalizeInvoice(externalId, { auto_advance: true }, { idempotencyKey });
}

/** Our lines; where there are too many (an invoice may take hundreds of credits), the last of them are one. */
function toStripeLines(lines: SentInvoice['lines']): { readonly description: string; readonly amount: number }[] {
  const all = lines.map(({ description, amountCents }) => ({ description, amount: amountCents }));
  if (all.length <= MOST_LINES) return all;
  const rest = all.slice(MOST_LINES - 1);
  const amount = rest.reduce((sum, line) => sum + line.amount, 0);
  return [
    ...all.slice(0, MOST_LINES - 1),
    { description: `${rest.length} more, from ${rest[0]?.description}`, amount },
  ];
}

function parseEvent(
  stripe: Stripe,
  secret: string,
  {
    bytes,
    signature = '',
    nowMs,
  }: { readonly bytes: Buffer; readonly signature: string | undefined; readonly nowMs: number },
): IncomingEvent {
  try {
    const event = stripe.webhooks.constructEvent(bytes, signature, secret, TOLERANCE_SECONDS, undefined, nowMs);
    return { id: event.id, type: event.type, event: toProviderEvent(event) };
  } catch (cause) {
    throw new ApiError({ code: 'WEBHOOK_REFUSED', cause });
  }
}

function toProviderEvent(event: Stripe.Event): ProviderEvent {
  if (event.type === 'invoice.paid' || event.type === 'invoice.payment_failed') {
    const { org_id: orgId, invoice_id: invoiceId } = event.data.object.metadata ?? {};
    // The account may have invoices that aren't ours.
    if (orgId === undefined || invoiceId === undefined) return { kind: 'other' };
    return { kind: event.type === 'invoice.paid' ? 'invoice_paid' : 'payment_failed', orgId, invoiceId };
  }
  if (event.type !== 'checkout.session.completed') return { kind: 'other' };
  const { mode, metadata, customer, setup_intent: setup } = event.data.object;
  const orgId = metadata?.['org_id'];
  if (mode !== 'setup' || orgId === undefined || typeof customer !== 'string' || typeof setup !== 'string') {
    return { kind: 'other' };
  }
  return { kind: 'payment_method_added', orgId, customerId: customer, setupId: setup };
}
