import { CellLists } from './cell-lists.js';
import type { FilterValue } from './metadata-filter.js';
import { ScalarDictionary } from './scalar-dictionary.js';
import type { SlotSet } from './slot-set.js';

// As deep as a value that a filter compares with can be: what is deeper is the same as none of them.
const DEEPEST = 8;
const NO_PLACE = 0;

/**
 * The arrays and objects that all memories hold at one dotted path, each different one with a number: a filter that
 * compares with a whole one looks its number up, instead of reading 100,000 memories and walking through each.
 */
export class StructureCells {
  readonly #dictionary = new ScalarDictionary();
  #lists = new CellLists();
  /** By slot: 1 + the place of its list of numbers, doubled as `CellLists.someIn` takes them. */
  #places = new Int32Array(0);

  /** Bytes held. */
  get bytes(): number {
    return this.#dictionary.bytes + this.#lists.bytes + this.#places.byteLength;
  }

  /** Takes in what stands at the path in a slot that is empty: each value, and the elements of those that are arrays. */
  put(slot: number, values: readonly unknown[]): void {
    const numbers: number[] = [];
    for (const value of values.flatMap((one) => (Array.isArray(one) ? [one, ...(one as unknown[])] : [one]))) {
      const key = isStructure(value) ? toStructureKey(value) : undefined;
      if (key !== undefined) numbers.push(this.#dictionary.hold(key) * 2);
    }
    if (numbers.length === 0) return;
    if (slot >= this.#places.length) this.#grow(slot + 1);
    this.#places[slot] = this.#lists.add(numbers) + 1;
  }

  /** Empties a slot. */
  clear(slot: number): void {
    const place = (this.#places[slot] ?? NO_PLACE) - 1;
    if (place < 0) return;
    this.#places[slot] = NO_PLACE;
    for (const number of this.#lists.at(place)) this.#dictionary.release(number >>> 1);
    this.#lists.drop(place);
    if (this.#lists.isWasteful) this.#compact();
  }

  /** The slots, of those given, that hold one of the structures. */
  select(within: SlotSet, structures: readonly FilterValue[]): SlotSet {
    const table = this.#dictionary.tableOf(structures.map((one) => toStructureKey(one) ?? ''));
    if (table === undefined) return within.toEmpty();
    const [places, lists] = [this.#places, this.#lists];
    return within.filter((slot) => {
      const place = (places[slot] ?? NO_PLACE) - 1;
      return place >= 0 && lists.someIn(place, table, table);
    });
  }

  #compact(): void {
    const lists = new CellLists();
    this.#places.forEach((place, slot) => {
      if (place !== NO_PLACE) this.#places[slot] = lists.add(this.#lists.at(place - 1)) + 1;
    });
    this.#lists = lists;
  }

  #grow(slots: number): void {
    const larger = new Int32Array(Math.max(slots, Math.ceil(this.#places.length * 1.5)));
    larger.set(this.#places);
    this.#places = larger;
  }
}

/** The same text for what a filter takes for the same, whatever the order of keys; none for what is too deep. */
export function toStructureKey(value: unknown, levels = DEEPEST): string | undefined {
  if (!isStructure(value)) return JSON.stringify(value);
  if (levels === 0) return undefined;
  const parts: string[] = [];
  const isArray = Array.isArray(value);
  for (const [name, item] of isArray ? value.entries() : Object.entries(value).toSorted(byName)) {
    const key = toStructureKey(item, levels - 1);
    if (key === undefined) return undefined;
    parts.push(isArray ? key : `${JSON.stringify(name)}:${key}`);
  }
  return isArray ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

function isStructure(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
