import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import type { GivenMemory } from './memory-for-index-fixture.js';
import { MemorySlots } from './memory-slots.js';
import { toMemoryTraits } from './memory-traits.js';
import { slotOf } from './posting-lists.js';

function put(memories: MemorySlots, given: GivenMemory): void {
  const memory = toTestMemory(given);
  memories.put(memory, toMemoryTraits(memory.text));
}

function holdersOf(memories: MemorySlots, term: string): string[] {
  const list = memories.listOf(term);
  if (list === undefined) return [];
  const slots = Array.from(memories.postings.entries(list), slotOf);
  return slots.flatMap((slot) => memories.at(slot)?.id ?? []).toSorted();
}

describe('MemorySlots', () => {
  it('keeps postings, vectors and sessions in step with what it holds', () => {
    const memories = new MemorySlots(FIXTURE_DIMENSIONS);
    put(memories, { id: 'a', text: 'Ann: tea', sessionId: 's' });
    put(memories, { id: 'b', text: 'Bob: tea and coffee' });
    expect(holdersOf(memories, 'tea')).toEqual(['a', 'b']);
    expect([memories.size, memories.sessionCount, memories.vectors.rows]).toEqual([2, 2, 2]);
    memories.remove('a');
    expect(holdersOf(memories, 'tea')).toEqual(['b']);
    expect([memories.size, memories.sessionCount]).toEqual([1, 1]);
  });

  it('replaces a memory of the same id as a whole', () => {
    const memories = new MemorySlots(FIXTURE_DIMENSIONS);
    put(memories, { id: 'a', text: 'tea', sessionId: 's', expiresAtMs: 5 });
    put(memories, { id: 'a', text: 'milk' });
    expect([memories.size, memories.expiring, memories.sessions.size]).toEqual([1, 0, 0]);
    expect([holdersOf(memories, 'tea'), holdersOf(memories, 'milk')]).toEqual([[], ['a']]);
  });

  it('finds the memory of each of its rows', () => {
    const memories = new MemorySlots(FIXTURE_DIMENSIONS);
    put(memories, { id: 'a', vectors: new Int8Array([...toTestVector(1), ...toTestVector(2)]) });
    put(memories, { id: 'b' });
    expect([0, 1, 2].map((row) => memories.ofRow(row)?.id)).toEqual(['a', 'a', 'b']);
    memories.remove('a');
    expect(memories.ofRow(0)).toBeUndefined();
  });

  it('counts the subjects that memories begin with', () => {
    const memories = new MemorySlots(FIXTURE_DIMENSIONS);
    ['Ann: a', 'Ann: b', 'Bob: c', 'Bob: d'].forEach((text, seq) => put(memories, { id: `m${seq}`, text, seq }));
    expect([memories.beginningWith('ann'), memories.subjectConcentration]).toEqual([2, 0.5]);
    memories.remove('m0');
    memories.remove('m1');
    expect([memories.beginningWith('ann'), memories.subjectConcentration]).toEqual([0, 1]);
  });

  it('forgets a term with the last memory that held it', () => {
    const memories = new MemorySlots(FIXTURE_DIMENSIONS);
    put(memories, { id: 'a', text: 'xylophone' });
    memories.remove('a');
    expect(memories.listOf('xylophon')).toBeUndefined();
  });

  it('never lets a posting speak for another memory, whatever comes and goes', () => {
    const word = fc.constantFrom('tea', 'coffee', 'milk', 'water');
    const step = fc.record({ id: fc.nat({ max: 9 }), text: fc.array(word, { maxLength: 3 }), removes: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const memories = new MemorySlots(FIXTURE_DIMENSIONS);
        const texts = new Map<string, string>();
        steps.forEach(({ id, text, removes }, seq) => {
          if (removes) texts.delete(`m${id}`);
          else texts.set(`m${id}`, text.join(' '));
          if (removes) memories.remove(`m${id}`);
          else put(memories, { id: `m${id}`, text: text.join(' '), seq });
        });
        for (const term of ['tea', 'coffe', 'milk', 'water']) {
          const expected = [...texts].filter(([, text]) => text.includes(term)).map(([id]) => id);
          expect(holdersOf(memories, term)).toEqual(expected.toSorted());
        }
        expect(memories.size).toBe(texts.size);
        expect(memories.bound).toBeLessThanOrEqual(60);
      }),
    );
  });
});
