import { toMemoryNorm } from './bm25.js';

const FIRST_SLOTS = 64;

/**
 * What walking a posting list asks of every slot, in typed arrays: a term that all of 100,000 memories hold is walked
 * in a millisecond here, and took thirty through the memories' own objects.
 */
export class SlotColumns {
  #live = new Uint8Array(FIRST_SLOTS);
  #norms = new Float32Array(FIRST_SLOTS);
  #sessions = new Int32Array(FIRST_SLOTS);
  #expiries = new Float64Array(FIRST_SLOTS);

  /** 1 where a slot holds a memory. */
  get live(): Uint8Array {
    return this.#live;
  }

  /** The length of the memory, as {@link toMemoryNorm} puts it. */
  get norms(): Float32Array {
    return this.#norms;
  }

  /** Number of the memory's session, or -1. */
  get sessions(): Int32Array {
    return this.#sessions;
  }

  /** When the memory expires, in epoch milliseconds; infinite where it never does. */
  get expiries(): Float64Array {
    return this.#expiries;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#live.byteLength + this.#norms.byteLength + this.#sessions.byteLength + this.#expiries.byteLength;
  }

  /** Fills a slot. */
  set(slot: number, terms: number, session: number, expiresAtMs: number): void {
    if (slot >= this.#live.length) this.#grow(slot + 1);
    this.#live[slot] = 1;
    this.#norms[slot] = toMemoryNorm(terms);
    this.#sessions[slot] = session;
    this.#expiries[slot] = expiresAtMs;
  }

  /** Empties a slot. */
  clear(slot: number): void {
    this.#live[slot] = 0;
  }

  #grow(slots: number): void {
    const size = Math.max(slots, this.#live.length * 2);
    const [live, norms, sessions] = [new Uint8Array(size), new Float32Array(size), new Int32Array(size)];
    live.set(this.#live);
    norms.set(this.#norms);
    sessions.set(this.#sessions);
    const expiries = new Float64Array(size);
    expiries.set(this.#expiries);
    this.#expiries = expiries;
    [this.#live, this.#norms, this.#sessions] = [live, norms, sessions];
  }
}
