import { describe, expect, it } from 'vitest';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import type { MemoryForIndex } from './memory-for-index.js';
import { createNamespaceIndex } from './namespace-index.js';

function reasonFor(id: string, text: string, memories: readonly MemoryForIndex[], seed = 1): string | undefined {
  const index = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS });
  for (const memory of memories) index.upsert(memory);
  const asked = { text, vector: toTestVector(seed), maxMemories: 50, threshold: 0, nowMs: 0 };
  return index.query(asked).hits.find((hit) => hit.id === id)?.reasoning;
}

const away = toTestVector(1).map((value) => -value);

describe('the reasons of a hit', () => {
  it('name the rarest words in common and the likeness in meaning', () => {
    const memories = [toTestMemory({ id: 'a', text: 'User plays the cello' })];
    expect(reasonFor('a', 'Does the user play the cello?', memories)).toMatch(/“cello”.*and close in meaning$/);
  });

  it('leave out words that the memory does not hold', () => {
    const memories = [toTestMemory({ id: 'a', text: 'User plays the cello', vectors: away })];
    expect(reasonFor('a', 'cello or drums', memories)).toBe('says “cello”');
  });

  it('say when the day fits', () => {
    const at = { occurredAtMs: Date.UTC(2023, 4, 3), hasOccurredAt: true };
    const memories = [toTestMemory({ id: 'a', text: 'we swam', vectors: away, ...at })];
    expect(reasonFor('a', 'Which trip was on May 3, 2023?', memories)).toBe('from the day asked about');
  });

  it('do not take the time of writing for the time of the event', () => {
    const memories = [toTestMemory({ id: 'a', text: 'we swam', vectors: away, occurredAtMs: Date.UTC(2023, 4, 3) })];
    expect(reasonFor('a', 'Which trip was on May 3, 2023?', memories)).not.toContain('day');
  });

  it('say that what stands beside it fits', () => {
    const session = [
      toTestMemory({ id: 'q', text: 'the old cello', sessionId: 's', seq: 1, vectors: away }),
      toTestMemory({ id: 'a', text: 'at Miller street', sessionId: 's', seq: 2, vectors: away }),
    ];
    expect(reasonFor('a', 'old cello', session)).toBe('told right beside what was asked about');
  });

  it('admit it where nothing speaks for a memory', () => {
    const memories = [toTestMemory({ id: 'a', text: 'User likes tea', vectors: away })];
    expect(reasonFor('a', 'volcano', memories)).toBe('little speaks for it');
  });
});
