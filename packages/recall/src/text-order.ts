import type { Comparison } from './order-values.js';
import { isOrdered, toTextOrder } from './order-values.js';

const FEWEST_TOUCHED = 64;
const TOUCHED_SHARE = 1 / 8;

type TextOf = (id: number) => string | undefined;

/**
 * The different texts at a path in the order of their code points, as they stood at one moment, with the numbers that
 * have changed since. Those are looked at one by one, until they are an eighth: then the order is made anew.
 */
export class TextOrder {
  readonly #ids: Int32Array;
  readonly #texts: readonly string[];
  readonly #touched = new Set<number>();

  constructor(bound: number, textOf: TextOf) {
    const entries: { readonly id: number; readonly text: string }[] = [];
    for (let id = 1; id < bound; id++) {
      const text = textOf(id);
      if (text !== undefined) entries.push({ id, text });
    }
    entries.sort((left, right) => toTextOrder(right.text)(left.text));
    this.#ids = Int32Array.from(entries, ({ id }) => id);
    this.#texts = entries.map(({ text }) => text);
  }

  /** Bytes held, the texts left out. */
  get bytes(): number {
    return this.#ids.byteLength + this.#texts.length * 8 + this.#touched.size * 40;
  }

  /** Whether so much has changed that making it anew pays. */
  get isOutdated(): boolean {
    return this.#touched.size > FEWEST_TOUCHED + this.#ids.length * TOUCHED_SHARE;
  }

  /** Takes note that a number has another text, or none. */
  touch(id: number): void {
    this.#touched.add(id);
  }

  /** Sets the bytes at the numbers of texts that stand to the limit as a comparison of texts says. */
  mark(table: Uint8Array, comparison: Comparison & { readonly value: string }, textOf: TextOf): void {
    const { ordering, value } = comparison;
    const isAbove = ordering === 'gt' || ordering === 'gte';
    const edge = this.#placeOf(value, ordering === 'gt' || ordering === 'lte');
    const [start, end] = isAbove ? [edge, this.#ids.length] : [0, edge];
    for (let place = start; place < end; place++) table[this.#ids[place] ?? 0] = 1;
    const asText = { ...comparison, timeMs: null };
    for (const id of this.#touched) table[id] = Number(isOrdered(asText, textOf(id)));
  }

  // The place of the first text above the limit, or of the first that isn't below it.
  #placeOf(limit: string, isAfterEqual: boolean): number {
    const orderOf = toTextOrder(limit);
    let [low, high] = [0, this.#texts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = orderOf(this.#texts[middle] ?? '');
      if (order < 0 || (isAfterEqual && order === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
