import type { Environment } from '@memory-api/contract';
import { toPresentOrganization, type Organization, type Storage, type UsageAmounts } from '@memory-api/storage';
import type { Row } from '../../http/row-file.js';
import { listOrganizationIds } from '../../list-organization-ids.js';
import { intersect, toBillingPeriod, type Interval } from '../../plans/billing-period.js';
import type { Plans } from '../../plans/plans.js';
import type { AccountCosts } from '../../pricing/account-costs.js';
import { priceCosts } from '../../pricing/price-costs.js';
import { toRational, ZERO, type Rational } from '../../pricing/rational.js';

/** What a report of costs is made from. */
export interface CostReportParts {
  readonly storage: Pick<Storage, 'organizations' | 'invoices' | 'usage'>;
  readonly plans: Pick<Plans, 'getPriceList'>;
  readonly costs: AccountCosts;
}

/** The columns of a report, in order. */
export const COST_COLUMNS = [
  'org_id',
  'name',
  'plan_id',
  'api_calls',
  'processing_ms',
  'memories_stored_peak',
  'model_calls',
  'revenue_cents',
  'revenue_from',
  'compute_cents',
  'storage_cents',
  'model_cents',
  'cost_cents',
  'margin_cents',
] as const;

const ENVIRONMENTS = ['live', 'test'] as const satisfies readonly Environment[];

/**
 * What each organization brought in a month, and what its requests cost, those of its sandbox too. An organization at a
 * time: the file is written while it is read.
 */
export async function* reportCosts(parts: CostReportParts, period: Interval, nowMs: number): AsyncGenerator<Row> {
  const { organizations } = parts.storage;
  for await (const id of listOrganizationIds(parts.storage)) {
    const organization = await organizations.get(id);
    if (organization !== null && organization.createdAtMs < period.toMs) {
      yield await toRow(parts, organization, { period, nowMs });
    }
  }
}

interface When {
  readonly period: Interval;
  readonly nowMs: number;
}

async function toRow(parts: CostReportParts, organization: Organization, when: When): Promise<Row> {
  const { id, name } = organization;
  const { planId } = toPresentOrganization(organization, when.nowMs);
  const revenue = await readRevenue(parts, organization, when);
  const used = await readUsed(parts, id, when);
  const { costs: rates } = parts.plans.getPriceList();
  const { calls, processingUs, modelCalls, memoriesPeak } = used;
  const priced = priceCosts(rates, { processingUs, modelCalls, memoriesPeak, share: toShare(organization, when) });
  return {
    org_id: id,
    name,
    plan_id: planId,
    api_calls: calls,
    processing_ms: Math.round(processingUs / 1000),
    memories_stored_peak: memoriesPeak,
    model_calls: modelCalls,
    revenue_cents: revenue.cents,
    revenue_from: revenue.from,
    compute_cents: priced.computeCents,
    storage_cents: priced.storageCents,
    model_cents: priced.modelCents,
    cost_cents: priced.costCents,
    margin_cents: revenue.cents - priced.costCents,
  };
}

/** What the invoice of the month asks for; where there is none yet, what its usage costs so far. */
async function readRevenue(
  { storage, costs }: CostReportParts,
  organization: Organization,
  { period, nowMs }: When,
): Promise<{ readonly cents: number; readonly from: 'invoice' | 'usage' }> {
  const invoice = await storage.invoices.getByPeriod(organization.id, period.fromMs);
  if (invoice !== null) return { cents: invoice.status === 'void' ? 0 : invoice.totalCents, from: 'invoice' };
  const days = await costs.byDay(organization, period, nowMs);
  let cents = 0;
  for (let dayMs = period.fromMs; dayMs < period.toMs; dayMs += DAY_MS) cents += days.of(dayMs);
  return { cents, from: 'usage' };
}

const DAY_MS = 86_400_000;

type Used = Pick<UsageAmounts, 'calls' | 'processingUs' | 'modelCalls'> & { readonly memoriesPeak: number };

/** Production and sandbox together: both take time and room. */
async function readUsed({ storage }: CostReportParts, orgId: string, { period, nowMs }: When): Promise<Used> {
  const atMs = Math.min(nowMs, period.toMs - 1);
  const used = await Promise.all(
    ENVIRONMENTS.map(async (environment) => {
      const tenant = { orgId, environment };
      const days = await storage.usage.days(tenant, period);
      const { peak } = await storage.usage.stored(tenant, atMs);
      return { days, peak };
    }),
  );
  const days = used.flatMap((each) => each.days);
  const sum = (name: 'calls' | 'processingUs' | 'modelCalls'): number =>
    days.reduce((total, day) => total + day[name], 0);
  return {
    calls: sum('calls'),
    processingUs: sum('processingUs'),
    modelCalls: sum('modelCalls'),
    memoriesPeak: used.reduce((total, { peak }) => total + peak, 0),
  };
}

/** Which part of the month is over, since the organization was there. */
function toShare({ createdAtMs }: Organization, { period, nowMs }: When): Rational {
  const lived = intersect(period, { fromMs: createdAtMs, toMs: nowMs });
  return lived === null ? ZERO : toRational(lived.toMs - lived.fromMs, period.toMs - period.fromMs);
}

/** The month of a name such as `2026-01`. */
export function toMonth(name: string): Interval {
  return toBillingPeriod(Date.parse(`${name}-01T00:00:00Z`));
}
