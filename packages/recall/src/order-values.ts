import type { FilterCondition, FilterOrdering } from './metadata-filter.js';
import { parseMoment } from './parse-moment.js';

/** A condition of `$gt`, `$gte`, `$lt` or `$lte`. */
export type Comparison = Extract<FilterCondition, { kind: 'compare' }>;

/**
 * Tells whether a stored value stands to the limit of a comparison as its operator says: numbers by size, strings as
 * moments where both are dates, and by code point where one isn't. Values of other kinds, and of two kinds, never do.
 */
export function isOrdered({ ordering, value, timeMs }: Comparison, stored: unknown): boolean {
  if (typeof value === 'number') return typeof stored === 'number' && isAccepted(ordering, stored - value);
  if (typeof stored !== 'string') return false;
  const storedMs = timeMs === null ? null : parseMoment(stored);
  if (timeMs !== null && storedMs !== null) return isAccepted(ordering, storedMs - timeMs);
  return isAccepted(ordering, toTextOrder(value)(stored));
}

/** Reads an operator of order: `order` is above 0 where the stored value is the greater. */
function isAccepted(ordering: FilterOrdering, order: number): boolean {
  switch (ordering) {
    case 'gt':
      return order > 0;
    case 'gte':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'lte':
      return order <= 0;
  }
}

const FROM_SURROGATES_ON = /[\ud800-\uffff]/;

/** Orders strings against a limit by code point, as databases do. */
export function toTextOrder(limit: string): (stored: string) => number {
  // JavaScript's own `<` compares UTF-16 units, which puts U+1F600 before U+FF01. Where one of the two stays below the
  // surrogates, units are ordered as code points are.
  if (FROM_SURROGATES_ON.test(limit)) return (stored) => compareCodePoints(stored, limit);
  return (stored) => (stored === limit ? 0 : stored < limit ? -1 : 1);
}

function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let place = 0; place < length; place++) {
    const a = left.charCodeAt(place);
    const b = right.charCodeAt(place);
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
