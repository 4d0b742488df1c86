/** The share of the first `k` places that hold the same id in both rankings; one where both rankings are empty. */
export function shareOfSamePlaces(left: readonly string[], right: readonly string[], k: number): number {
  const places = Math.min(k, Math.max(left.length, right.length));
  if (places === 0) return 1;
  return left.slice(0, places).filter((id, place) => id === right[place]).length / places;
}
