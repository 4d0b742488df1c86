// BM25 (Robertson and Walker) with k1 = 1.2 and b = 0.5. The length that counts as average is fixed, not the store's,
// so that the score of a memory doesn't move with its neighbours: fixing it cost nothing (within 0.1 points of R@10 on
// the LoCoMo development half).
const SATURATION = 1.2;
const LENGTH_SHARE = 0.5;
const USUAL_MEMORY_TERMS = 12;
const USUAL_SESSION_TERMS = 250;

/** What a memory of so many terms needs of a term to count half. */
export function toMemoryNorm(terms: number): number {
  return toNorm(terms / USUAL_MEMORY_TERMS);
}

/** What a session of so many terms needs of a term to count half. */
export function toSessionNorm(terms: number): number {
  return toNorm(terms / USUAL_SESSION_TERMS);
}

/** How far a term counts that occurs `count` times in a text of this norm, 0–1. */
export function toSaturation(count: number, norm: number): number {
  return count / (count + norm);
}

function toNorm(relativeLength: number): number {
  return SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * relativeLength);
}
