/** What a set of measured times comes to, in the unit they were measured in. */
export interface Summary {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * The smallest value that at least `share` of the values don't exceed (nearest-rank method), or NaN of none.
 *
 * @param share between 0 and 1
 */
export function percentile(values: readonly number[], share: number): number {
  return nearestRank([...values].sort(ascending), share);
}

/** The middle value; of an even number of values, the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The arithmetic mean, or NaN of no values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Counts and the usual percentiles of measured times. */
export function summarize(values: readonly number[]): Summary {
  const sorted = [...values].sort(ascending);
  return {
    count: sorted.length,
    p50: nearestRank(sorted, 0.5),
    p95: nearestRank(sorted, 0.95),
    p99: nearestRank(sorted, 0.99),
    max: nearestRank(sorted, 1),
  };
}

function nearestRank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function ascending(left: number, right: number): number {
  return left - right;
}
