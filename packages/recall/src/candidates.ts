import { matchesFilter } from './matches-filter.js';
import type { IndexedMemory, MemorySlots } from './memory-slots.js';
import type { MetadataFilter } from './metadata-filter.js';
import type { Question } from './question.js';
import { selectTop } from './select-top.js';
import type { TermMatch } from './term-match.js';

// On the LoCoMo development half the best 120 of each kind and the neighbours of the best 30 hold 95.7 % of the
// evidence (memories with a session). More are cheap: measuring one costs a microsecond or two.
const BEST_BY_VECTOR = 250;
const BEST_BY_TERMS = 200;
const BEST_WITH_NEIGHBOURS = 40;

/** Which memories a question may see. */
export interface Visibility {
  /** How many it may see. */
  readonly count: number;
  isVisible(memory: IndexedMemory): boolean;
}

/** Finds which memories are neither expired nor refused by the filter. */
export function toVisibility(memories: MemorySlots, nowMs: number, filter: MetadataFilter | undefined): Visibility {
  if (filter === undefined && memories.expiring === 0) return { count: memories.size, isVisible: () => true };
  const visible = new Uint8Array(memories.bound);
  let count = 0;
  for (const memory of memories.values()) {
    if (memory.expiresAtMs <= nowMs) continue;
    if (filter !== undefined && !matchesFilter(filter, memory.metadata)) continue;
    visible[memory.slot] = 1;
    count++;
  }
  return { count, isVisible: ({ slot }) => visible[slot] === 1 };
}

/** The memories nearest in meaning that the question may see, best first. */
export function nearestByVector(memories: MemorySlots, question: Question, visibility: Visibility): IndexedMemory[] {
  const hidden = memories.size - visibility.count;
  const hits =
    hidden <= BEST_BY_VECTOR
      ? memories.vectors.nearest(question.vector, BEST_BY_VECTOR + hidden)
      : memories.vectors.nearestAmong(visibleRows(memories, visibility), question.vector, BEST_BY_VECTOR);
  const found = new Set<IndexedMemory>();
  for (const { row } of hits) {
    const memory = memories.ofRow(row);
    if (memory !== undefined && visibility.isVisible(memory)) found.add(memory);
  }
  return [...found];
}

/** The memories that hold most of the question's terms and that it may see, best first. */
export function bestByTerms(memories: MemorySlots, match: TermMatch, visibility: Visibility): IndexedMemory[] {
  const visible = match.slots
    .map((slot) => memories.at(slot))
    .filter((memory): memory is IndexedMemory => memory !== undefined && visibility.isVisible(memory));
  return selectTop(
    visible,
    BEST_BY_TERMS,
    (left, right) => match.score(right.slot) - match.score(left.slot) || right.seq - left.seq,
  );
}

/** Puts the finds together with what stands before and after the best of them: an answer follows its question. */
export function withNeighbours(
  finds: readonly (readonly IndexedMemory[])[],
  neighboursOf: (memory: IndexedMemory) => readonly (IndexedMemory | undefined)[],
  visibility: Visibility,
): Set<IndexedMemory> {
  const candidates = new Set(finds.flat());
  for (const memory of finds.flatMap((found) => found.slice(0, BEST_WITH_NEIGHBOURS))) {
    for (const neighbour of neighboursOf(memory)) {
      if (neighbour !== undefined && visibility.isVisible(neighbour)) candidates.add(neighbour);
    }
  }
  return candidates;
}

function visibleRows(memories: MemorySlots, visibility: Visibility): number[] {
  const rows: number[] = [];
  for (const memory of memories.values()) if (visibility.isVisible(memory)) rows.push(...memory.rows);
  return rows;
}
