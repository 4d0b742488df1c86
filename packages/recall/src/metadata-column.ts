import { CellLists } from './cell-lists.js';
import type { FilterCondition, FilterScalar, FilterValue } from './metadata-filter.js';
import { ScalarDictionary } from './scalar-dictionary.js';
import type { SlotSet } from './slot-set.js';
import { someValueAt } from './some-value-at.js';
import { StructureCells } from './structure-cells.js';

/** The metadata of the memory in a slot. */
export type MetadataOf = (slot: number) => Readonly<Record<string, unknown>>;

const NO_TABLE = new Uint8Array(0);
const WORD = 32;

interface Tables {
  /** By number of a value that stands at the path itself. */
  readonly direct: Uint8Array;
  /** By number of a value that is an element of an array at the path. */
  readonly element: Uint8Array;
}

/**
 * What all memories hold at one dotted path: a number a slot, 4 bytes.
 *
 * A memory with one scalar there has that value's number in the dictionary, one with nothing 0. Whatever else is there
 * (an array, an object, several values) is −1 − the place of a list of the scalars reached, each number doubled, plus
 * one where it is an element of an array. A condition is worked out for each different value, then read off for every
 * slot. Whole arrays and objects have numbers of their own ({@link StructureCells}).
 */
export class MetadataColumn {
  readonly #path: readonly string[];
  readonly #dictionary = new ScalarDictionary();
  #lists = new CellLists();
  #cells = new Int32Array(0);
  // Made where a filter first compares with an array or object.
  #structures: StructureCells | undefined;

  constructor(path: readonly string[]) {
    this.#path = path;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#cells.byteLength + this.#dictionary.bytes + this.#lists.bytes + (this.#structures?.bytes ?? 0);
  }

  /** Takes in the metadata of a slot that is empty. */
  put(slot: number, metadata: Readonly<Record<string, unknown>>): void {
    const cell = this.#toCell(metadata);
    if (cell === 0) return;
    if (slot >= this.#cells.length) this.#grow(slot + 1);
    this.#cells[slot] = cell;
    if (cell < 0) this.#structures?.put(slot, this.#valuesAt(metadata));
  }

  /** Empties a slot. */
  clear(slot: number): void {
    const cell = this.#cells[slot] ?? 0;
    if (cell === 0) return;
    this.#cells[slot] = 0;
    if (cell > 0) return this.#dictionary.release(cell);
    for (const number of this.#lists.at(-1 - cell)) this.#dictionary.release(number >>> 1);
    this.#lists.drop(-1 - cell);
    this.#structures?.clear(slot);
    if (this.#lists.isWasteful) this.#compact();
  }

  /** The slots, of those given, that a condition holds for. */
  select(condition: FilterCondition, within: SlotSet, metadataOf: MetadataOf): SlotSet {
    switch (condition.kind) {
      case 'exists': {
        const present = this.#scan(within, (cell) => cell !== 0);
        return condition.expected ? present : within.without(present);
      }
      case 'compare':
        return this.#selectByTables(within, toSame(this.#dictionary.tableOfOrdered(condition)));
      case 'contains':
        return this.#selectByTables(within, this.#toContaining(condition.value));
      case 'equals':
      case 'in':
        return this.#selectEqual(condition, within, metadataOf);
    }
  }

  #selectEqual(
    condition: Extract<FilterCondition, { kind: 'equals' | 'in' }>,
    within: SlotSet,
    metadataOf: MetadataOf,
  ): SlotSet {
    const { scalars, structures } = condition.kind === 'in' ? condition : toOperands(condition.value);
    const found = this.#selectByTables(within, toSame(this.#dictionary.tableOf(scalars) ?? NO_TABLE));
    if (structures.length === 0) return found;
    this.#structures ??= this.#createStructures(metadataOf);
    found.addAll(this.#structures.select(within.without(found), structures));
    return found;
  }

  #toContaining(value: FilterScalar): Tables {
    const element = this.#dictionary.tableOf([value]) ?? NO_TABLE;
    return { direct: typeof value === 'string' ? this.#dictionary.tableOfTextsWith(value) : NO_TABLE, element };
  }

  #selectByTables(within: SlotSet, { direct, element }: Tables): SlotSet {
    if (direct.length === 0 && element.length === 0) return within.toEmpty();
    const [cells, lists, found] = [this.#cells, this.#lists, within.toEmpty()];
    // A loop of its own beside #scan: a call for each slot would be slow.
    for (let word = 0; word < this.#wordsOf(within); word++) {
      const wanted = within.words[word] ?? 0;
      if (wanted === 0) continue;
      let bits = 0;
      for (let bit = 0; bit < WORD; bit++) {
        const cell = cells[word * WORD + bit] ?? 0;
        const holds = cell >= 0 ? (direct[cell] ?? 0) : Number(lists.someIn(-1 - cell, direct, element));
        bits |= holds << bit;
      }
      found.words[word] = bits & wanted;
    }
    return found;
  }

  // A word of 32 slots at a time; those of which nothing is left are passed over.
  #scan(within: SlotSet, test: (cell: number) => boolean): SlotSet {
    const cells = this.#cells;
    const found = within.toEmpty();
    for (let word = 0; word < this.#wordsOf(within); word++) {
      const wanted = within.words[word] ?? 0;
      if (wanted === 0) continue;
      let bits = 0;
      for (let bit = 0; bit < WORD; bit++) if (test(cells[word * WORD + bit] ?? 0)) bits |= 1 << bit;
      found.words[word] = bits & wanted;
    }
    return found;
  }

  #wordsOf(within: SlotSet): number {
    return Math.min(within.words.length, this.#cells.length / WORD);
  }

  #toCell(metadata: Readonly<Record<string, unknown>>): number {
    const numbers: number[] = [];
    let values = 0;
    someValueAt(metadata, this.#path, (value) => {
      values++;
      if (isScalar(value)) numbers.push(this.#dictionary.hold(value) * 2);
      else if (Array.isArray(value)) {
        for (const item of value as unknown[]) if (isScalar(item)) numbers.push(this.#dictionary.hold(item) * 2 + 1);
      }
      return false;
    });
    if (values === 0) return 0;
    const [first = 1] = numbers;
    const isOneScalar = values === 1 && (first & 1) === 0;
    return isOneScalar ? first >>> 1 : -1 - this.#lists.add(numbers);
  }

  #createStructures(metadataOf: MetadataOf): StructureCells {
    const structures = new StructureCells();
    this.#cells.forEach((cell, slot) => {
      if (cell < 0) structures.put(slot, this.#valuesAt(metadataOf(slot)));
    });
    return structures;
  }

  #valuesAt(metadata: Readonly<Record<string, unknown>>): readonly unknown[] {
    const values: unknown[] = [];
    someValueAt(metadata, this.#path, (value) => {
      values.push(value);
      return false;
    });
    return values;
  }

  #compact(): void {
    const lists = new CellLists();
    this.#cells.forEach((cell, slot) => {
      if (cell < 0) this.#cells[slot] = -1 - lists.add(this.#lists.at(-1 - cell));
    });
    this.#lists = lists;
  }

  #grow(slots: number): void {
    const size = Math.max(Math.ceil(slots / WORD) * WORD, Math.ceil((this.#cells.length * 1.5) / WORD) * WORD);
    const larger = new Int32Array(size);
    larger.set(this.#cells);
    this.#cells = larger;
  }
}

function toSame(table: Uint8Array): Tables {
  return { direct: table, element: table };
}

function toOperands(value: FilterValue): {
  readonly scalars: readonly FilterScalar[];
  readonly structures: readonly FilterValue[];
} {
  return isScalar(value) ? { scalars: [value], structures: [] } : { scalars: [], structures: [value] };
}

function isScalar(value: unknown): value is FilterScalar {
  return value === null || (typeof value !== 'object' && value !== undefined);
}
