import type { IndexedMemory, MemorySlots } from './memory-slots.js';
import type { MetadataFilter } from './metadata-filter.js';
import type { Question } from './question.js';
import { selectTop } from './select-top.js';
import type { SlotSet } from './slot-set.js';
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
  /** Their slots, where not all are visible. */
  readonly slots: SlotSet | undefined;
  isVisible(slot: number): boolean;
}

/** Finds which memories are neither expired nor refused by the filter. */
export function toVisibility(memories: MemorySlots, nowMs: number, filter: MetadataFilter | undefined): Visibility {
  const unexpired = toUnexpired(memories, nowMs);
  const slots =
    filter === undefined ? unexpired : memories.metadata.select(filter, unexpired ?? memories.metadata.live);
  const count = slots?.count() ?? memories.size;
  // What hides nothing may cost nothing.
  if (slots === undefined || count === memories.size) return { count, slots: undefined, isVisible: () => true };
  return { count, slots, isVisible: (slot) => slots.has(slot) };
}

function toUnexpired({ expiring, metadata, columns }: MemorySlots, nowMs: number): SlotSet | undefined {
  if (expiring === 0) return undefined;
  const { expiries } = columns;
  return metadata.live.filter((slot) => (expiries[slot] ?? 0) > nowMs);
}

/** The memories nearest in meaning that the question may see, best first. None where it has no vector. */
export function nearestByVector(memories: MemorySlots, question: Question, visibility: Visibility): IndexedMemory[] {
  const { vectors } = memories;
  const { vector } = question;
  if (vector === null) return [];
  const rows = visibility.slots === undefined ? undefined : memories.rowsOf(visibility.slots);
  const available = rows?.length ?? vectors.rows;
  const enough = Math.min(FEWEST_BY_VECTOR, visibility.count);
  for (let wanted = BEST_BY_VECTOR; ; wanted *= 4) {
    const hits = rows === undefined ? vectors.nearest(vector, wanted) : vectors.nearestAmong(rows, vector, wanted);
    const found = distinct(hits.map(({ row }) => memories.ofRow(row)));
    if (found.length >= enough || wanted >= available) return found;
  }
}

/** The memories that hold most of the question's terms and that it may see, best first. */
export function bestByTerms(memories: MemorySlots, match: TermMatch, visibility: Visibility): IndexedMemory[] {
  const slots = visibility.slots === undefined ? match.slots : visibleOf(match.slots, visibility.slots);
  const { seqs } = memories.columns;
  const best = selectTop(
    slots,
    BEST_BY_TERMS,
    (left, right) => match.score(right) - match.score(left) || (seqs[right] ?? 0) - (seqs[left] ?? 0),
  );
  return distinct(best.map((slot) => memories.at(slot)));
}

// A common word has as many slots as there are memories: a loop without a call or a branch for each.
function visibleOf(slots: Int32Array, visible: SlotSet): Int32Array {
  const kept = new Int32Array(slots.length);
  const { words } = visible;
  let count = 0;
  for (let place = 0; place < slots.length; place++) {
    const slot = slots[place] ?? -1;
    kept[count] = slot;
    count += ((words[slot >>> 5] ?? 0) >>> slot) & 1;
  }
  return kept.subarray(0, count);
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
