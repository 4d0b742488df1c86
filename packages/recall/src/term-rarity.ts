import { BACKGROUND_TERMS } from './background-terms.js';

/** How many memories of everyday English stand behind the counts of a store. */
const BACKGROUND_MEMORIES = 1000;
/** Words in a memory of everyday length, to turn the share of a term in text into the share of memories that hold it. */
const WORDS_PER_MEMORY = 15;
const RAREST_SHARE = 2 ** -18.6;

/** How many sessions of everyday English stand behind the counts of a store. */
const BACKGROUND_SESSIONS = 20;
/** Memories in a session of everyday length. */
const MEMORIES_PER_SESSION = 15;

// Made once: 13,000 terms, a megabyte, shared by all indexes of a thread.
const SHARES: ReadonlyMap<string, number> = new Map(
  BACKGROUND_TERMS.flatMap(([level, terms]) => terms.split(' ').map((term) => [term, 2 ** (-level / 2)] as const)),
);

/**
 * How much it says of a memory that it holds a term, when `holders` of `total` memories do: inverse document frequency
 * (Robertson, Spärck Jones), blended with how common the term is in English. At least 0.
 *
 * A store of three memories knows nothing about rarity, and with IDF from the store alone a score moves as unrelated
 * memories come in. On the LoCoMo development half 50, 200 and 1,000 background memories gave the same recall (within
 * 0.1 points), so the steadiest was taken.
 */
export function toRarityAmongMemories(term: string, holders: number, total: number): number {
  return toRarity(shareOfMemories(term), BACKGROUND_MEMORIES, holders, total);
}

/** The same of a session, of which far more hold a common term. */
export function toRarityAmongSessions(term: string, holders: number, total: number): number {
  const share = 1 - (1 - shareOfMemories(term)) ** MEMORIES_PER_SESSION;
  return toRarity(share, BACKGROUND_SESSIONS, holders, total);
}

function shareOfMemories(term: string): number {
  return Math.min(0.5, (SHARES.get(term) ?? RAREST_SHARE) * WORDS_PER_MEMORY);
}

function toRarity(share: number, background: number, holders: number, total: number): number {
  const having = holders + share * background + 0.5;
  const without = Math.max(0, total - holders) + (1 - share) * background + 0.5;
  return Math.log(1 + without / having);
}
