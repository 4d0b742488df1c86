/**
 * The share of the evidence that is among the first `k` of a ranking.
 *
 * @param evidence distinct ids; of none there is no share, and the answer is null
 */
export function recallAt(ranking: readonly string[], evidence: readonly string[], k: number): number | null {
  if (evidence.length === 0) return null;
  const first = new Set(ranking.slice(0, k));
  return evidence.filter((id) => first.has(id)).length / evidence.length;
}

/** The first occurrences of each value, in order: a ranking of turns becomes one of their sessions. */
export function toDistinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/**
 * The share of the evidence turns that a ranking of observations covers by place `k`.
 *
 * @param turnsOf the turns that each observation names as where it comes from
 * @param evidence distinct turn ids; those that no observation names can't be found and are dropped first
 */
export function observationRecallAt(
  ranking: readonly string[],
  evidence: readonly string[],
  k: number,
  turnsOf: ReadonlyMap<string, readonly string[]>,
): number | null {
  const nameable = new Set([...turnsOf.values()].flat());
  const covered = ranking.slice(0, k).flatMap((id) => turnsOf.get(id) ?? []);
  return recallAt(
    covered,
    evidence.filter((id) => nameable.has(id)),
    covered.length,
  );
}
