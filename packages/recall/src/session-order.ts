import type { SlotColumns } from './slot-columns.js';

/** What orders the memories of a session, by slot. */
export type SessionColumns = Pick<SlotColumns, 'occurrences' | 'seqs'>;

interface Session {
  readonly id: string;
  /** In order. */
  readonly slots: number[];
  terms: number;
}

// Map entry, the objects of a session and its id.
const BYTES_PER_SESSION = 220;
const BYTES_PER_SLOT = 10;
// Expired memories between two neighbours are passed over, but a session of thousands of them is not walked.
const MAX_STEPS = 16;

/**
 * The memories of each session in order of (occurred at, order of writing), as the contract orders them.
 *
 * A memory mostly comes last in its session, which costs a comparison or two; elsewhere it costs a binary search.
 */
export class SessionOrder {
  readonly #numbers = new Map<string, number>();
  readonly #sessions: (Session | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #columns: SessionColumns;
  #held = 0;

  constructor(columns: SessionColumns) {
    this.#columns = columns;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#numbers.size * BYTES_PER_SESSION + this.#held * BYTES_PER_SLOT;
  }

  /** Sessions that hold a memory. */
  get size(): number {
    return this.#numbers.size;
  }

  /** Session numbers are below this. */
  get bound(): number {
    return this.#sessions.length;
  }

  /** The number of a session; one that doesn't exist is made, and must get a memory next. */
  open(id: string): number {
    return this.#numbers.get(id) ?? this.#create(id);
  }

  /** Adds a memory, whose columns are filled, with its number of terms. */
  add(number: number, slot: number, terms: number): void {
    const session = this.#sessions[number];
    if (session === undefined) return;
    session.slots.splice(this.#lowerBound(session.slots, slot), 0, slot);
    session.terms += terms;
    this.#held++;
  }

  /** Takes a memory out, whose columns are as they were; a session without memories is forgotten. */
  remove(number: number, slot: number, terms: number): void {
    const session = this.#sessions[number];
    if (session === undefined) return;
    session.slots.splice(this.#lowerBound(session.slots, slot), 1);
    session.terms -= terms;
    this.#held--;
    if (session.slots.length > 0) return;
    this.#numbers.delete(session.id);
    this.#sessions[number] = undefined;
    this.#free.push(number);
  }

  /** Terms of all memories of a session. */
  terms(number: number): number {
    return this.#sessions[number]?.terms ?? 0;
  }

  /** The slot of the nearest memory before (`step` -1) or after (1) that `isVisible`, or -1. */
  neighbour(number: number, from: number, step: -1 | 1, isVisible: (slot: number) => boolean): number {
    const slots = this.#sessions[number]?.slots ?? [];
    let at = this.#lowerBound(slots, from) + step;
    for (let tries = 0; tries < MAX_STEPS; tries++, at += step) {
      const slot = slots[at];
      if (slot === undefined) return -1;
      if (isVisible(slot)) return slot;
    }
    return -1;
  }

  #create(id: string): number {
    const number = this.#free.pop() ?? this.#sessions.length;
    this.#sessions[number] = { id, slots: [], terms: 0 };
    this.#numbers.set(id, number);
    return number;
  }

  #lowerBound(slots: readonly number[], slot: number): number {
    const last = slots.at(-1);
    if (last === undefined || this.#compare(last, slot) < 0) return slots.length;
    let low = 0;
    let high = slots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(slots[middle] ?? 0, slot) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(left: number, right: number): number {
    const { occurrences, seqs } = this.#columns;
    return (
      (occurrences[left] ?? 0) - (occurrences[right] ?? 0) || (seqs[left] ?? 0) - (seqs[right] ?? 0) || left - right
    );
  }
}
