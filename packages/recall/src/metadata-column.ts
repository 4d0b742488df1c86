import { invariant } from '@memory-api/contract';
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

/** A condition that is worked out for each different scalar, unless it compares with a whole array or object. */
export type TableCondition = Exclude<FilterCondition, { kind: 'exists' }>;

type EqualityCondition = Extract<FilterCondition, { kind: 'equals' | 'in' }>;

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

  /** Makes what {@link select} needs for a condition, in steps of 32 slots between which nothing may be put or cleared. */
  *prepare(condition: FilterCondition, metadataOf: MetadataOf): Iterable<void> {
    if (this.#structures !== undefined || structuresOf(condition).length === 0) return;
    const structures = new StructureCells();
    for (const [slot, cell] of this.#cells.entries()) {
      if (cell < 0) structures.put(slot, this.#valuesAt(metadataOf(slot)));
      if (slot % WORD === 0) yield;
    }
    this.#structures = structures;
  }

  /** The slots, of those given, that a {@link prepare}d condition holds for. */
  select(condition: FilterCondition, within: SlotSet): SlotSet {
    switch (condition.kind) {
      case 'exists': {
        const present = this.#scan(within, (cell) => Number(cell !== 0));
        return condition.expected ? present : within.without(present);
      }
      case 'compare':
      case 'contains':
        return this.#selectByTables(within, this.#tablesOf(condition));
      case 'equals':
      case 'in':
        return this.#selectEqual(condition, within);
    }
  }

  /** The slots, of those given, that hold at least one value that one of the conditions asks for. */
  selectSome(conditions: readonly TableCondition[], within: SlotSet): SlotSet {
    const tables = conditions.map((condition) => this.#tablesOf(condition));
    const direct = joined(tables.map((table) => table.direct));
    const element = joined(tables.map((table) => table.element));
    return this.#selectByTables(within, { direct, element });
  }

  #tablesOf(condition: TableCondition): Tables {
    switch (condition.kind) {
      case 'compare':
        return toSame(this.#dictionary.tableOfOrdered(condition));
      case 'contains':
        return this.#toContaining(condition.value);
      case 'equals':
      case 'in':
        return toSame(this.#dictionary.tableOf(toOperands(condition).scalars) ?? NO_TABLE);
    }
  }

  #selectEqual(condition: EqualityCondition, within: SlotSet): SlotSet {
    const { structures } = toOperands(condition);
    const found = this.#selectByTables(within, this.#tablesOf(condition));
    if (structures.length === 0) return found;
    invariant(this.#structures !== undefined, 'a condition is prepared before it is asked');
    found.addAll(this.#structures.select(within.without(found), structures));
    return found;
  }

  #toContaining(value: FilterScalar): Tables {
    const element = this.#dictionary.tableOf([value]) ?? NO_TABLE;
    return { direct: typeof value === 'string' ? this.#dictionary.tableOfTextsWith(value) : NO_TABLE, element };
  }

  #selectByTables(within: SlotSet, { direct, element }: Tables): SlotSet {
    if (direct.length === 0 && element.length === 0) return within.toEmpty();
    const lists = this.#lists;
    return this.#scan(within, (cell) =>
      cell >= 0 ? (direct[cell] ?? 0) : Number(lists.someIn(-1 - cell, direct, element)),
    );
  }

  // A word of 32 slots at a time; those of which nothing is left are passed over. `test` gives 1 or 0.
  #scan(within: SlotSet, test: CellTest): SlotSet {
    const found = within.toEmpty();
    for (let word = 0; word < this.#wordsOf(within); word++) {
      const wanted = within.words[word] ?? 0;
      if (wanted === 0) continue;
      found.words[word] = hasFewBits(wanted)
        ? testFew(this.#cells, { word, wanted }, test)
        : testAll(this.#cells, word, test) & wanted;
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

function joined(tables: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(Math.max(0, ...tables.map(({ length }) => length)));
  for (const table of tables) {
    for (let number = 0; number < table.length; number++) all[number] = (all[number] ?? 0) | (table[number] ?? 0);
  }
  return all;
}

function toSame(table: Uint8Array): Tables {
  return { direct: table, element: table };
}

interface Operands {
  readonly scalars: Iterable<FilterScalar>;
  readonly structures: readonly FilterValue[];
}

function toOperands(condition: EqualityCondition): Operands {
  if (condition.kind === 'in') return condition;
  const { value } = condition;
  return isScalar(value) ? { scalars: [value], structures: [] } : { scalars: [], structures: [value] };
}

function hasFewBits(word: number): boolean {
  return withoutLowest(withoutLowest(word)) === 0;
}

function withoutLowest(word: number): number {
  return word & (word - 1);
}

type CellTest = (cell: number) => number;

function testFew(cells: Int32Array, { word, wanted }: { word: number; wanted: number }, test: CellTest): number {
  let bits = 0;
  for (let rest = wanted; rest !== 0; rest = withoutLowest(rest)) {
    const bit = WORD - 1 - Math.clz32(rest & -rest);
    bits |= test(cells[word * WORD + bit] ?? 0) << bit;
  }
  return bits;
}

function testAll(cells: Int32Array, word: number, test: CellTest): number {
  let bits = 0;
  for (let bit = 0; bit < WORD; bit++) bits |= test(cells[word * WORD + bit] ?? 0) << bit;
  return bits;
}

/** The whole arrays and objects that a condition compares with. */
export function structuresOf(condition: FilterCondition): readonly FilterValue[] {
  return condition.kind === 'equals' || condition.kind === 'in' ? toOperands(condition).structures : [];
}

function isScalar(value: unknown): value is FilterScalar {
  return value === null || (typeof value !== 'object' && value !== undefined);
}
