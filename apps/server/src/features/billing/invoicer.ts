import { messageOf } from '@memory-api/contract';
import type { Storage } from '@memory-api/storage';
import type { Logger } from 'pino';
import { listOrganizationIds } from '../../list-organization-ids.js';
import { startPeriodicJob } from '../../periodic-job.js';
import type { Interval } from '../../plans/billing-period.js';
import type { OpenPeriods } from '../../pricing/open-periods.js';
import { createTurns } from '../../turns.js';
import type { IssueInvoice } from './issue-invoice.js';

/** Issues the invoices of billing periods that are over. */
export interface Invoicer {
  /** Issues what is due; also what the clock calls. */
  issueAll(): Promise<void>;
  /** Stops after the organization that is under way. */
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
/** Requests that were under way when the period ended have their rows by then. */
const GRACE_MS = HOUR_MS;
const FIRST_DELAY_MS = 15_000;
const INTERVAL_MS = 300_000;

/** What the invoicer works with. */
export interface InvoicerParts {
  readonly storage: Pick<Storage, 'organizations'>;
  readonly openPeriods: OpenPeriods;
  readonly issueInvoice: IssueInvoice;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/**
 * Starts the invoicer: shortly after the start of the server, then every five minutes. Any number of nodes may do it at
 * the same time. A period is done once each organization is; until then it is gone through again.
 */
export function createInvoicer(parts: InvoicerParts): Invoicer {
  const { openPeriods, now, logger } = parts;

  async function issueDue(signal: AbortSignal): Promise<void> {
    const nowMs = now();
    await openPeriods.open(nowMs);
    const due = (await openPeriods.list()).filter(({ toMs }) => toMs + GRACE_MS <= nowMs);
    for (const period of due) {
      if (signal.aborted) return;
      const { issued, isDone } = await issuePeriod(parts, period, signal);
      if (issued > 0) logger.info({ issued, period: new Date(period.fromMs).toISOString() }, 'issued invoices');
      if (isDone) await openPeriods.close(period);
    }
  }

  const { run, close } = startPeriodicJob({
    work: issueDue,
    onError: (error) => logger.warn({ err: error }, 'issuing invoices failed; it is tried again'),
    intervalMs: INTERVAL_MS,
    firstDelayMs: FIRST_DELAY_MS,
  });
  return { issueAll: run, close };
}

type Outcome = { readonly issued: number; readonly isDone: boolean };

/** Goes through all organizations. One that fails is told of, and keeps the period open. */
async function issuePeriod(parts: InvoicerParts, period: Interval, signal: AbortSignal): Promise<Outcome> {
  let issued = 0;
  let isDone = true;
  const turns = createTurns();
  for await (const orgId of listOrganizationIds(parts.storage)) {
    await turns.yieldIfDue();
    if (signal.aborted) return { issued, isDone: false };
    try {
      if (await issueOne(parts, orgId, period)) issued += 1;
    } catch (error) {
      isDone = false;
      parts.logger.warn({ err: error, orgId }, `an invoice was not issued (${messageOf(error)}); it is tried again`);
    }
  }
  return { issued, isDone };
}

async function issueOne({ storage, issueInvoice, now }: InvoicerParts, orgId: string, period: Interval) {
  const organization = await storage.organizations.get(orgId);
  return organization !== null && (await issueInvoice(organization, period, now())) !== null;
}
