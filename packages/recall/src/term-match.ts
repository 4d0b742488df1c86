import type { IndexedMemory, MemorySlots } from './memory-slots.js';
import type { Question } from './question.js';
import { toRarityAmongSessions } from './term-rarity.js';

// BM25 (Robertson and Walker) with k1 = 1.2 and b = 0.5. The length that counts as average is fixed, not the store's,
// so that the score of a memory doesn't move with its neighbours: fixing it cost nothing (within 0.1 points of R@10 on
// the LoCoMo development half).
const SATURATION = 1.2;
const LENGTH_SHARE = 0.5;
const USUAL_MEMORY_TERMS = 12;
const USUAL_SESSION_TERMS = 250;

/** What the terms of one question found in an index. Valid until the next question to the same index. */
export interface TermMatch {
  /** Slots of the memories that hold a term, each once. */
  readonly slots: readonly number[];
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
  #scores = new Float32Array(0);
  #masks = new Uint32Array(0);
  #sessionScores = new Float32Array(0);
  #sessionCounts = new Float32Array(0);

  constructor(memories: MemorySlots) {
    this.#memories = memories;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#scores.byteLength * 2 + this.#sessionScores.byteLength * 2;
  }

  /** Walks the postings of every term of the question once. */
  match(question: Question): TermMatch {
    this.#clear();
    const slots: number[] = [];
    const sessionRarities = question.terms.map(({ term, list, rarity }, bit) => {
      if (list === undefined) return toRarityAmongSessions(term, 0, this.#memories.sessionCount);
      const found = this.#walk(list, rarity, bit, slots);
      const holders = found.sessions.length + found.withoutSession;
      const sessionRarity = toRarityAmongSessions(term, holders, this.#memories.sessionCount);
      this.#scoreSessions(found.sessions, sessionRarity);
      return sessionRarity;
    });
    return this.#toMatch(
      slots,
      question.terms.map((term) => term.rarity),
      sessionRarities,
    );
  }

  #walk(list: number, rarity: number, bit: number, slots: number[]): { sessions: number[]; withoutSession: number } {
    const [scores, masks, counts] = [this.#scores, this.#masks, this.#sessionCounts];
    const sessions: number[] = [];
    let withoutSession = 0;
    this.#memories.postings.forEach(list, (slot, count) => {
      const memory = this.#memories.at(slot);
      if (memory === undefined) return;
      if (masks[slot] === 0) slots.push(slot);
      masks[slot] = (masks[slot] ?? 0) | (1 << bit);
      scores[slot] = (scores[slot] ?? 0) + rarity * saturated(count, memory.length / USUAL_MEMORY_TERMS);
      if (memory.session < 0) {
        withoutSession++;
        return;
      }
      if (counts[memory.session] === 0) sessions.push(memory.session);
      counts[memory.session] = (counts[memory.session] ?? 0) + count;
    });
    return { sessions, withoutSession };
  }

  #scoreSessions(sessions: readonly number[], rarity: number): void {
    for (const session of sessions) {
      const length = this.#memories.sessions.terms(session) / USUAL_SESSION_TERMS;
      const gain = rarity * saturated(this.#sessionCounts[session] ?? 0, length);
      this.#sessionScores[session] = (this.#sessionScores[session] ?? 0) + gain;
      this.#sessionCounts[session] = 0;
    }
  }

  #toMatch(slots: number[], rarities: readonly number[], sessionRarities: readonly number[]): TermMatch {
    const [scores, masks, sessionScores] = [this.#scores, this.#masks, this.#sessionScores];
    const total = sum(rarities) || 1;
    const sessionTotal = sum(sessionRarities) || 1;
    return {
      slots,
      score: (slot) => (scores[slot] ?? 0) / total,
      mask: (slot) => masks[slot] ?? 0,
      coverage: (mask) => sumOfBits(mask, rarities) / total,
      sessionScore: ({ slot, session, length }) => {
        if (session >= 0) return (sessionScores[session] ?? 0) / sessionTotal;
        // A memory without a session is its own: how often it holds a term hardly matters in so short a text.
        const gain = saturated(1, length / USUAL_SESSION_TERMS);
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
    }
    if (this.#sessionScores.length < sessions.bound) {
      this.#sessionScores = new Float32Array(Math.ceil(sessions.bound * 1.5));
      this.#sessionCounts = new Float32Array(this.#sessionScores.length);
    }
    this.#scores.fill(0, 0, bound);
    this.#masks.fill(0, 0, bound);
    this.#sessionScores.fill(0, 0, sessions.bound);
  }
}

function saturated(count: number, relativeLength: number): number {
  return count / (count + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * relativeLength));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function sumOfBits(mask: number, values: readonly number[]): number {
  let total = 0;
  for (let bit = 0; bit < values.length; bit++) if ((mask & (1 << bit)) !== 0) total += values[bit] ?? 0;
  return total;
}
