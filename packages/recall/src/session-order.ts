/** Where a memory stands in its session. */
export interface SessionPlace {
  readonly slot: number;
  readonly occurredAtMs: number;
  readonly seq: number;
}

interface Session {
  readonly id: string;
  readonly places: SessionPlace[];
  terms: number;
}

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

  /** Adds a memory with its number of terms. */
  add(number: number, place: SessionPlace, terms: number): void {
    const session = this.#sessions[number];
    if (session === undefined) return;
    session.places.splice(lowerBound(session.places, place), 0, place);
    session.terms += terms;
  }

  /** Takes a memory out; a session without memories is forgotten. */
  remove(number: number, place: SessionPlace, terms: number): void {
    const session = this.#sessions[number];
    if (session === undefined) return;
    session.places.splice(lowerBound(session.places, place), 1);
    session.terms -= terms;
    if (session.places.length > 0) return;
    this.#numbers.delete(session.id);
    this.#sessions[number] = undefined;
    this.#free.push(number);
  }

  /** Terms of all memories of a session. */
  terms(number: number): number {
    return this.#sessions[number]?.terms ?? 0;
  }

  /** The slot of the nearest memory before (`step` -1) or after (1) that `isVisible`, or -1. */
  neighbour(number: number, place: SessionPlace, step: -1 | 1, isVisible: (slot: number) => boolean): number {
    const places = this.#sessions[number]?.places ?? [];
    let at = lowerBound(places, place) + step;
    for (let tries = 0; tries < MAX_STEPS; tries++, at += step) {
      const slot = places[at]?.slot;
      if (slot === undefined) return -1;
      if (isVisible(slot)) return slot;
    }
    return -1;
  }

  #create(id: string): number {
    const number = this.#free.pop() ?? this.#sessions.length;
    this.#sessions[number] = { id, places: [], terms: 0 };
    this.#numbers.set(id, number);
    return number;
  }
}

function lowerBound(places: readonly SessionPlace[], place: SessionPlace): number {
  const last = places.at(-1);
  if (last === undefined || compare(last, place) < 0) return places.length;
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = places[middle];
    if (at !== undefined && compare(at, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(left: SessionPlace, right: SessionPlace): number {
  return left.occurredAtMs - right.occurredAtMs || left.seq - right.seq || left.slot - right.slot;
}
