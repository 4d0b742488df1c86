import type { UnitPrice } from '../plans/plan.js';
import { addAll, compare, multiply, type Rational, toRational } from './rational.js';
import type { VolumeStep } from './terms.js';

/** Units of overage at one price. */
export interface PricedUnits {
  readonly price: UnitPrice;
  readonly units: bigint;
}

/** What so many units cost, exactly. */
export function priceUnits({ cents, per }: UnitPrice, units: bigint): Rational {
  return multiply(toRational(cents, per), toRational(units));
}

/**
 * What the volume of a period takes off its overage: each unit's discount goes by its place among all of them. Where
 * they have several prices, the dearer ones come first: in any other order one cheap unit more could push dear ones
 * past a step, and more use would cost less.
 */
export function toVolumeDiscount(charged: readonly PricedUnits[], steps: readonly VolumeStep[]): Rational {
  const byPrice = charged.toSorted((a, b) => compare(priceUnits(b.price, 1n), priceUnits(a.price, 1n)));
  let from = 0n;
  const discounts = byPrice.flatMap(({ price, units }) => {
    const range = { from, to: from + units };
    from = range.to;
    return steps.map(({ beyond, percentOff }, at) => {
      const next = steps[at + 1];
      const within = { from: BigInt(beyond), to: next === undefined ? range.to : BigInt(next.beyond) };
      return multiply(priceUnits(price, countShared(range, within)), toRational(percentOff, 100));
    });
  });
  return addAll(discounts);
}

type UnitRange = { readonly from: bigint; readonly to: bigint };

function countShared(a: UnitRange, b: UnitRange): bigint {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return to > from ? to - from : 0n;
}
