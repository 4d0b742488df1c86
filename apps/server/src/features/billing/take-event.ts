import { ApiError } from '@memory-api/contract';
import type { Storage, Transaction } from '@memory-api/storage';
import type { IncomingEvent, PaymentProvider, ProviderEvent } from './payment-provider.js';

/** Acts on what the provider told, once: the same event again changes nothing. */
export type TakeEvent = (incoming: IncomingEvent, nowMs: number) => Promise<void>;

/** What events act on. */
export interface TakeEventParts {
  readonly storage: Pick<Storage, 'organizations' | 'invoices' | 'payments' | 'audit' | 'write'>;
  readonly provider: Pick<PaymentProvider, 'usePaymentMethod'>;
  /** Called in the transaction that keeps that an organization can pay now, under its lock. */
  readonly onMethodAdded: (tx: Transaction, orgId: string, nowMs: number) => Promise<void>;
}

type KnownEvent = Exclude<ProviderEvent, { readonly kind: 'other' }>;

/** Makes the use case over the stores. */
export function createTakeEvent(parts: TakeEventParts): TakeEvent {
  const { storage, provider } = parts;
  const { organizations, payments } = storage;
  return async ({ id, type, event }, nowMs) => {
    if (event.kind === 'other') return;
    const { orgId } = event;
    // An event for another installation on the same account.
    if ((await organizations.get(orgId)) === null) return;
    // Before the transaction, which waits for nothing but the database. Doing it twice is doing it once.
    if (event.kind === 'payment_method_added') await usePaymentMethod(provider, event);
    await storage.write(async (tx) => {
      await organizations.lock(tx, orgId);
      if (await payments.noteEvent(tx, { orgId, eventId: id, kind: type, atMs: nowMs })) {
        await act(parts, tx, { event, nowMs });
      }
    });
  };
}

/** Where it fails, the provider sends the event again. */
async function usePaymentMethod(
  provider: TakeEventParts['provider'],
  event: { readonly customerId: string; readonly setupId: string },
): Promise<void> {
  try {
    await provider.usePaymentMethod(event);
  } catch (cause) {
    throw new ApiError({ code: 'PAYMENT_PROVIDER_UNAVAILABLE', cause });
  }
}

async function act(
  { storage, onMethodAdded }: TakeEventParts,
  tx: Transaction,
  { event, nowMs }: { readonly event: KnownEvent; readonly nowMs: number },
): Promise<void> {
  const { invoices, payments } = storage;
  const { orgId } = event;
  if (event.kind === 'payment_method_added') {
    await payments.saveCustomer(tx, { orgId, customerId: event.customerId, hasPaymentMethod: true });
    await onMethodAdded(tx, orgId, nowMs);
    await note(storage, tx, { orgId, action: 'billing.payment_method_added', targetId: null, nowMs });
    return;
  }
  const { invoiceId } = event;
  const collection = await payments.getCollection(orgId, invoiceId, { tx });
  if (collection === null) return;
  if (event.kind === 'payment_failed') {
    await payments.saveCollection(tx, { ...collection, failedAtMs: nowMs });
    await note(storage, tx, { orgId, action: 'billing.payment_failed', targetId: invoiceId, nowMs });
    return;
  }
  await payments.saveCollection(tx, { ...collection, state: 'paid', dueAtMs: null });
  const settled = await invoices.settle(tx, orgId, invoiceId, { status: 'paid', atMs: nowMs });
  if (settled !== null) await note(storage, tx, { orgId, action: 'billing.invoice_paid', targetId: invoiceId, nowMs });
}

function note(
  { audit }: Pick<Storage, 'audit'>,
  tx: Transaction,
  entry: { readonly orgId: string; readonly action: string; readonly targetId: string | null; readonly nowMs: number },
) {
  const { nowMs: atMs, ...rest } = entry;
  return audit.append(tx, {
    ...rest,
    environment: 'live',
    keyId: null,
    details: {},
    ip: null,
    requestId: null,
    atMs,
  });
}
