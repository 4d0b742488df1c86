import { matchesFilter } from './matches-filter.js';
import type { IndexedMemory, MemorySlots } from './memory-slots.js';
import type { MetadataFilter } from './metadata-filter.js';
import type { Question } from './question.js';
import { selectTop } from './select-top.js';
import type { TermMatch } from './term-match.js';

// On the LoCoMo development half the best 120 of each kind and the neighbours of the best 30 hold 95.7 % of the
// evidence (memories with a session). More are cheap: measuring one costs a microsecond or two.
const BEST_BY_VECTOR = 200;
// The windows of a few long memories may fill the best rows: then more rows are asked for, until there are as many
// memories as one question can return.
const FEWEST_BY_VECTOR = 100;
const BEST_BY_TERMS = 150;
const BEST_WITH_NEIGHBOURS = 40;

/** Which memories a question may see. */
export interface Visibility {
  /** How many it may see. */
  readonly count: number;
  /** They themselves, where not all are visible. */
  readonly visible: readonly IndexedMemory[] | undefined;
  isVisible(slot: number): boolean;
}

/** Finds which memories are neither expired nor refused by the filter. */
export function toVisibility(memories: MemorySlots, nowMs: number, filter: MetadataFilter | undefined): Visibility {
  if (filter === undefined && memories.expiring === 0) {
    return { count: memories.size, visible: undefined, isVisible: () => true };
  }
  const marks = new Uint8Array(memories.bound);
  const visible: IndexedMemory[] = [];
  memories.forEach((memory) => {
    if (memory.expiresAtMs <= nowMs) return;
    if (filter !== undefined && !matchesFilter(filter, memory.metadata)) return;
    marks[memory.slot] = 1;
    visible.push(memory);
  });
  return { count: visible.length, visible, isVisible: (slot) => marks[slot] === 1 };
}

/** The memories nearest in meaning that the question may see, best first. */
export function nearestByVector(memories: MemorySlots, question: Question, visibility: Visibility): IndexedMemory[] {
  const hidden = memories.size - visibility.count;
  const rows = visibility.visible === undefined || hidden <= BEST_BY_VECTOR ? undefined : rowsOf(visibility.visible);
  const available = rows?.length ?? memories.vectors.rows;
  const enough = Math.min(FEWEST_BY_VECTOR, visibility.count);
  let wanted = BEST_BY_VECTOR + (rows === undefined ? hidden : 0);
  for (;;) {
    const hits =
      rows === undefined
        ? memories.vectors.nearest(question.vector, wanted)
        : memories.vectors.nearestAmong(rows, question.vector, wanted);
    const found = distinct(hits.map(({ row }) => memories.ofRow(row))).filter(({ slot }) => visibility.isVisible(slot));
    if (found.length >= enough || wanted >= available) return found;
    wanted *= 4;
  }
}

/** The memories that hold most of the question's terms and that it may see, best first. */
export function bestByTerms(memories: MemorySlots, match: TermMatch, visibility: Visibility): IndexedMemory[] {
  const slots =
    visibility.visible === undefined ? match.slots : match.slots.filter((slot) => visibility.isVisible(slot));
  const seqOf = (slot: number): number => memories.at(slot)?.seq ?? 0;
  const best = selectTop(
    slots,
    BEST_BY_TERMS,
    (left, right) => match.score(right) - match.score(left) || seqOf(right) - seqOf(left),
  );
  return distinct(best.map((slot) => memories.at(slot)));
}

/** Puts the finds together with what stands before and after the best of them: an answer follows its question. */
export function withNeighbours(
  finds: readonly (readonly IndexedMemory[])[],
  neighboursOf: (memory: IndexedMemory) => readonly (IndexedMemory | undefined)[],
  visibility: Visibility,
): IndexedMemory[] {
  const neighbours = finds
    .flatMap((found) => found.slice(0, BEST_WITH_NEIGHBOURS))
    .flatMap((memory) => neighboursOf(memory))
    .filter((neighbour) => neighbour !== undefined && visibility.isVisible(neighbour.slot));
  return distinct([...finds.flat(), ...neighbours]);
}

// By slot: a set of the objects themselves would give each of them an identity hash, a slow first touch.
function distinct(memories: readonly (IndexedMemory | undefined)[]): IndexedMemory[] {
  const slots = new Set<number>();
  const found: IndexedMemory[] = [];
  for (const memory of memories) {
    if (memory === undefined || slots.has(memory.slot)) continue;
    slots.add(memory.slot);
    found.push(memory);
  }
  return found;
}

function rowsOf(memories: readonly IndexedMemory[]): number[] {
  const rows: number[] = [];
  for (const memory of memories) for (const row of memory.rows) rows.push(row);
  return rows;
}
