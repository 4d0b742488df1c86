import { bestByTerms, nearestByVector, toVisibility, withNeighbours } from './candidates.js';
import { measureFeatures } from './measure-features.js';
import type { MeasuredMemory } from './measure-features.js';
import type { MemoryForIndex } from './memory-for-index.js';
import { MemorySlots } from './memory-slots.js';
import type { IndexedMemory } from './memory-slots.js';
import { toMemoryTraits } from './memory-traits.js';
import type { MetadataFilter } from './metadata-filter.js';
import { toQuestion } from './question.js';
import type { Question } from './question.js';
import { toRankingScore, toRelevanceScore } from './ranking-model.js';
import { toReasoning } from './reasoning.js';
import { selectTop } from './select-top.js';
import { TermMatcher } from './term-match.js';
import type { TermMatch } from './term-match.js';

/** What is asked of an index. */
export interface RecallQuestion {
  /** The question in plain words, as the caller asked it. */
  readonly text: string;
  /** The question's vector, scaled to a largest value of 127. */
  readonly vector: Int8Array;
  /** Most memories to return. */
  readonly maxMemories: number;
  /** Relevance score below which nothing is returned, 0–1. */
  readonly threshold: number;
  /** The present, in epoch milliseconds: what has expired by then is not found. */
  readonly nowMs: number;
  /** Keeps a memory by its metadata; without one every memory may be found. */
  readonly filter?: MetadataFilter | undefined;
}

/** A memory that was found. */
export interface RecallHit {
  /** Id of the memory; its text is read from the store. */
  readonly id: string;
  /** Probability that the memory answers, 0–1; falls with rank. */
  readonly score: number;
  /** What spoke for it, in plain words. */
  readonly reasoning: string;
}

/** What an index answers. */
export interface RecallResult {
  /** Best first. Equal scores: the one written last first, then by id. */
  readonly hits: readonly RecallHit[];
  /** Memories that were live and passed the filter. */
  readonly searched: number;
  /** Milliseconds by stage; 0 without a clock. */
  readonly timings: { readonly vectorsMs: number; readonly termsMs: number; readonly scoringMs: number };
}

/** The memories of one organization, environment and namespace, ready to be asked. For use by one thread. */
export interface NamespaceIndex {
  /** Live memories, expired ones that nobody has removed included. */
  readonly size: number;
  /** Estimate of the bytes held, for a budget. */
  readonly bytes: number;
  /** Adds a memory, or replaces the one of the same id. The next query sees it. */
  upsert(memory: MemoryForIndex): void;
  /** Removes a memory; says whether it was there. */
  remove(id: string): boolean;
  /** Ranks the memories for a question. */
  query(question: RecallQuestion): RecallResult;
}

/** What an index is made with. */
export interface NamespaceIndexOptions {
  /** Values in a vector, as the embedder makes them. */
  readonly dimensions: number;
  /** A monotonic clock in milliseconds, for the timings. */
  readonly nowHighResMs?: (() => number) | undefined;
}

const noClock = (): number => 0;

/** Makes an empty index. */
export function createNamespaceIndex({ dimensions, nowHighResMs = noClock }: NamespaceIndexOptions): NamespaceIndex {
  const memories = new MemorySlots(dimensions);
  const matcher = new TermMatcher(memories);
  const readQuestion = ({ text, vector }: RecallQuestion): Question =>
    toQuestion({ text, vector: fromStartOfBuffer(vector), memories });
  return {
    get size() {
      return memories.size;
    },
    get bytes() {
      return memories.bytes + matcher.bytes;
    },
    upsert: (memory) => memories.put(memory, toMemoryTraits(memory.text)),
    remove: (id) => memories.remove(id),
    query: (asked) => rank({ asked, question: readQuestion(asked), memories, matcher, nowHighResMs }),
  };
}

interface Ranking {
  readonly asked: RecallQuestion;
  readonly question: Question;
  readonly memories: MemorySlots;
  readonly matcher: TermMatcher;
  readonly nowHighResMs: () => number;
}

function rank({ asked, question, memories, matcher, nowHighResMs }: Ranking): RecallResult {
  const visibility = toVisibility(memories, asked.nowMs, asked.filter);
  const startMs = nowHighResMs();
  const nearest = nearestByVector(memories, question, visibility);
  const vectorsEndMs = nowHighResMs();
  const match = matcher.match(question);
  const matched = bestByTerms(memories, match, visibility);
  const termsEndMs = nowHighResMs();
  const neighbour = neighbourFinder(memories, asked.nowMs);
  const before = (memory: IndexedMemory) => neighbour(memory, -1);
  const after = (memory: IndexedMemory) => neighbour(memory, 1);
  const neighboursOf = (memory: IndexedMemory) => [before(memory), after(memory)];
  const candidates = withNeighbours([nearest, matched], neighboursOf, visibility);
  const measured = measureFeatures({ memories, question, match, candidates, before, after });
  const hits = toHits(measured, asked, question, match);
  return {
    hits,
    searched: visibility.count,
    timings: {
      vectorsMs: vectorsEndMs - startMs,
      termsMs: termsEndMs - vectorsEndMs,
      scoringMs: nowHighResMs() - termsEndMs,
    },
  };
}

function neighbourFinder(memories: MemorySlots, nowMs: number) {
  const isLive = (slot: number): boolean => (memories.at(slot)?.expiresAtMs ?? 0) > nowMs;
  return (memory: IndexedMemory, step: -1 | 1): IndexedMemory | undefined =>
    memory.session < 0 ? undefined : memories.at(memories.sessions.neighbour(memory.session, memory, step, isLive));
}

function toHits(
  measured: readonly MeasuredMemory[],
  asked: RecallQuestion,
  question: Question,
  match: TermMatch,
): RecallHit[] {
  const scored = measured
    .map((one) => ({ ...one, rankingScore: toRankingScore(one.features) }))
    .filter(({ rankingScore }) => toRelevanceScore(rankingScore) >= asked.threshold);
  return selectTop(scored, asked.maxMemories, byScore).map((one) => ({
    id: one.memory.id,
    score: toRelevanceScore(one.rankingScore),
    reasoning: toReasoning(one, question, match),
  }));
}

interface Scored extends MeasuredMemory {
  readonly rankingScore: number;
}

function byScore(left: Scored, right: Scored): number {
  return (
    right.rankingScore - left.rankingScore ||
    right.memory.seq - left.memory.seq ||
    (left.memory.id < right.memory.id ? -1 : 1)
  );
}

// usearch ignores the byte offset of a typed array.
function fromStartOfBuffer(vector: Int8Array): Int8Array {
  return vector.byteOffset === 0 ? vector : vector.slice();
}
