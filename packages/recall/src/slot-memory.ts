import type { MemoryTraits } from './memory-traits.js';
import type { SlotColumns } from './slot-columns.js';

/** A memory in the index: what ranking needs of it, its text left out. Valid until the next change of the index. */
export interface IndexedMemory {
  readonly slot: number;
  readonly id: string;
  readonly seq: number;
  readonly occurredAtMs: number;
  readonly hasOccurredAt: boolean;
  readonly expiresAtMs: number;
  /** Number of its session, or -1. */
  readonly session: number;
  /** The term that it begins with, '' for none. */
  readonly subject: string;
  readonly length: number;
  readonly isQuestion: boolean;
  readonly namesSomething: boolean;
  readonly saysWhen: boolean;
  readonly saysChange: boolean;
  readonly isTurn: boolean;
  readonly rows: readonly number[];
}

/** Where a {@link SlotMemory} reads what it isn't made with. */
export interface SlotReader {
  readonly columns: SlotColumns;
  idAt(slot: number): string;
  subjectAt(slot: number): string;
  rowsAt(slot: number): readonly number[];
}

const [OCCURRED, QUESTION, NAMES, WHEN, CHANGE, TURN] = [1, 2, 4, 8, 16, 32];

type Traits = Pick<MemoryTraits, 'isQuestion' | 'namesSomething' | 'saysWhen' | 'saysChange' | 'isTurn'>;

/** Traits as the bits of one number. */
export function toTraitBits(traits: Traits, hasOccurredAt: boolean): number {
  return (
    (hasOccurredAt ? OCCURRED : 0) |
    (traits.isQuestion ? QUESTION : 0) |
    (traits.namesSomething ? NAMES : 0) |
    (traits.saysWhen ? WHEN : 0) |
    (traits.saysChange ? CHANGE : 0) |
    (traits.isTurn ? TURN : 0)
  );
}

/** A memory read from the columns of its slot, field by field as it is asked. */
export class SlotMemory implements IndexedMemory {
  readonly slot: number;
  readonly #reader: SlotReader;

  constructor(slot: number, reader: SlotReader) {
    this.slot = slot;
    this.#reader = reader;
  }

  get id(): string {
    return this.#reader.idAt(this.slot);
  }

  get seq(): number {
    return this.#reader.columns.seqs[this.slot] ?? 0;
  }

  get occurredAtMs(): number {
    return this.#reader.columns.occurrences[this.slot] ?? 0;
  }

  get expiresAtMs(): number {
    return this.#reader.columns.expiries[this.slot] ?? 0;
  }

  get session(): number {
    return this.#reader.columns.sessions[this.slot] ?? -1;
  }

  get subject(): string {
    return this.#reader.subjectAt(this.slot);
  }

  get length(): number {
    return this.#reader.columns.lengths[this.slot] ?? 0;
  }

  get rows(): readonly number[] {
    return this.#reader.rowsAt(this.slot);
  }

  get hasOccurredAt(): boolean {
    return this.#has(OCCURRED);
  }

  get isQuestion(): boolean {
    return this.#has(QUESTION);
  }

  get namesSomething(): boolean {
    return this.#has(NAMES);
  }

  get saysWhen(): boolean {
    return this.#has(WHEN);
  }

  get saysChange(): boolean {
    return this.#has(CHANGE);
  }

  get isTurn(): boolean {
    return this.#has(TURN);
  }

  #has(trait: number): boolean {
    return ((this.#reader.columns.traits[this.slot] ?? 0) & trait) !== 0;
  }
}
