/** A value that metadata can hold at the end of a path. */
export type FilterScalar = string | number | boolean | null;

/** A literal a filter compares with: a scalar, or an array or object compared as a whole. */
export type FilterValue = FilterScalar | readonly FilterValue[] | { readonly [key: string]: FilterValue };

/** How two values of the same kind are ordered by `$gt`, `$gte`, `$lt`, `$lte`. */
export type FilterOrdering = 'gt' | 'gte' | 'lt' | 'lte';

/** A condition on what stands at one dotted path; `path` is the path cut at its dots. */
export type FilterCondition =
  | { readonly kind: 'equals'; readonly path: readonly string[]; readonly value: FilterValue }
  | {
      readonly kind: 'in';
      readonly path: readonly string[];
      readonly scalars: ReadonlySet<FilterScalar>;
      /** Arrays and objects of the list, which are compared one by one. */
      readonly structures: readonly FilterValue[];
    }
  | {
      readonly kind: 'compare';
      readonly path: readonly string[];
      readonly ordering: FilterOrdering;
      readonly value: string | number;
      /** The moment that `value` names, in epoch milliseconds; null where it is a number or no date. */
      readonly timeMs: number | null;
    }
  | { readonly kind: 'contains'; readonly path: readonly string[]; readonly value: FilterScalar }
  | { readonly kind: 'exists'; readonly path: readonly string[]; readonly expected: boolean };

/**
 * A checked metadata filter, as {@link parseMetadataFilter} makes it.
 *
 * Plain data: it crosses to a worker thread by structured clone.
 */
export type MetadataFilter =
  | { readonly kind: 'all'; readonly parts: readonly MetadataFilter[] }
  | { readonly kind: 'any'; readonly parts: readonly MetadataFilter[] }
  | { readonly kind: 'not'; readonly part: MetadataFilter }
  | FilterCondition;
