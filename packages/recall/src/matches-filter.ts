import type { FilterOrdering, FilterValue, MetadataFilter } from './metadata-filter.js';

type Condition = Exclude<MetadataFilter, { kind: 'all' | 'any' | 'not' }>;

/**
 * Tells whether a memory's metadata passes a filter.
 *
 * - Equality is by type and value; an array or object matches only an equal one as a whole (`$contains` looks inside
 *   an array). `null` matches a stored `null`, not a missing key.
 * - `$ne`, `$nin` and `$not` are the exact complements: they match where the key is missing.
 * - `$gt`, `$gte`, `$lt`, `$lte` compare numbers with numbers and strings with strings by code point, so that ISO
 *   dates of one form compare as dates; values of different kinds never match.
 * - A path walks own properties of objects only: never a prototype, never an index or the length of an array.
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
    default:
      return matchesCondition(filter, valueAt(metadata, filter.path));
  }
}

function matchesCondition(condition: Condition, stored: unknown): boolean {
  switch (condition.kind) {
    case 'equals':
      return isSame(condition.value, stored);
    case 'in':
      return condition.values.some((value) => isSame(value, stored));
    case 'compare':
      return isOrdered(condition.ordering, stored, condition.value);
    case 'contains':
      return isContained(condition.value, stored);
    case 'exists':
      return (stored !== undefined) === condition.expected;
  }
}

function valueAt(metadata: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  let value: unknown = metadata;
  for (const key of path) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
  const entries = Object.entries(expected);
  if (Object.keys(stored).length !== entries.length) return false;
  return entries.every(([key, value]) => Object.hasOwn(stored, key) && isSame(value, stored[key]));
}

function isOrdered(ordering: FilterOrdering, stored: unknown, limit: string | number): boolean {
  const order = orderOf(stored, limit);
  if (order === undefined) return false;
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

function orderOf(stored: unknown, limit: string | number): number | undefined {
  if (typeof stored === 'number' && typeof limit === 'number') return stored - limit;
  if (typeof stored === 'string' && typeof limit === 'string') return compareCodePoints(stored, limit);
  return undefined;
}

// JavaScript's own `<` compares UTF-16 units, which puts U+1F600 before U+FF01; databases compare by code point.
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

function isContained(value: FilterValue, stored: unknown): boolean {
  if (Array.isArray(stored)) return stored.includes(value);
  return typeof stored === 'string' && typeof value === 'string' && stored.includes(value);
}
