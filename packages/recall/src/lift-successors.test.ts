import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import { createNamespaceIndex } from './namespace-index.js';

const DAY_MS = 86_400_000;
const question = toTestVector(1);
// Near to the question, and near to each other; then what is near to neither.
const near = toTestVector(1).map((value, place) => (place === 2 ? -value : value));
const nearToo = toTestVector(1).map((value, place) => (place < 3 ? -value : value));
const away = toTestVector(17);

interface Given {
  readonly id: string;
  readonly text: string;
  readonly day: number;
  readonly vectors?: Int8Array;
}

function rank(text: string, memories: readonly Given[]): readonly string[] {
  const index = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS });
  memories.forEach(({ day, ...memory }, seq) =>
    index.upsert(toTestMemory({ seq, occurredAtMs: day * DAY_MS, ...memory })),
  );
  const { hits } = index.query({ text, vector: question, maxMemories: 20, threshold: 0, nowMs: 0 });
  const scores = hits.map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((left, right) => right - left));
  return hits.map(({ id }) => id);
}

const oslo = { id: 'oslo', text: 'User lives in Oslo', day: 1, vectors: near };
const bergen = { id: 'bergen', text: 'User moved to Bergen', day: 100, vectors: nearToo };
const dog = { id: 'dog', text: 'User has a dog', day: 200, vectors: away };

describe('what replaces a memory', () => {
  it('comes before it where the question is about now', () => {
    expect(rank('Where does the user live?', [oslo, bergen, dog]).slice(0, 2)).toEqual(['bergen', 'oslo']);
  });

  it('comes after it where the question is about what was before', () => {
    expect(rank('Where did the user live before Bergen?', [oslo, bergen, dog])[0]).toBe('oslo');
    expect(rank('Where did the user live before?', [oslo, bergen, dog])[0]).toBe('oslo');
  });

  it('is not lifted where the question is about the past', () => {
    expect(rank('Where did the user live?', [oslo, bergen, dog])[0]).toBe('oslo');
  });

  it('is about the same: what came later and is about something else replaces nothing', () => {
    expect(rank('Where does the user live?', [oslo, dog])[0]).toBe('oslo');
  });

  it('is not what was told in the same conversation or import', () => {
    const told = { ...bergen, day: oslo.day + 0.02 };
    expect(rank('Where does the user live?', [oslo, told, dog])[0]).toBe('oslo');
  });

  it('leaves all others where they were, whatever their times', () => {
    const days = fc.array(fc.nat({ max: 300 }), { minLength: 12, maxLength: 12 });
    const toMemories = (at: readonly number[]) =>
      at.map((day, place) => ({ id: `m${place}`, text: 'User likes tea', day, vectors: toTestVector(place) }));
    fc.assert(
      fc.property(days, (at) => {
        const still = rank('tea?', toMemories(at.map(() => 0)));
        const moved = rank('tea?', toMemories(at));
        expect(moved.slice(5)).toEqual(still.slice(5));
        expect(moved.slice(0, 5).toSorted()).toEqual(still.slice(0, 5).toSorted());
      }),
      { numRuns: 50 },
    );
  });
});
