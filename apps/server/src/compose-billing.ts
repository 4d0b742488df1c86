import { createKeepTriedPlan } from './features/accounts/keep-tried-plan.js';
import { createCollectInvoice } from './features/billing/collect-invoice.js';
import { createCollector, type Collector } from './features/billing/collector.js';
import { createDraftBill, type DraftBill } from './features/billing/draft-bill.js';
import { createEnsureCustomer } from './features/billing/ensure-customer.js';
import { createInvoicer, type Invoicer } from './features/billing/invoicer.js';
import { createIssueInvoice } from './features/billing/issue-invoice.js';
import type { PaymentParts } from './features/billing/payment-routes.js';
import { createReissueInvoice, type ReissueInvoice } from './features/billing/reissue-invoice.js';
import { createStripeProvider } from './features/billing/stripe-provider.js';
import { createTakeEvent } from './features/billing/take-event.js';
import { createAccountCosts, type AccountCosts } from './pricing/account-costs.js';
import { createGetLostPlan } from './pricing/lost-plan.js';
import { createOpenPeriods } from './pricing/open-periods.js';
import { createPeriodMeter } from './pricing/period-meter.js';
import { createPriceEditions } from './pricing/price-editions.js';
import type { ServerParts } from './compose.js';

/** What prices usage and bills: one engine behind both, so that they agree. */
export interface Billing {
  readonly costs: AccountCosts;
  readonly draftBill: DraftBill;
  readonly reissueInvoice: ReissueInvoice;
  /** Null where nobody is billed. */
  readonly invoicer: Invoicer | null;
  /** Null where invoices are settled by the operator. */
  readonly payments: Payments | null;
}

/** What collects invoices. */
export interface Payments extends PaymentParts {
  readonly collector: Collector;
}

/** Makes the parts that price, bill and collect. */
export function composeBilling(parts: Pick<ServerParts, 'config' | 'storage' | 'plans' | 'now' | 'logger'>): Billing {
  const { config, storage, now, logger } = parts;
  const isBilled = config.billing === 'on';
  const openPeriods = createOpenPeriods(storage);
  const prices = createPriceEditions(storage);
  const getLostPlan = createGetLostPlan(parts);
  const readPeriod = createPeriodMeter({ storage, prices, getLostPlan, openPeriods, isBilled });
  const draftBill = createDraftBill({ storage, readPeriod, openPeriods });
  const payments = composePayments(parts);
  const issueInvoice = createIssueInvoice({ storage, draftBill, isCollected: payments !== null });
  return {
    costs: createAccountCosts(readPeriod),
    draftBill,
    reissueInvoice: createReissueInvoice({ storage, draftBill, isCollected: payments !== null, isBilled }),
    invoicer: isBilled ? createInvoicer({ storage, openPeriods, issueInvoice, now, logger }) : null,
    payments,
  };
}

function composePayments({ config, storage, now, logger }: Parameters<typeof composeBilling>[0]): Payments | null {
  if (config.payments === null) return null;
  const provider = createStripeProvider(config.payments);
  const ensureCustomer = createEnsureCustomer({ storage, provider });
  const collectInvoice = createCollectInvoice({ storage, provider, ensureCustomer });
  return {
    provider,
    ensureCustomer,
    takeEvent: createTakeEvent({ storage, provider, onMethodAdded: createKeepTriedPlan(storage) }),
    collector: createCollector({ storage, collectInvoice, now, logger }),
  };
}
