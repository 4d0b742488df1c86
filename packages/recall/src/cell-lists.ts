const FIRST_NUMBERS = 64;
const FEWEST_DEAD = 1024;

/**
 * Lists of numbers in one pool, each preceded by its length, for memories that hold more or less than one scalar at a
 * path. An array a memory would take a hundred bytes.
 */
export class CellLists {
  #pool = new Int32Array(FIRST_NUMBERS);
  #used = 0;
  #dead = 0;

  /** Bytes held. */
  get bytes(): number {
    return this.#pool.byteLength;
  }

  /** Whether most of the pool is lists that were dropped: time for {@link takeFrom}. */
  get isWasteful(): boolean {
    return this.#dead > FEWEST_DEAD && this.#dead * 2 > this.#used;
  }

  /** Stores a list; returns its place. */
  add(numbers: ArrayLike<number>): number {
    const place = this.#used;
    this.#used += numbers.length + 1;
    if (this.#used > this.#pool.length) this.#grow();
    this.#pool[place] = numbers.length;
    this.#pool.set(numbers, place + 1);
    return place;
  }

  /** The list at a place: a view, valid until the next change. */
  at(place: number): Int32Array {
    return this.#pool.subarray(place + 1, place + 1 + (this.#pool[place] ?? 0));
  }

  /** Forgets a list. */
  drop(place: number): void {
    this.#dead += (this.#pool[place] ?? 0) + 1;
  }

  /**
   * Whether one of the numbers at a place has its byte set: an even number in the first table at half of it, an odd one
   * in the second.
   */
  someIn(place: number, even: Uint8Array, odd: Uint8Array): boolean {
    const pool = this.#pool;
    const end = place + (pool[place] ?? 0);
    for (let at = place + 1; at <= end; at++) {
      const number = pool[at] ?? 0;
      if (((number & 1) === 0 ? even : odd)[number >>> 1] === 1) return true;
    }
    return false;
  }

  #grow(): void {
    const larger = new Int32Array(Math.max(this.#used, Math.ceil(this.#pool.length * 1.5)));
    larger.set(this.#pool);
    this.#pool = larger;
  }
}
