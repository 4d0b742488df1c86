// A posting is a slot and how often its memory holds the term (1–255), in one number: 4 bytes.
const COUNT_BITS = 8;
const MAX_COUNT = 2 ** COUNT_BITS - 1;

/** Memories that one index can hold: what 32 bits leave beside the count of a posting. */
export const MAX_SLOTS = 2 ** (32 - COUNT_BITS);

// Most terms of a store are held by one or two memories. Doubling keeps the cost of an entry constant.
const FIRST_CAPACITY = 2;

/** The slot of a posting. */
export function slotOf(posting: number): number {
  return posting >>> COUNT_BITS;
}

/** How often the memory of a posting holds the term, up to 255. */
export function countOf(posting: number): number {
  return posting & MAX_COUNT;
}

/**
 * For each term the memories that hold it, in one pool of 32-bit numbers.
 *
 * A list is a run in the pool; one that outgrows its run moves to one of twice the size, and runs left behind serve
 * later lists. A memory that leaves only lowers the count of live holders: its postings stay until they are half of
 * the list, which is then cleaned at once. So no call costs more than constant time on average, and readers skip the
 * dead, which are never more than the living.
 */
export class PostingLists {
  #pool = new Uint32Array(1024);
  #used = 0;
  #start = new Int32Array(256);
  #capacityClass = new Uint8Array(256);
  #length = new Int32Array(256);
  #dead = new Int32Array(256);
  #lists = 0;
  readonly #freeLists: number[] = [];
  readonly #freeRuns: number[][] = [];

  /** Bytes held. */
  get bytes(): number {
    return this.#pool.byteLength + this.#start.length * 13;
  }

  /** Makes an empty list and returns its number. */
  createList(): number {
    const list = this.#freeLists.pop() ?? this.#lists++;
    if (list >= this.#start.length) this.#growDirectory();
    this.#capacityClass[list] = 0;
    this.#start[list] = this.#takeRun(0);
    this.#length[list] = 0;
    this.#dead[list] = 0;
    return list;
  }

  /** Gives an empty list back. */
  dropList(list: number): void {
    this.#giveRun(list);
    this.#freeLists.push(list);
  }

  /** How many live memories hold the term. */
  holders(list: number): number {
    return (this.#length[list] ?? 0) - (this.#dead[list] ?? 0);
  }

  /** Adds a memory that holds the term `count` times. The slot must not be in the list, dead or alive. */
  add(list: number, slot: number, count: number): void {
    const length = this.#length[list] ?? 0;
    if (length === capacityOf(this.#capacityClass[list] ?? 0)) this.#moveToLargerRun(list);
    this.#pool[(this.#start[list] ?? 0) + length] = slot * (MAX_COUNT + 1) + Math.min(count, MAX_COUNT);
    this.#length[list] = length + 1;
  }

  /**
   * Takes note that a memory of the list is gone. Once half of the list is, the dead leave it, and `onPurged` is
   * called for each: a slot may be used again only when it has left every list.
   */
  markDead(list: number, isLive: (slot: number) => boolean, onPurged: (slot: number) => void): void {
    const dead = (this.#dead[list] ?? 0) + 1;
    this.#dead[list] = dead;
    if (dead * 2 >= (this.#length[list] ?? 0)) this.#purge(list, isLive, onPurged);
  }

  /**
   * The postings of a list, those of memories that are gone included; {@link slotOf} and {@link countOf} read them.
   * A view, valid until the next change.
   */
  entries(list: number): Uint32Array {
    const start = this.#start[list] ?? 0;
    return this.#pool.subarray(start, start + (this.#length[list] ?? 0));
  }

  #purge(list: number, isLive: (slot: number) => boolean, onPurged: (slot: number) => void): void {
    const start = this.#start[list] ?? 0;
    const end = start + (this.#length[list] ?? 0);
    let kept = start;
    for (let place = start; place < end; place++) {
      const posting = this.#pool[place] ?? 0;
      if (isLive(slotOf(posting))) this.#pool[kept++] = posting;
      else onPurged(slotOf(posting));
    }
    this.#length[list] = kept - start;
    this.#dead[list] = 0;
  }

  #moveToLargerRun(list: number): void {
    const from = this.#start[list] ?? 0;
    const length = this.#length[list] ?? 0;
    const larger = (this.#capacityClass[list] ?? 0) + 1;
    const to = this.#takeRun(larger);
    this.#pool.copyWithin(to, from, from + length);
    this.#giveRun(list);
    this.#start[list] = to;
    this.#capacityClass[list] = larger;
  }

  #takeRun(capacityClass: number): number {
    const free = this.#freeRuns[capacityClass]?.pop();
    if (free !== undefined) return free;
    const start = this.#used;
    this.#used += capacityOf(capacityClass);
    if (this.#used > this.#pool.length) this.#growPool();
    return start;
  }

  #giveRun(list: number): void {
    const capacityClass = this.#capacityClass[list] ?? 0;
    (this.#freeRuns[capacityClass] ??= []).push(this.#start[list] ?? 0);
  }

  // A copy of the whole pool: 4 MB at 100,000 memories of 14 words, about a millisecond.
  #growPool(): void {
    const larger = new Uint32Array(Math.max(this.#used, Math.ceil(this.#pool.length * 1.5)));
    larger.set(this.#pool);
    this.#pool = larger;
  }

  #growDirectory(): void {
    const size = this.#start.length * 2;
    this.#start = grown(this.#start, new Int32Array(size));
    this.#length = grown(this.#length, new Int32Array(size));
    this.#dead = grown(this.#dead, new Int32Array(size));
    this.#capacityClass = grown(this.#capacityClass, new Uint8Array(size));
  }
}

function capacityOf(capacityClass: number): number {
  return FIRST_CAPACITY << capacityClass;
}

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
