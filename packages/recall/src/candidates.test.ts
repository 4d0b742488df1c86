import { describe, expect, it } from 'vitest';
import { bestByTerms, nearestByVector, toVisibility, withNeighbours } from './candidates.js';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import type { GivenMemory } from './memory-for-index-fixture.js';
import { MemorySlots } from './memory-slots.js';
import type { IndexedMemory } from './memory-slots.js';
import { toMemoryTraits } from './memory-traits.js';
import { toQuestion } from './question.js';
import { TermMatcher } from './term-match.js';

function slotsOf(given: readonly GivenMemory[]): MemorySlots {
  const memories = new MemorySlots(FIXTURE_DIMENSIONS);
  for (const one of given) {
    const memory = toTestMemory(one);
    memories.put(memory, toMemoryTraits(memory.text));
  }
  return memories;
}

function idsOf(memories: readonly IndexedMemory[]): string[] {
  return memories.map(({ id }) => id);
}

const everyVector = Array.from({ length: 700 }, (_, seq) => ({ id: `m${seq}`, seq, vectors: toTestVector(seq) }));

describe('toVisibility', () => {
  it('sees everything where nothing expires and no filter is given', () => {
    const visibility = toVisibility(slotsOf(everyVector), 0, undefined);
    expect([visibility.count, visibility.slots, visibility.isVisible(5)]).toEqual([700, undefined, true]);
  });

  it('hides what has expired and what the filter refuses', () => {
    const memories = slotsOf([
      { id: 'expired', expiresAtMs: 10, metadata: { a: 1 } },
      { id: 'refused', metadata: { a: 2 } },
      { id: 'seen', expiresAtMs: 11, metadata: { a: 1 } },
    ]);
    const visibility = toVisibility(memories, 10, { kind: 'equals', path: ['a'], value: 1 });
    expect([visibility.count, visibility.slots?.count()]).toEqual([1, 1]);
    expect([0, 1, 2].map((slot) => visibility.isVisible(slot))).toEqual([false, false, true]);
  });

  it('sees everything where a filter refuses nothing', () => {
    const visibility = toVisibility(slotsOf(everyVector), 0, { kind: 'exists', path: ['a'], expected: false });
    expect([visibility.count, visibility.slots]).toEqual([700, undefined]);
  });
});

describe('nearestByVector', () => {
  it('finds the same among what a filter leaves as it would in a store of nothing else', () => {
    const tagged = everyVector.map((memory) => ({ ...memory, metadata: { odd: memory.seq % 2 === 1 } }));
    const memories = slotsOf(tagged);
    const alone = slotsOf(tagged.filter(({ metadata }) => metadata.odd));
    const find = (store: MemorySlots, filtered: boolean) => {
      const filter = { kind: 'equals', path: ['odd'], value: true } as const;
      const question = toQuestion({ text: '', vector: toTestVector(33), memories: store, referenceMs: 0 });
      return idsOf(nearestByVector(store, question, toVisibility(store, 0, filtered ? filter : undefined))).slice(
        0,
        50,
      );
    };
    expect(find(memories, true)).toEqual(find(alone, false));
  });

  it('finds a memory once, however many of its windows are near', () => {
    const windows = new Int8Array([1, 1, 1].flatMap((seed) => [...toTestVector(seed)]));
    const memories = slotsOf([
      { id: 'long', vectors: windows },
      { id: 'short', vectors: toTestVector(8) },
    ]);
    const question = toQuestion({ text: '', vector: toTestVector(1), memories, referenceMs: 0 });
    expect(idsOf(nearestByVector(memories, question, toVisibility(memories, 0, undefined)))).toEqual(['long', 'short']);
  });
});

describe('bestByTerms', () => {
  it('puts the memory first that holds more, then the one written last', () => {
    const memories = slotsOf([
      { id: 'old', text: 'some tea', seq: 1 },
      { id: 'both', text: 'some tea, a cello', seq: 2 },
      { id: 'new', text: 'some tea', seq: 3 },
      { id: 'none', text: 'rain', seq: 4 },
    ]);
    const question = toQuestion({ text: 'tea cello', vector: toTestVector(1), memories, referenceMs: 0 });
    const match = new TermMatcher(memories).match(question);
    expect(idsOf(bestByTerms(memories, match, toVisibility(memories, 0, undefined)))).toEqual(['both', 'new', 'old']);
  });
});

describe('withNeighbours', () => {
  const memories = slotsOf([{ id: 'a' }, { id: 'b' }, { id: 'c', metadata: { hidden: true } }]);
  const [a, b, c] = [0, 1, 2].map((slot) => memories.at(slot) ?? expect.fail('no such memory'));
  const all = toVisibility(memories, 0, undefined);

  it('puts each find and each neighbour in once', () => {
    if (a === undefined || b === undefined) expect.fail('the fixture has three memories');
    expect(idsOf(withNeighbours([[a], [a, b]], () => [b, undefined], all))).toEqual(['a', 'b']);
  });

  it('leaves out a neighbour that the question may not see', () => {
    if (a === undefined || c === undefined) expect.fail('the fixture has three memories');
    const filter = { kind: 'exists', path: ['hidden'], expected: false } as const;
    expect(idsOf(withNeighbours([[a]], () => [c], toVisibility(memories, 0, filter)))).toEqual(['a']);
  });
});
