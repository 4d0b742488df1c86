import { invariant } from '@memory-api/contract';
import type { MemoryForIndex } from './memory-for-index.js';
import type { MemoryTraits } from './memory-traits.js';
import { MetadataIndex } from './metadata-index.js';
import { MAX_SLOTS, PostingLists } from './posting-lists.js';
import { SessionOrder } from './session-order.js';
import { SlotColumns } from './slot-columns.js';
import type { SlotSet } from './slot-set.js';
import { VectorRows } from './vector-rows.js';

/** A memory in the index: what ranking needs of it, its text left out. */
export interface IndexedMemory {
  readonly slot: number;
  readonly id: string;
  readonly seq: number;
  readonly occurredAtMs: number;
  readonly hasOccurredAt: boolean;
  readonly expiresAtMs: number;
  /** Number of its session, or -1. */
  readonly session: number;
  readonly subject: string;
  readonly length: number;
  readonly isQuestion: boolean;
  readonly namesSomething: boolean;
  readonly saysWhen: boolean;
  readonly saysChange: boolean;
  readonly isTurn: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly rows: readonly number[];
  readonly lists: readonly number[];
  readonly bytes: number;
}

// Map entries, the object and its arrays, as a heap snapshot of 100,000 memories showed.
const BYTES_PER_MEMORY = 420;

/**
 * The memories of an index, each in a slot, with their postings, vectors and sessions kept in step.
 *
 * A slot is used again only when the postings of its last memory are purged, so a posting never speaks for another.
 */
export class MemorySlots {
  readonly postings = new PostingLists();
  readonly vectors: VectorRows;
  readonly sessions = new SessionOrder();
  readonly columns = new SlotColumns();
  readonly metadata = new MetadataIndex((slot) => this.#memories[slot]?.metadata);
  readonly #dimensions: number;
  readonly #memories: (IndexedMemory | undefined)[] = [];
  readonly #byId = new Map<string, IndexedMemory>();
  readonly #listByTerm = new Map<string, number>();
  readonly #termByList: string[] = [];
  readonly #subjects = new Map<string, number>();
  readonly #unpurged = new Map<number, number>();
  readonly #freeSlots: number[] = [];
  readonly #slotOfRow: number[] = [];
  #subjectSquares = 0;
  #withoutSession = 0;
  #expiring = 0;
  #memoryBytes = 0;

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
    this.vectors = new VectorRows(dimensions);
  }

  /** Live memories, expired ones that nobody has removed included. */
  get size(): number {
    return this.#byId.size;
  }

  /** Slot numbers are below this. */
  get bound(): number {
    return this.#memories.length;
  }

  /** Memories that have a time of expiry. */
  get expiring(): number {
    return this.#expiring;
  }

  /** Sessions, a memory without one counted as its own. */
  get sessionCount(): number {
    return this.sessions.size + this.#withoutSession;
  }

  /** Estimate of the bytes held. */
  get bytes(): number {
    const { vectors, postings, columns, metadata } = this;
    const structures = vectors.bytes + postings.bytes + columns.bytes + metadata.bytes;
    return structures + this.#memoryBytes + this.#listByTerm.size * 100;
  }

  /** Calls `visit` for every live memory. */
  forEach(visit: (memory: IndexedMemory) => void): void {
    for (const memory of this.#memories) if (memory !== undefined) visit(memory);
  }

  /** The memory in a slot, unless it is gone. */
  at(slot: number): IndexedMemory | undefined {
    return this.#memories[slot];
  }

  /** The memory that a row of the vectors belongs to. */
  ofRow(row: number): IndexedMemory | undefined {
    return this.#memories[this.#slotOfRow[row] ?? -1];
  }

  /** The rows of the memories in the given slots, in ascending order. */
  rowsOf(slots: SlotSet): Int32Array {
    const slotOfRow = this.#slotOfRow;
    const rows = new Int32Array(slotOfRow.length);
    const { words } = slots;
    let count = 0;
    // The bits are read here: a call for each row would be slow.
    for (let row = 0; row < rows.length; row++) {
      const slot = slotOfRow[row] ?? -1;
      if ((((words[slot >>> 5] ?? 0) >>> slot) & 1) === 1) rows[count++] = row;
    }
    return rows.subarray(0, count);
  }

  /** The posting list of a term, if any memory holds it. */
  listOf(term: string): number | undefined {
    return this.#listByTerm.get(term);
  }

  /** How many live memories begin with a term. */
  beginningWith(term: string): number {
    return this.#subjects.get(term) ?? 0;
  }

  /** Chance that two memories, picked with repetition, begin with the same term. */
  get subjectConcentration(): number {
    return this.size === 0 ? 0 : this.#subjectSquares / this.size ** 2;
  }

  /** Adds a memory; one of the same id is replaced. */
  put(memory: MemoryForIndex, traits: MemoryTraits): void {
    const rows = memory.vectors.length / this.#dimensions;
    invariant(rows >= 1 && Number.isInteger(rows), 'the vectors of a memory fill whole rows of the index');
    this.remove(memory.id);
    const slot = this.#freeSlots.pop() ?? this.#memories.length;
    invariant(slot < MAX_SLOTS, 'an index holds at most 16 million memories');
    const indexed = this.#toIndexed(slot, memory, traits);
    this.#memories[slot] = indexed;
    this.#byId.set(memory.id, indexed);
    this.columns.set(slot, indexed.length, indexed.session, indexed.expiresAtMs);
    this.metadata.put(slot, indexed.metadata);
    if (indexed.session >= 0) this.sessions.add(indexed.session, indexed, indexed.length);
    this.#count(indexed, 1);
  }

  /** Removes a memory; says whether it was there. */
  remove(id: string): boolean {
    const memory = this.#byId.get(id);
    if (memory === undefined) return false;
    this.#byId.delete(id);
    this.#memories[memory.slot] = undefined;
    this.columns.clear(memory.slot);
    this.metadata.clear(memory.slot);
    this.#count(memory, -1);
    if (memory.session >= 0) this.sessions.remove(memory.session, memory, memory.length);
    for (const row of memory.rows) this.#removeRow(row);
    this.#leaveLists(memory);
    return true;
  }

  #toIndexed(slot: number, memory: MemoryForIndex, traits: MemoryTraits): IndexedMemory {
    // Field by field: an object begun by spreading another takes three times the room.
    return {
      slot,
      id: memory.id,
      seq: memory.seq,
      occurredAtMs: memory.occurredAtMs,
      hasOccurredAt: memory.hasOccurredAt,
      expiresAtMs: memory.expiresAtMs ?? Number.POSITIVE_INFINITY,
      session: memory.sessionId === null ? -1 : this.sessions.open(memory.sessionId),
      subject: traits.subject,
      length: traits.length,
      isQuestion: traits.isQuestion,
      namesSomething: traits.namesSomething,
      saysWhen: traits.saysWhen,
      saysChange: traits.saysChange,
      isTurn: traits.isTurn,
      metadata: memory.metadata,
      rows: this.#addRows(slot, memory.vectors),
      lists: this.#addToLists(slot, traits.counts),
      bytes: BYTES_PER_MEMORY + traits.counts.size * 8 + memory.id.length * 2 + bytesOf(memory.metadata),
    };
  }

  #removeRow(row: number): void {
    this.vectors.remove(row);
    this.#slotOfRow[row] = -1;
  }

  #addRows(slot: number, vectors: Int8Array): number[] {
    const rows: number[] = [];
    for (let offset = 0; offset < vectors.length; offset += this.#dimensions) {
      const row = this.vectors.add(vectors, offset);
      this.#slotOfRow[row] = slot;
      rows.push(row);
    }
    return trimmed(rows);
  }

  #addToLists(slot: number, counts: ReadonlyMap<string, number>): number[] {
    const lists: number[] = [];
    for (const [term, count] of counts) {
      const list = this.#listByTerm.get(term) ?? this.#createList(term);
      this.postings.add(list, slot, count);
      lists.push(list);
    }
    return trimmed(lists);
  }

  #createList(term: string): number {
    const list = this.postings.createList();
    this.#listByTerm.set(term, list);
    this.#termByList[list] = term;
    return list;
  }

  #leaveLists(memory: IndexedMemory): void {
    if (memory.lists.length === 0) this.#freeSlots.push(memory.slot);
    else this.#unpurged.set(memory.slot, memory.lists.length);
    for (const list of memory.lists) {
      this.postings.markDead(
        list,
        (slot) => this.#memories[slot] !== undefined,
        (slot) => this.#purged(slot),
      );
      if (this.postings.holders(list) === 0) this.#dropList(list);
    }
  }

  #purged(slot: number): void {
    const left = (this.#unpurged.get(slot) ?? 1) - 1;
    if (left > 0) {
      this.#unpurged.set(slot, left);
      return;
    }
    this.#unpurged.delete(slot);
    this.#freeSlots.push(slot);
  }

  // A list without live holders was purged just before: half of it, and more, was dead.
  #dropList(list: number): void {
    this.#listByTerm.delete(this.#termByList[list] ?? '');
    this.postings.dropList(list);
  }

  #count(memory: IndexedMemory, step: 1 | -1): void {
    this.#memoryBytes += step * memory.bytes;
    if (memory.session < 0) this.#withoutSession += step;
    if (memory.expiresAtMs !== Number.POSITIVE_INFINITY) this.#expiring += step;
    if (memory.subject === '') return;
    const before = this.#subjects.get(memory.subject) ?? 0;
    const beginning = before + step;
    this.#subjectSquares += beginning ** 2 - before ** 2;
    if (beginning === 0) this.#subjects.delete(memory.subject);
    else this.#subjects.set(memory.subject, beginning);
  }
}

// An array that was pushed to keeps room for 17 entries and more: 150 bytes a memory.
function trimmed(numbers: readonly number[]): number[] {
  return numbers.slice();
}

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length * 2;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [key, item]) => sum + 16 + key.length + bytesOf(item), 32);
}
