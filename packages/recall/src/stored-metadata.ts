type Metadata = Readonly<Record<string, unknown>>;

const EMPTY_JSON = '{}';
const EMPTY: Metadata = Object.freeze({});
// The header of a string, its place in the list, and what rounding adds.
const BYTES_PER_TEXT = 28;

/**
 * The metadata of each slot as JSON: 400 bytes take 430, where the objects read from them took 1,400 and were made anew
 * at every loading. They are read where a filter first names a path.
 */
export class StoredMetadata {
  readonly #texts: (string | undefined)[] = [];
  #bytes = 0;

  /** Bytes held. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Fills a slot that is empty. */
  put(slot: number, json: string): void {
    if (json === EMPTY_JSON) return;
    // Without holes, which would make a hash table of the list.
    while (this.#texts.length < slot) this.#texts.push(undefined);
    this.#texts[slot] = json;
    this.#bytes += json.length + BYTES_PER_TEXT;
  }

  /** Empties a slot. */
  clear(slot: number): void {
    const json = this.#texts[slot];
    if (json === undefined) return;
    this.#texts[slot] = undefined;
    this.#bytes -= json.length + BYTES_PER_TEXT;
  }

  /** The metadata in a slot, read anew at each call; empty where there is none. */
  at(slot: number): Metadata {
    const json = this.#texts[slot];
    return json === undefined ? EMPTY : (JSON.parse(json) as Metadata);
  }
}
