import type { MemoryForIndex } from './memory-for-index.js';
import { MemorySlots } from './memory-slots.js';
import { toMemoryTraits } from './memory-traits.js';
import type { MetadataFilter } from './metadata-filter.js';
import { toQuestion } from './question.js';
import type { Question } from './question.js';
import { rankMemories } from './rank-memories.js';
import type { RecallQuestion, RecallResult } from './recall-question.js';
import { TermMatcher } from './term-match.js';

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
  /**
   * Makes ready for a filter, a few memories a step: the first filter that names a path reads the metadata of all. Left
   * out, the query does it in one go. Nothing may be changed between the steps.
   */
  prepare(filter: MetadataFilter): Iterable<void>;
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

// Objects, maps and buffers beside what their parts count: with 1,000 indexes of 20 memories each took so much more.
const BYTES_PER_INDEX = 8000;

const noClock = (): number => 0;

/** Makes an empty index. */
export function createNamespaceIndex({ dimensions, nowHighResMs = noClock }: NamespaceIndexOptions): NamespaceIndex {
  const memories = new MemorySlots(dimensions);
  const matcher = new TermMatcher(memories);
  const readQuestion = ({ text, vector, nowMs, referenceMs = nowMs }: RecallQuestion): Question =>
    toQuestion({ text, vector: fromStartOfBuffer(vector), memories, referenceMs });
  return {
    get size() {
      return memories.size;
    },
    get bytes() {
      return BYTES_PER_INDEX + memories.bytes + matcher.bytes;
    },
    upsert: (memory) => memories.put(memory, toMemoryTraits(memory.text)),
    remove: (id) => memories.remove(id),
    prepare: (filter) => memories.metadata.prepare(filter),
    query: (asked) => rankMemories({ asked, question: readQuestion(asked), memories, matcher, nowHighResMs }),
  };
}

// usearch ignores the byte offset of a typed array.
function fromStartOfBuffer(vector: Int8Array | null): Int8Array | null {
  return vector === null || vector.byteOffset === 0 ? vector : vector.slice();
}
