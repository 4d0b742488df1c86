/**
 * The place, from 1, of the first value of a ranking that is expected.
 *
 * @returns null where none of it is
 */
export function placeOfFirst(ranking: readonly string[], expected: readonly string[]): number | null {
  const place = ranking.findIndex((value) => expected.includes(value));
  return place < 0 ? null : place + 1;
}

/** One divided by the place of the first that is expected, or 0 where there is none: its mean is the MRR. */
export function reciprocalRank(ranking: readonly string[], expected: readonly string[]): number {
  const place = placeOfFirst(ranking, expected);
  return place === null ? 0 : 1 / place;
}

/** Whether at least one of the expected is among the first `k`. */
export function isAnyWithin(ranking: readonly string[], expected: readonly string[], k: number): boolean {
  const first = new Set(ranking.slice(0, k));
  return expected.some((value) => first.has(value));
}

/** Whether all of the expected are among the first `k`; more than `k` of them can't be. */
export function areAllWithin(ranking: readonly string[], expected: readonly string[], k: number): boolean {
  const first = new Set(ranking.slice(0, k));
  return expected.every((value) => first.has(value));
}

/**
 * Normalized discounted cumulative gain at `k` with gains of 0 and 1 (Järvelin and Kekäläinen, 2002): 1 where everything
 * expected stands at the top.
 *
 * @param expected distinct and at least one; a second occurrence in the ranking gains nothing
 */
export function ndcgAt(ranking: readonly string[], expected: readonly string[], k: number): number {
  const gains = ranking
    .slice(0, k)
    .map((value, place) => expected.includes(value) && ranking.indexOf(value) === place)
    .map((isGain, place) => (isGain ? toDiscount(place) : 0));
  const ideal = Array.from({ length: Math.min(k, expected.length) }, (_, place) => toDiscount(place));
  return toSum(gains) / toSum(ideal);
}

function toDiscount(placeFromZero: number): number {
  return 1 / Math.log2(placeFromZero + 2);
}

function toSum(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
