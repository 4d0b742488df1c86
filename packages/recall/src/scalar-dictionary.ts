import type { FilterOrdering, FilterScalar } from './metadata-filter.js';
import { isOrdered } from './order-values.js';
import type { Comparison } from './order-values.js';
import { parseMoment } from './parse-moment.js';
import { TextOrder } from './text-order.js';

// Map entry, value and count: 100,000 different strings took 58 bytes each beside their characters, numbers 72, the cell
// of 4 included.
const BYTES_PER_VALUE = 64;
const FIRST_VALUES = 16;

/**
 * The different scalars that stand at one path, each with a number from 1 on that is kept while a memory holds it.
 *
 * A condition is answered once for each different value, in a table of one byte a number, instead of once a memory.
 */
export class ScalarDictionary {
  readonly #idOf = new Map<FilterScalar, number>();
  readonly #values: (FilterScalar | undefined)[] = [undefined];
  readonly #freeIds: number[] = [];
  #holders = new Uint32Array(FIRST_VALUES);
  #numbers: Float64Array | undefined;
  #moments: Float64Array | undefined;
  #texts: TextOrder | undefined;
  #characters = 0;

  /** Bytes held. */
  get bytes(): number {
    const views = (this.#numbers?.byteLength ?? 0) + (this.#moments?.byteLength ?? 0) + (this.#texts?.bytes ?? 0);
    return this.#idOf.size * BYTES_PER_VALUE + this.#characters + this.#holders.byteLength + views;
  }

  /** The number of a value; counts one more holder. */
  hold(value: FilterScalar): number {
    const id = this.#idOf.get(value) ?? this.#create(value);
    this.#holders[id] = (this.#holders[id] ?? 0) + 1;
    return id;
  }

  /** Counts one holder less; the number of a value without any serves another. */
  release(id: number): void {
    const holders = (this.#holders[id] ?? 1) - 1;
    this.#holders[id] = holders;
    const value = this.#values[id];
    if (holders > 0 || value === undefined) return;
    this.#idOf.delete(value);
    this.#set(id, undefined);
    this.#freeIds.push(id);
  }

  /** A table with 1 at the numbers of the given values; undefined where nothing holds one of them. */
  tableOf(values: Iterable<FilterScalar>): Uint8Array | undefined {
    let table: Uint8Array | undefined;
    for (const value of values) {
      const id = this.#idOf.get(value);
      if (id !== undefined) (table ??= this.#createTable())[id] = 1;
    }
    return table;
  }

  /** A table with 1 at the strings that a text is part of. */
  tableOfTextsWith(part: string): Uint8Array {
    return this.#createTable().map((_, id) => {
      const value = this.#values[id];
      return typeof value === 'string' && value.includes(part) ? 1 : 0;
    });
  }

  /** A table with 1 at the values that stand to a limit as a comparison says. */
  tableOfOrdered(comparison: Comparison): Uint8Array {
    const table = this.#createTable();
    const { ordering, value: limit, timeMs } = comparison;
    if (timeMs !== null) {
      const moments = (this.#moments ??= this.#createView(toMoment));
      markOrdered(table, ordering, moments, timeMs);
      this.#markTextsAmongDates(table, comparison, moments);
    } else if (typeof limit === 'number') {
      markOrdered(table, ordering, (this.#numbers ??= this.#createView(toNumber)), limit);
    } else this.#orderTexts().mark(table, { ...comparison, value: limit }, this.#textOf);
    return table;
  }

  // Where dates are asked for, other texts are few.
  #markTextsAmongDates(table: Uint8Array, comparison: Comparison, moments: Float64Array): void {
    for (let id = 1; id < table.length; id++) {
      if (Number.isNaN(moments[id] ?? 0)) table[id] = Number(isOrdered(comparison, this.#textOf(id)));
    }
  }

  readonly #textOf = (id: number): string | undefined => {
    const value = this.#values[id];
    return typeof value === 'string' ? value : undefined;
  };

  // Putting 100,000 texts in order takes some tenths of a second.
  #orderTexts(): TextOrder {
    if (this.#texts === undefined || this.#texts.isOutdated) {
      this.#texts = new TextOrder(this.#values.length, this.#textOf);
    }
    return this.#texts;
  }

  #create(value: FilterScalar): number {
    const id = this.#freeIds.pop() ?? this.#values.length;
    if (id >= this.#holders.length) this.#grow();
    this.#idOf.set(value, id);
    this.#set(id, value);
    return id;
  }

  #set(id: number, value: FilterScalar | undefined): void {
    this.#characters += lengthOf(value) - lengthOf(this.#values[id]);
    this.#values[id] = value;
    this.#texts?.touch(id);
    if (this.#numbers !== undefined) this.#numbers[id] = toNumber(value);
    if (this.#moments !== undefined) this.#moments[id] = toMoment(value);
  }

  #grow(): void {
    const size = this.#holders.length * 2;
    const holders = new Uint32Array(size);
    holders.set(this.#holders);
    this.#holders = holders;
    this.#numbers = grown(this.#numbers, size);
    this.#moments = grown(this.#moments, size);
  }

  #createTable(): Uint8Array {
    return new Uint8Array(this.#values.length);
  }

  // Made when a comparison first asks: reading 100,000 dates takes longer than a query, comparing them afterwards doesn't.
  #createView(read: (value: FilterScalar | undefined) => number): Float64Array {
    const view = new Float64Array(this.#holders.length).fill(Number.NaN);
    this.#values.forEach((value, id) => {
      view[id] = read(value);
    });
    return view;
  }
}

function lengthOf(value: FilterScalar | undefined): number {
  return typeof value === 'string' ? value.length : 0;
}

// NaN, where a value is of another kind, is in no comparison true.
function markOrdered(table: Uint8Array, ordering: FilterOrdering, view: Float64Array, limit: number): void {
  const sign = ordering === 'gt' || ordering === 'gte' ? 1 : -1;
  const takesEqual = ordering === 'gte' || ordering === 'lte';
  for (let id = 1; id < table.length; id++) {
    const order = ((view[id] ?? 0) - limit) * sign;
    table[id] = order > 0 || (takesEqual && order === 0) ? 1 : 0;
  }
}

function toNumber(value: FilterScalar | undefined): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function toMoment(value: FilterScalar | undefined): number {
  return typeof value === 'string' ? (parseMoment(value) ?? Number.NaN) : Number.NaN;
}

function grown(view: Float64Array | undefined, size: number): Float64Array | undefined {
  if (view === undefined) return undefined;
  const larger = new Float64Array(size).fill(Number.NaN);
  larger.set(view);
  return larger;
}
