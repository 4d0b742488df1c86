import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, PostingLists, slotOf } from './posting-lists.js';

function contents(postings: PostingLists, list: number): [slot: number, count: number][] {
  return Array.from(postings.entries(list), (posting) => [slotOf(posting), countOf(posting)]);
}

describe('PostingLists', () => {
  it('gives back what was added, in order', () => {
    const postings = new PostingLists();
    const list = postings.createList();
    for (let slot = 0; slot < 1000; slot++) postings.add(list, slot, 1 + (slot % 7));
    expect(contents(postings, list)).toEqual(Array.from({ length: 1000 }, (_, slot) => [slot, 1 + (slot % 7)]));
  });

  it('keeps lists apart that grow side by side', () => {
    const postings = new PostingLists();
    const lists = Array.from({ length: 600 }, () => postings.createList());
    for (let round = 0; round < 20; round++) for (const list of lists) postings.add(list, list * 20 + round, 1);
    for (const list of lists) expect(contents(postings, list).map(([slot]) => slot)).toContain(list * 20 + 19);
    expect(new Set(lists.flatMap((list) => contents(postings, list).map(([slot]) => slot))).size).toBe(12_000);
  });

  it('holds the largest slot and cuts a count at 255', () => {
    const postings = new PostingLists();
    const list = postings.createList();
    postings.add(list, 2 ** 24 - 1, 70_000);
    expect(contents(postings, list)).toEqual([[2 ** 24 - 1, 255]]);
  });

  it('purges the dead once they are half of a list, and says so', () => {
    const postings = new PostingLists();
    const list = postings.createList();
    const live = new Set([0, 1, 2, 3]);
    for (const slot of live) postings.add(list, slot, 1);
    const purged: number[] = [];
    live.delete(1);
    postings.markDead(
      list,
      (slot) => live.has(slot),
      (slot) => purged.push(slot),
    );
    expect([postings.holders(list), purged]).toEqual([3, []]);
    live.delete(3);
    postings.markDead(
      list,
      (slot) => live.has(slot),
      (slot) => purged.push(slot),
    );
    expect([contents(postings, list), purged]).toEqual([
      [
        [0, 1],
        [2, 1],
      ],
      [1, 3],
    ]);
  });

  it('uses the room of a dropped list again', () => {
    const postings = new PostingLists();
    const before = postings.bytes;
    for (let round = 0; round < 100_000; round++) postings.dropList(postings.createList());
    expect(postings.bytes).toBe(before);
  });

  it('agrees with a plain map after any sequence of additions and removals', () => {
    const step = fc.record({ list: fc.nat({ max: 3 }), slot: fc.nat({ max: 30 }), dies: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const postings = new PostingLists();
        const lists = Array.from({ length: 4 }, () => postings.createList());
        const live = lists.map(() => new Set<number>());
        const present = lists.map(() => new Set<number>());
        for (const { list, slot, dies } of steps) {
          const [alive, held] = [live[list], present[list]];
          if (alive === undefined || held === undefined) continue;
          if (dies && alive.delete(slot)) {
            postings.markDead(
              lists[list] ?? 0,
              (other) => alive.has(other),
              (other) => held.delete(other),
            );
          } else if (!dies && !held.has(slot)) {
            postings.add(lists[list] ?? 0, slot, 1);
            alive.add(slot);
            held.add(slot);
          }
        }
        lists.forEach((list, number) => {
          const found = contents(postings, list).map(([slot]) => slot);
          expect(found.filter((slot) => live[number]?.has(slot)).toSorted()).toEqual(
            [...(live[number] ?? [])].toSorted(),
          );
          expect(postings.holders(list)).toBe(live[number]?.size);
        });
      }),
    );
  });
});
