import { createDraftBill, type DraftBill } from './features/billing/draft-bill.js';
import { createInvoicer, type Invoicer } from './features/billing/invoicer.js';
import { createIssueInvoice } from './features/billing/issue-invoice.js';
import { createAccountCosts, type AccountCosts } from './pricing/account-costs.js';
import { createOpenPeriods } from './pricing/open-periods.js';
import { createPeriodMeter } from './pricing/period-meter.js';
import type { ServerParts } from './compose.js';

/** What prices usage and bills: one engine behind both, so that they agree. */
export interface Billing {
  readonly costs: AccountCosts;
  readonly draftBill: DraftBill;
  /** Null where nobody is billed. */
  readonly invoicer: Invoicer | null;
}

/** Makes the parts that price and bill. */
export function composeBilling(parts: Pick<ServerParts, 'config' | 'storage' | 'plans' | 'now' | 'logger'>): Billing {
  const { config, storage, plans, now, logger } = parts;
  const isBilled = config.billing === 'on';
  const openPeriods = createOpenPeriods(storage);
  const readPeriod = createPeriodMeter({ storage, plans, openPeriods, isBilled });
  const draftBill = createDraftBill({ storage, readPeriod });
  const issueInvoice = createIssueInvoice({ storage, draftBill });
  return {
    costs: createAccountCosts(readPeriod),
    draftBill,
    invoicer: isBilled ? createInvoicer({ storage, openPeriods, issueInvoice, now, logger }) : null,
  };
}
