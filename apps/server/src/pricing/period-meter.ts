import type { Organization, Storage, UsageAmounts } from '@memory-api/storage';
import { toBillingPeriod, type Interval } from '../plans/billing-period.js';
import type { Plan } from '../plans/plan.js';
import { readBillingTurns, toBilledTime } from './billed-time.js';
import { NOTHING_USED, sumUsed, type Basis, type MeteredPeriod, type UsedPiece } from './metered-period.js';
import type { GetLostPlan } from './lost-plan.js';
import type { OpenPeriods } from './open-periods.js';
import type { PriceEditions } from './price-editions.js';
import type { Used } from './terms.js';
import { toStretches, type Stretch } from './to-stretches.js';

/** An organization, as far as what it pays goes. */
export type BilledOrganization = Pick<Organization, 'id' | 'planId' | 'createdAtMs'>;

/** Reads what a billing period of an organization is priced by, and what was used of it so far, live keys alone. */
export type ReadMeteredPeriod = (
  organization: BilledOrganization,
  period: Interval,
  nowMs: number,
) => Promise<MeteredPeriod>;

/** What the meter reads from. */
export interface PeriodMeterParts {
  readonly storage: Pick<Storage, 'planChanges' | 'agreements' | 'invoices' | 'usage' | 'settings'>;
  readonly prices: Pick<PriceEditions, 'find'>;
  readonly getLostPlan: GetLostPlan;
  readonly openPeriods: Pick<OpenPeriods, 'list' | 'listClosed'>;
  /** False: nothing is priced. */
  readonly isBilled: boolean;
}

const NO_BASIS: Basis = { stretches: [], discounts: { calls: [], tokens: [], embeddings: [] } };
const DAY_MS = 86_400_000;

/** Makes the reader. A period with an invoice is priced by what that was priced by, whatever plans say today. */
export function createPeriodMeter(parts: PeriodMeterParts): ReadMeteredPeriod {
  const { usage } = parts.storage;
  return async (organization, period, nowMs) => {
    const basis = await readBasis(parts, organization, period, nowMs);
    // What costs nothing however much is used needs no counting: most organizations may be on a free plan.
    if (basis.stretches.every(isFree)) return { period, basis, pieces: [] };
    const tenant = { orgId: organization.id, environment: 'live' } as const;
    const cuts = basis.stretches.map(({ fromMs }) => fromMs).filter((cutMs) => cutMs > period.fromMs);
    const days = await usage.days(tenant, period);
    const within = cuts.filter((cutMs) => cutMs % DAY_MS !== 0 && cutMs < nowMs);
    const before = await Promise.all(
      within.map(async (cutMs) => ({ cutMs, used: toUsed(await usage.dayUntil(tenant, cutMs)) })),
    );
    const pieces = days.flatMap((day) =>
      cutDay({ fromMs: day.dayMs, toMs: day.dayMs + DAY_MS, used: toUsed(day) }, before),
    );
    return { period, basis, pieces };
  };
}

function isFree({ terms: { basePriceCents, overage, addOns } }: Stretch): boolean {
  return basePriceCents === 0 && overage === null && addOns.length === 0;
}

/** What was used, as it is priced. */
export function toUsed({ calls, tokensInput, tokensOutput, embeddings }: UsageAmounts): Used {
  return { calls, tokens: tokensInput + tokensOutput, embeddings };
}

async function readBasis(
  { storage, prices, getLostPlan, openPeriods, isBilled }: PeriodMeterParts,
  organization: BilledOrganization,
  period: Interval,
  nowMs: number,
): Promise<Basis> {
  if (!isBilled) return NO_BASIS;
  const isPresent = toBillingPeriod(nowMs).fromMs === period.fromMs;
  // Before the invoice: whoever finds the period closed finds its invoice, too, if it has one.
  const asked = isPresent ? [period] : [...(await openPeriods.list()), ...(await openPeriods.listClosed())];
  const invoice = isPresent ? null : await storage.invoices.getByPeriod(organization.id, period.fromMs);
  // As this server wrote it.
  if (invoice !== null) return invoice.basis as Basis;
  if (!asked.some(({ fromMs }) => fromMs === period.fromMs)) return NO_BASIS;
  const [changes, agreements, turns] = await Promise.all([
    storage.planChanges.list(organization.id),
    storage.agreements.list(organization.id),
    readBillingTurns(storage),
  ]);
  const { id: orgId, createdAtMs, planId } = organization;
  const subscriber = { orgId, createdAtMs, planId, changes, agreements };
  const { priceList, plans } = await prices.find(period);
  const getPlan = (id: string): Plan => plans.get(id) ?? getLostPlan(id);
  return {
    stretches: toStretches({ subscriber, period, priceList, getPlan, billed: toBilledTime(turns) }),
    discounts: priceList.discounts,
  };
}

/** A day in pieces: the last has what the others, which are counted to the millisecond, leave of the day. */
function cutDay(
  day: UsedPiece,
  before: readonly { readonly cutMs: number; readonly used: Used }[],
): readonly UsedPiece[] {
  const cuts = before.filter(({ cutMs }) => day.fromMs < cutMs && cutMs < day.toMs);
  // Nothing was used when the day began, whatever was taken from it: what it sums up to is what its pieces sum up to.
  const begin = { cutMs: day.fromMs, used: NOTHING_USED };
  const edges = [begin, ...toRising([...cuts, { cutMs: day.toMs, used: day.used }])];
  return edges.slice(1).map(({ cutMs: toMs, used }, at) => {
    const from = edges[at] ?? begin;
    return { fromMs: from.cutMs, toMs, used: sumUsed(used, negateUsed(from.used)) };
  });
}

/**
 * What was used by each moment of a day, held between nothing (or the day's sum, where that is below it) and what was
 * used by any later moment: a correction may take away more than was used before it, or after a cut, and no piece of a
 * day has a price below zero, unless the whole day has.
 */
export function toRising<Edge extends { readonly used: Used }>(edges: readonly Edge[]): readonly Edge[] {
  const floor = combine(Math.min, NOTHING_USED, edges.at(-1)?.used ?? NOTHING_USED);
  return edges.reduceRight<readonly Edge[]>((later, edge) => {
    const held = combine(Math.max, edge.used, floor);
    const [next] = later;
    return [next === undefined ? edge : { ...edge, used: combine(Math.min, held, next.used) }, ...later];
  }, []);
}

function combine(choose: (a: number, b: number) => number, a: Used, b: Used): Used {
  return {
    calls: choose(a.calls, b.calls),
    tokens: choose(a.tokens, b.tokens),
    embeddings: choose(a.embeddings, b.embeddings),
  };
}

function negateUsed({ calls, tokens, embeddings }: Used): Used {
  return { calls: -calls, tokens: -tokens, embeddings: -embeddings };
}
