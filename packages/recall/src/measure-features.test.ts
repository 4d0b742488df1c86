import { describe, expect, it } from 'vitest';
import { createNamespaceIndex, type MemoryForIndex, type RecallQuestion } from './recall.js';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';

const VECTOR = toTestVector(1);

// Two daughters are near the question in meaning and share no word with it; the kitchen shares "who" and "live" only.
const daughters = toTestMemory({ id: 'daughters', text: 'User has two daughters', vectors: VECTOR, seq: 1 });
const shelf = toTestMemory({
  id: 'shelf',
  text: 'User put up a shelf where kids reach it',
  vectors: toTestVector(2),
  seq: 2,
});
const others = ['tea', 'coffee', 'walks', 'trains', 'maps'].map((thing, place) =>
  toTestMemory({ id: thing, text: `User likes ${thing}`, vectors: toTestVector(place + 3), seq: place + 3 }),
);
const store = [daughters, shelf, ...others];

function ask(memories: readonly MemoryForIndex[], question: Partial<RecallQuestion> = {}) {
  const index = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS });
  for (const memory of memories) index.upsert(memory);
  const asked = {
    text: 'Which kids live in the household?',
    vector: VECTOR,
    maxMemories: 10,
    threshold: 0,
    nowMs: 5_000,
  };
  return index.query({ ...asked, explain: true, ...question }).hits;
}

function valueOf(hits: ReturnType<typeof ask>, id: string, name: string): number {
  const features = hits.find((hit) => hit.id === id)?.explanation?.features ?? [];
  return features.find((feature) => feature.name === name)?.value ?? Number.NaN;
}

/** Points that the terms of a memory are taken back. */
function takenFrom(id: string, hits: ReturnType<typeof ask>): number {
  return valueOf(hits, id, 'words_by_chance');
}

describe('terms found by chance', () => {
  it('count for nothing where no memory holds a third of what is asked for', () => {
    const hits = ask(store, { text: 'Which kids live together in the old house by the lake?' });
    const brought = 1.2 * valueOf(hits, 'shelf', 'words') + 3.3 * valueOf(hits, 'shelf', 'words_nearby');
    expect(brought).toBeGreaterThan(0);
    const session = 3.1 * valueOf(hits, 'shelf', 'words_of_session');
    expect(takenFrom('shelf', hits)).toBeCloseTo(brought + session);
    expect(takenFrom('daughters', hits)).toBe(0);
    expect(hits[0]?.id).toBe('daughters');
  });

  it('count in part between a third and two thirds', () => {
    const taken = ['kids', 'kids shelf', 'kids shelf reach'].map((words) =>
      takenFrom('shelf', ask(store, { text: `Which ${words} household?` })),
    );
    const inFull = 1.2 + 3.3 + 3.1;
    expect(taken[0]).toBeGreaterThan(0);
    expect(taken[0]).toBeLessThan(inFull);
    expect(taken[2]).toBe(0);
  });

  it('count in full, for all memories, where one holds what is asked for', () => {
    const hits = ask([...store, toTestMemory({ id: 'all', text: 'User says which kids live in her household' })]);
    expect(hits.map(({ id }) => takenFrom(id, hits))).toEqual(hits.map(() => 0));
    expect(valueOf(hits, 'shelf', 'words')).toBeGreaterThan(0);
  });

  it('count in full where somebody is named', () => {
    const told = ['likes tea', 'sings', 'has a boat', 'walks'].map((text, place) =>
      toTestMemory({ id: `ann${place}`, text: `Ann ${text}`, vectors: toTestVector(place + 20), seq: place + 20 }),
    );
    const text = 'Which kids of Ann live together in the old house by the lake?';
    expect(takenFrom('shelf', ask([...store, ...told], { text }))).toBe(0);
    expect(takenFrom('shelf', ask(store, { text }))).toBeGreaterThan(0);
  });

  it('count in full where more is told than a question: no memory holds the larger part of that', () => {
    const question = 'Which kids live together in the old house by the lake?';
    const told = 'We are planning to drive there with the boat when summer comes, and to stay until grandma arrives.';
    expect(takenFrom('shelf', ask(store, { text: question }))).toBeGreaterThan(0);
    expect(takenFrom('shelf', ask(store, { text: `${told} ${question}` }))).toBe(0);
  });

  it('count in full in a long memory', () => {
    const vectors = Int8Array.from([...toTestVector(40), ...toTestVector(41)]);
    const long = toTestMemory({ ...shelf, id: 'long', vectors, seq: 40 });
    const hits = ask([...store, long], { text: 'Which kids live together in the old house by the lake?' });
    expect(takenFrom('long', hits)).toBe(0);
    expect(takenFrom('shelf', hits)).toBeGreaterThan(0);
  });

  it('count in full in a turn of a chat, and where there is no vector to go by', () => {
    const turn = toTestMemory({ ...shelf, id: 'turn', text: 'Ben: I put up a shelf where kids reach it', seq: 30 });
    const text = 'Which kids live together in the old house by the lake?';
    const hits = ask([...store, turn], { text });
    expect(takenFrom('turn', hits)).toBe(0);
    expect(takenFrom('shelf', hits)).toBeGreaterThan(0);
    expect(takenFrom('shelf', ask(store, { text, vector: null }))).toBe(0);
  });
});
