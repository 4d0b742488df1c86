import { messageOf } from '@memory-api/contract';
import type { Collection, Storage } from '@memory-api/storage';
import type { Logger } from 'pino';
import { startPeriodicJob } from '../../periodic-job.js';
import type { CollectInvoice } from './collect-invoice.js';

/** Brings invoices to the payment provider. */
export interface Collector {
  /** Does what is due; also what the clock calls. */
  collectAll(): Promise<void>;
  /** Stops after the invoice that is under way. */
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;
const INTERVAL_MS = 30_000;
/** Longer than a try can take: meanwhile no other node begins one. */
const LEASE_MS = 5 * MINUTE_MS;
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS;
const PIECE = 50;
/** From here on somebody has to look: a fault that goes by itself is gone by then. */
const TRIES_BEFORE_ERROR = 6;

/** What the collector works with. */
export interface CollectorParts {
  readonly storage: Pick<Storage, 'organizations' | 'payments' | 'write'>;
  readonly collectInvoice: CollectInvoice;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
}

/** Starts the collector: every half a minute. Of several nodes one takes an invoice. */
export function createCollector(parts: CollectorParts): Collector {
  const { storage, now, logger } = parts;

  async function collectDue(signal: AbortSignal): Promise<void> {
    const due = await storage.payments.findDue({ nowMs: now(), limit: PIECE });
    for (const { orgId, invoiceId } of due) {
      if (signal.aborted) return;
      const collection = await lease(parts, orgId, invoiceId);
      if (collection !== null) await collectOne(parts, collection);
    }
  }

  const { run, close } = startPeriodicJob({
    work: collectDue,
    onError: (error) => logger.warn({ err: error }, 'collecting invoices failed; it is tried again'),
    intervalMs: INTERVAL_MS,
  });
  return { collectAll: run, close };
}

/** Takes an invoice for a while; null where another node has it. */
function lease({ storage, now }: CollectorParts, orgId: string, invoiceId: string): Promise<Collection | null> {
  const { organizations, payments } = storage;
  return storage.write(async (tx) => {
    await organizations.lock(tx, orgId);
    const collection = await payments.getCollection(orgId, invoiceId, { tx });
    const nowMs = now();
    if (collection === null || collection.dueAtMs === null || collection.dueAtMs > nowMs) return null;
    await payments.saveCollection(tx, { ...collection, dueAtMs: nowMs + LEASE_MS });
    return collection;
  });
}

async function collectOne(parts: CollectorParts, collection: Collection): Promise<void> {
  try {
    const { state, externalId } = await parts.collectInvoice(collection);
    await change(parts, collection, (present) => ({
      ...present,
      externalId,
      // What the provider has told meanwhile is newer.
      state: present.state === collection.state ? state : present.state,
      attempts: 0,
      dueAtMs: null,
    }));
  } catch (error) {
    const attempts = collection.attempts + 1;
    const waitMs = Math.min(MINUTE_MS * 2 ** collection.attempts, LONGEST_WAIT_MS);
    await change(parts, collection, (present) => ({ ...present, attempts, dueAtMs: parts.now() + waitMs }));
    tell(parts, collection, { error, attempts });
  }
}

function change(
  { storage }: CollectorParts,
  { orgId, invoiceId }: Collection,
  decide: (present: Collection) => Collection,
): Promise<void> {
  const { organizations, payments } = storage;
  return storage.write(async (tx) => {
    await organizations.lock(tx, orgId);
    const present = await payments.getCollection(orgId, invoiceId, { tx });
    if (present !== null) await payments.saveCollection(tx, decide(present));
  });
}

function tell(
  { logger }: CollectorParts,
  { orgId, invoiceId }: Collection,
  { error, attempts }: { readonly error: unknown; readonly attempts: number },
): void {
  const message = `the payment provider refused an invoice (${messageOf(error)}); it is tried again`;
  const fields = { err: error, orgId, invoiceId, attempts };
  if (attempts >= TRIES_BEFORE_ERROR) logger.error(fields, message);
  else logger.warn(fields, message);
}
