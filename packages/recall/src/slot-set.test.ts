import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlotSet } from './slot-set.js';

const slots = fc.uniqueArray(fc.nat({ max: 300 }));

function setOf(members: readonly number[]): SlotSet {
  const set = new SlotSet(new Uint32Array(10));
  for (const slot of members) set.add(slot);
  return set;
}

function membersOf(set: SlotSet): number[] {
  const members: number[] = [];
  set.forEach((slot) => members.push(slot));
  return members;
}

function ascending(members: readonly number[]): number[] {
  return members.toSorted((left, right) => left - right);
}

describe('SlotSet', () => {
  it('holds what was put in, in order, and counts it', () => {
    fc.assert(
      fc.property(slots, (members) => {
        const set = setOf(members);
        expect(membersOf(set)).toEqual(ascending(members));
        expect(set.count()).toBe(members.length);
        for (let slot = 0; slot < 310; slot++) expect(set.has(slot)).toBe(members.includes(slot));
        const inSteps: number[] = [];
        let most = 0;
        let before = 0;
        for (const _ of set.inSteps((slot) => inSteps.push(slot))) {
          most = Math.max(most, inSteps.length - before);
          before = inSteps.length;
        }
        expect(inSteps).toEqual(ascending(members));
        expect(most).toBeLessThanOrEqual(32);
      }),
    );
  });

  it('lets go of what is taken out', () => {
    fc.assert(
      fc.property(slots, slots, (members, taken) => {
        const set = setOf(members);
        for (const slot of taken) set.delete(slot);
        expect(membersOf(set)).toEqual(ascending(members.filter((slot) => !taken.includes(slot))));
      }),
    );
  });

  it('knows union, difference and what passes a test', () => {
    fc.assert(
      fc.property(slots, slots, (left, right) => {
        const union = setOf(left);
        union.addAll(setOf(right));
        expect(membersOf(union)).toEqual(ascending([...new Set([...left, ...right])]));
        const difference = left.filter((slot) => !right.includes(slot));
        expect(membersOf(setOf(left).without(setOf(right)))).toEqual(ascending(difference));
        expect(membersOf(setOf(left).filter((slot) => slot % 2 === 0))).toEqual(
          ascending(left.filter((slot) => slot % 2 === 0)),
        );
      }),
    );
  });

  it('grows for a slot beyond its end, and holds nothing there before', () => {
    const set = new SlotSet();
    set.delete(5000);
    expect(set.has(5000)).toBe(false);
    set.add(5000);
    expect([set.has(5000), set.has(4999), set.count()]).toEqual([true, false, 1]);
    expect(set.bytes).toBeGreaterThanOrEqual(5000 / 8);
  });
});
