import type { Storage } from '@memory-api/storage';
import { ConfigError } from '../config.js';
import type { Offer } from './to-offer.js';

/** What organizations have of what files of plans offer. */
export interface HeldOffers {
  /** The plans that they are on, or will be on. */
  readonly planIds: readonly string[];
  /** How many of them have each add-on, by its id. */
  readonly addOns: ReadonlyMap<string, number>;
}

/** What organizations had of it in months whose invoices are still to come, and may have no more. */
export interface LeftOffers {
  readonly planIds: readonly string[];
  readonly addOnIds: readonly string[];
}

/** Reads what organizations have at a moment, epoch milliseconds. */
export async function readHeldOffers(
  { organizations }: Pick<Storage, 'organizations'>,
  nowMs: number,
): Promise<HeldOffers> {
  return { planIds: await organizations.listPlanIds(nowMs), addOns: await organizations.countAddOns() };
}

/**
 * Refuses a file without something that an organization has.
 *
 * @throws ConfigError in one line that names what is missing, and what to do
 */
export function requireHeld(offer: Offer, held: HeldOffers, path: string): void {
  requirePlans(offer, held.planIds, path, 'organizations are on it; move them to another plan first');
  const addOns = [...held.addOns].filter(([id]) => !offer.priceList.addOns.has(id));
  const missing = addOns.map(([id, count]) => `${id} (${count} organization${count === 1 ? '' : 's'})`);
  refuse(missing, path, 'they have this add-on; take it from them first');
}

/**
 * Refuses a file without something that an organization had, and whose price is asked for.
 *
 * @throws ConfigError in one line that names what is missing, and what to do
 */
export function requireLeft(offer: Offer, left: LeftOffers, path: string): void {
  requirePlans(offer, left.planIds, path, `organizations left it ${IS_BILLED}`);
  const addOnIds = left.addOnIds.filter((id) => !offer.priceList.addOns.has(id));
  refuse(addOnIds, path, `organizations had this add-on ${IS_BILLED}`);
}

const IS_BILLED =
  'in a month that is still to be billed; put it back in the file for one start, which keeps its prices';

function requirePlans({ plans }: Offer, planIds: readonly string[], path: string, why: string): void {
  const missing = planIds.filter((planId) => !plans.has(planId));
  refuse(missing, path, why);
}

function refuse(missing: readonly string[], path: string, why: string): void {
  if (missing.length > 0) throw new ConfigError('PLANS_FILE', `${path} lacks ${missing.join(', ')}: ${why}`);
}
