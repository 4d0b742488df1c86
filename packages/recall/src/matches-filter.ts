import type { FilterCondition, FilterScalar, FilterValue, MetadataFilter } from './metadata-filter.js';
import { isOrdered } from './order-values.js';
import { isRecord, someValueAt } from './some-value-at.js';

/**
 * Tells whether a memory's metadata passes a filter. It says what a filter means; an index answers the same faster.
 *
 * - Equality is by type and value: no number is a string. `null` matches a stored `null`, not a missing key.
 * - A stored array matches what one of its elements matches; an array or object in the filter is compared as a whole.
 * - `$ne`, `$nin` and `$not` are the exact complements: they match where the key is missing.
 * - `$gt`, `$gte`, `$lt`, `$lte` compare numbers with numbers and strings with strings: as moments where both are
 *   dates, by code point where one isn't. Values of different kinds never match.
 * - `$contains` finds an element of an array or a part of a string.
 * - What a path reaches: see {@link someValueAt}.
 *
 * @example
 * const parsed = parseMetadataFilter({ category: "preference" });
 * if (parsed.ok) matchesFilter(parsed.filter, { category: "preference" }); // true
 */
export function matchesFilter(filter: MetadataFilter, metadata: Readonly<Record<string, unknown>>): boolean {
  switch (filter.kind) {
    case 'all':
      return filter.parts.every((part) => matchesFilter(part, metadata));
    case 'any':
      return filter.parts.some((part) => matchesFilter(part, metadata));
    case 'not':
      return !matchesFilter(filter.part, metadata);
    case 'exists':
      return someValueAt(metadata, filter.path, () => true) === filter.expected;
    default:
      return someValueAt(metadata, filter.path, (stored) => holdsFor(filter, stored));
  }
}

function holdsFor(condition: Exclude<FilterCondition, { kind: 'exists' }>, stored: unknown): boolean {
  switch (condition.kind) {
    case 'equals':
      return someItem(stored, (value) => isSame(condition.value, value));
    case 'in':
      return someItem(
        stored,
        (value) =>
          condition.scalars.has(value as FilterScalar) || condition.structures.some((one) => isSame(one, value)),
      );
    case 'compare':
      return someItem(stored, (value) => isOrdered(condition, value));
    case 'contains':
      return isContained(condition.value, stored);
  }
}

// The array itself first: a filter may name the whole of it.
function someItem(stored: unknown, test: (value: unknown) => boolean): boolean {
  return test(stored) || (Array.isArray(stored) && stored.some(test));
}

// Walks as deep as the filter's literal does, which the parser bounds; stored metadata may be deeper.
function isSame(expected: FilterValue, stored: unknown): boolean {
  if (Array.isArray(expected)) return isSameArray(expected, stored);
  if (isRecord(expected)) return isSameRecord(expected, stored);
  return expected === stored;
}

function isSameArray(expected: readonly FilterValue[], stored: unknown): boolean {
  if (!Array.isArray(stored) || stored.length !== expected.length) return false;
  return expected.every((value, place) => isSame(value, stored[place]));
}

function isSameRecord(expected: { readonly [key: string]: FilterValue }, stored: unknown): boolean {
  if (!isRecord(stored)) return false;
  const keys = Object.keys(stored);
  const isWithin = keys.every((key) => {
    const value = Object.hasOwn(expected, key) ? expected[key] : undefined;
    return value !== undefined && isSame(value, stored[key]);
  });
  return isWithin && keys.length === Object.keys(expected).length;
}

function isContained(value: FilterScalar, stored: unknown): boolean {
  if (Array.isArray(stored)) return stored.includes(value);
  return typeof stored === 'string' && typeof value === 'string' && stored.includes(value);
}
