import type { Agreement } from '@memory-api/storage';
import type { CostRates } from './price-costs.js';
import type { AddOn, Promotion, VolumeDiscounts } from './terms.js';

/** A promotion and when it runs, half-open, epoch milliseconds. */
export interface DatedPromotion extends Promotion {
  readonly planIds: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a file agreed with an organization, until one was read that no longer did. */
export interface FormerAgreement {
  readonly orgId: string;
  readonly agreement: Agreement;
  /** When that was, epoch milliseconds: it doesn't hold any more then. */
  readonly toMs: number;
}

/** Everything beside the plans that a price depends on, as the file has it. */
export interface PriceList {
  readonly discounts: VolumeDiscounts;
  readonly promotions: readonly DatedPromotion[];
  readonly addOns: ReadonlyMap<string, AddOn>;
  /** What requests cost whoever runs the server. */
  readonly costs: CostRates;
  /** By organization; what the operator has agreed with one takes the place of what the file says. */
  readonly agreements: ReadonlyMap<string, Agreement>;
  /** What files before said of organizations, in the order in which it ended. A file alone has none. */
  readonly formerAgreements: readonly FormerAgreement[];
}

/** The add-ons of an agreement. One that no file which was read has adds nothing and costs nothing. */
export function findAddOns({ addOns }: Pick<PriceList, 'addOns'>, { addOnIds }: Agreement): readonly AddOn[] {
  return addOnIds.flatMap((id) => addOns.get(id) ?? []);
}
