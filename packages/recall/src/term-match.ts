import { toSaturation, toSessionNorm } from './bm25.js';
import type { IndexedMemory, MemorySlots } from './memory-slots.js';
import { countOf, slotOf } from './posting-lists.js';
import type { Question } from './question.js';
import { toRarityAmongSessions } from './term-rarity.js';

/** What the terms of one question found in an index. Valid until the next question to the same index. */
export interface TermMatch {
  /** Slots of the memories that hold a term, each once. */
  readonly slots: Int32Array;
  /** BM25 of a memory ÷ the most the question could reach, 0–1. */
  score(slot: number): number;
  /** Which terms a memory holds, one bit each in the question's order. */
  mask(slot: number): number;
  /** Share of the question's terms, by rarity, in a mask, 0–1. */
  coverage(mask: number): number;
  /** BM25 of the session of a memory ÷ the most the question could reach, 0–1. */
  sessionScore(memory: IndexedMemory): number;
}

/** Finds the terms of questions; keeps its working arrays from one question to the next. */
export class TermMatcher {
  readonly #memories: MemorySlots;
  #slots = new Int32Array(0);
  #slotCount = 0;
  #scores = new Float32Array(0);
  #masks = new Uint32Array(0);
  #sessionScores = new Float32Array(0);
  #sessionCounts = new Float32Array(0);

  constructor(memories: MemorySlots) {
    this.#memories = memories;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#scores.byteLength * 3 + this.#sessionScores.byteLength * 2;
  }

  /** Walks the postings of every term of the question once. */
  match(question: Question): TermMatch {
    this.#clear();
    const sessionRarities = question.terms.map(({ term, list, rarity }, bit) => {
      if (list === undefined) return toRarityAmongSessions(term, 0, this.#memories.sessionCount);
      const found = this.#walk(list, rarity, bit);
      const holders = found.sessions.length + found.withoutSession;
      const sessionRarity = toRarityAmongSessions(term, holders, this.#memories.sessionCount);
      this.#scoreSessions(found.sessions, sessionRarity);
      return sessionRarity;
    });
    return this.#toMatch(
      question.terms.map((term) => term.rarity),
      sessionRarities,
    );
  }

  #walk(list: number, rarity: number, bit: number): { sessions: number[]; withoutSession: number } {
    const [scores, masks, counts] = [this.#scores, this.#masks, this.#sessionCounts];
    const { live, norms, sessions: sessionOf } = this.#memories.columns;
    const sessions: number[] = [];
    let withoutSession = 0;
    for (const posting of this.#memories.postings.entries(list)) {
      const slot = slotOf(posting);
      if (live[slot] === 0) continue;
      const count = countOf(posting);
      if (masks[slot] === 0) this.#slots[this.#slotCount++] = slot;
      masks[slot] = (masks[slot] ?? 0) | (1 << bit);
      scores[slot] = (scores[slot] ?? 0) + rarity * toSaturation(count, norms[slot] ?? 0);
      const session = sessionOf[slot] ?? -1;
      if (session < 0) {
        withoutSession++;
        continue;
      }
      if (counts[session] === 0) sessions.push(session);
      counts[session] = (counts[session] ?? 0) + count;
    }
    return { sessions, withoutSession };
  }

  #scoreSessions(sessions: readonly number[], rarity: number): void {
    for (const session of sessions) {
      const norm = toSessionNorm(this.#memories.sessions.terms(session));
      const gain = rarity * toSaturation(this.#sessionCounts[session] ?? 0, norm);
      this.#sessionScores[session] = (this.#sessionScores[session] ?? 0) + gain;
      this.#sessionCounts[session] = 0;
    }
  }

  #toMatch(rarities: readonly number[], sessionRarities: readonly number[]): TermMatch {
    const [scores, masks, sessionScores] = [this.#scores, this.#masks, this.#sessionScores];
    const total = sum(rarities) || 1;
    const sessionTotal = sum(sessionRarities) || 1;
    return {
      slots: this.#slots.subarray(0, this.#slotCount),
      score: (slot) => (scores[slot] ?? 0) / total,
      mask: (slot) => masks[slot] ?? 0,
      coverage: (mask) => sumOfBits(mask, rarities) / total,
      sessionScore: ({ slot, session, length }) => {
        if (session >= 0) return (sessionScores[session] ?? 0) / sessionTotal;
        // A memory without a session is its own: how often it holds a term hardly matters in so short a text.
        const gain = toSaturation(1, toSessionNorm(length));
        return (gain * sumOfBits(masks[slot] ?? 0, sessionRarities)) / sessionTotal;
      },
    };
  }

  // 100,000 slots are cleared in 20 µs.
  #clear(): void {
    const { bound, sessions } = this.#memories;
    if (this.#scores.length < bound) {
      this.#scores = new Float32Array(Math.ceil(bound * 1.5));
      this.#masks = new Uint32Array(this.#scores.length);
      this.#slots = new Int32Array(this.#scores.length);
    }
    if (this.#sessionScores.length < sessions.bound) {
      this.#sessionScores = new Float32Array(Math.ceil(sessions.bound * 1.5));
      this.#sessionCounts = new Float32Array(this.#sessionScores.length);
    }
    this.#slotCount = 0;
    this.#scores.fill(0, 0, bound);
    this.#masks.fill(0, 0, bound);
    this.#sessionScores.fill(0, 0, sessions.bound);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function sumOfBits(mask: number, values: readonly number[]): number {
  let total = 0;
  for (let bit = 0; bit < values.length; bit++) if ((mask & (1 << bit)) !== 0) total += values[bit] ?? 0;
  return total;
}
