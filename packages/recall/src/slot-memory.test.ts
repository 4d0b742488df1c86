import { describe, expect, it } from 'vitest';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import { MemorySlots } from './memory-slots.js';
import { toMemoryTraits } from './memory-traits.js';
import { toTraitBits } from './slot-memory.js';

const NO_TRAITS = { isQuestion: false, namesSomething: false, saysWhen: false, saysChange: false, isTurn: false };

describe('a memory in a slot', () => {
  it('reads as it was put in', () => {
    const memories = new MemorySlots(FIXTURE_DIMENSIONS);
    const vectors = new Int8Array([...toTestVector(1), ...toTestVector(2)]);
    const text = 'Ann: I moved to Oslo in May, did you know?';
    const given = { id: 'a', text, sessionId: 's', occurredAtMs: -7, hasOccurredAt: true, seq: 2 ** 40, vectors };
    memories.put(toTestMemory({ id: 'first' }), toMemoryTraits('tea'));
    memories.put(toTestMemory({ ...given, expiresAtMs: 9 }), toMemoryTraits(text));
    const { id, seq, occurredAtMs, hasOccurredAt, expiresAtMs, session, rows } = memories.at(1) ?? expect.fail();
    expect({ id, seq, occurredAtMs, hasOccurredAt, expiresAtMs, session, rows }).toEqual({
      id: 'a',
      seq: 2 ** 40,
      occurredAtMs: -7,
      hasOccurredAt: true,
      expiresAtMs: 9,
      session: 0,
      rows: [1, 2],
    });
    const { subject, length, isQuestion, namesSomething, saysWhen, saysChange, isTurn } =
      memories.at(1) ?? expect.fail();
    const traits = { subject, length, isQuestion, namesSomething, saysWhen, saysChange, isTurn };
    const { counts: _counts, ...expected } = toMemoryTraits(text);
    expect(traits).toEqual(expected);
  });

  it('has no subject, session or expiry where none was given', () => {
    const memories = new MemorySlots(FIXTURE_DIMENSIONS);
    memories.put(toTestMemory({ id: 'a', text: 'the' }), toMemoryTraits('the'));
    const memory = memories.at(0);
    expect([memory?.subject, memory?.session, memory?.expiresAtMs]).toEqual(['', -1, Number.POSITIVE_INFINITY]);
  });

  it('keeps each trait in a bit of its own', () => {
    const one = (trait: object): number => toTraitBits({ ...NO_TRAITS, ...trait }, false);
    const bits = Object.keys(NO_TRAITS).map((trait) => one({ [trait]: true }));
    bits.push(toTraitBits(NO_TRAITS, true));
    expect(new Set(bits).size).toBe(6);
    expect(bits.reduce((all, bit) => all | bit, 0)).toBe(63);
    expect(toTraitBits(NO_TRAITS, false)).toBe(0);
  });
});
