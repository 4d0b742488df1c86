import type { MemoryForIndex } from './memory-for-index.js';

/** Dimensions of the vectors made here. */
export const FIXTURE_DIMENSIONS = 16;

/** What a test says of a memory. */
export interface GivenMemory extends Partial<MemoryForIndex> {
  readonly id: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A memory for tests: every field has a plain default. */
export function toTestMemory({ metadata = {}, ...memory }: GivenMemory): MemoryForIndex {
  return {
    text: 'User likes tea',
    sessionId: null,
    occurredAtMs: 1_000,
    hasOccurredAt: false,
    expiresAtMs: null,
    createdAtMs: 1_000,
    updatedAtMs: 1_000,
    seq: 1,
    metadataJson: JSON.stringify(metadata),
    vectors: toTestVector(1),
    ...memory,
  };
}

/** A vector that depends on nothing but the number, and is like that of no other. */
export function toTestVector(seed: number): Int8Array {
  const vector = new Int8Array(FIXTURE_DIMENSIONS);
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  for (let place = 0; place < vector.length; place++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    vector[place] = (state >>> 24) - 128 || 1;
  }
  vector[seed % vector.length] = 127;
  return vector;
}
