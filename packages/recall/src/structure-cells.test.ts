import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesFilter } from './matches-filter.js';
import type { FilterValue } from './metadata-filter.js';
import { SlotSet } from './slot-set.js';
import { StructureCells, toStructureKey } from './structure-cells.js';

function selected(cells: StructureCells, slots: number, ...structures: FilterValue[]): number[] {
  const within = new SlotSet();
  for (let slot = 0; slot < slots; slot++) within.add(slot);
  const found: number[] = [];
  cells.select(within, structures).forEach((slot) => found.push(slot));
  return found;
}

const scalars = fc.constantFrom(0, -0, 1, '1', '', 'a', null, true);
const { value: values } = fc.letrec<{ value: FilterValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    scalars,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '1', 'toString', '__proto__'), tie('value'), { maxKeys: 3 }),
  ),
}));

describe('the key of a structure', () => {
  it('is the same for what a filter takes for the same, and for nothing else', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const isSame = matchesFilter({ kind: 'equals', path: ['v'], value: { of: one } }, { v: { of: other } });
        expect(toStructureKey({ of: one }) === toStructureKey({ of: other })).toBe(isSame);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not go by the order of keys', () => {
    expect(toStructureKey({ b: [1], a: { d: null, c: '' } })).toBe(toStructureKey({ a: { c: '', d: null }, b: [1] }));
  });

  it('is none beyond the depth of what can be compared with, however deep it is', () => {
    let deep: FilterValue = 1;
    for (let level = 0; level < 8; level++) deep = [deep];
    expect(toStructureKey(deep)).toBe('[[[[[[[[1]]]]]]]]');
    for (let level = 0; level < 50_000; level++) deep = [deep];
    expect(toStructureKey(deep)).toBeUndefined();
  });
});

describe('StructureCells', () => {
  it('finds a whole array or object, and one that is an element', () => {
    const cells = new StructureCells();
    [[{ b: 1 }], [[1, 2]], ['x'], [[[1, 2], { b: 1 }]], [{ b: 2 }, { b: 1 }]].forEach((reached, slot) =>
      cells.put(slot, reached),
    );
    expect(selected(cells, 5, { b: 1 })).toEqual([0, 3, 4]);
    expect(selected(cells, 5, [1, 2])).toEqual([1, 3]);
    expect(selected(cells, 5, { b: 2 }, [1, 2])).toEqual([1, 3, 4]);
    expect(selected(cells, 5, { c: 1 })).toEqual([]);
    expect(selected(cells, 3, { b: 1 })).toEqual([0]);
  });

  it('forgets a slot that is emptied', () => {
    const cells = new StructureCells();
    cells.put(0, [{ b: 1 }]);
    cells.put(1, [{ b: 1 }]);
    cells.clear(0);
    cells.clear(0);
    expect(selected(cells, 2, { b: 1 })).toEqual([1]);
  });

  it('keeps its room as structures come and go', () => {
    const cells = new StructureCells();
    const change = (round: number): void => {
      for (let slot = 0; slot < 500; slot++) {
        cells.clear(slot);
        cells.put(slot, [{ round, slot }]);
      }
    };
    for (let round = 0; round < 5; round++) change(round);
    const settled = cells.bytes;
    for (let round = 5; round < 100; round++) change(round);
    expect(cells.bytes).toBeLessThanOrEqual(settled * 1.5);
    expect(selected(cells, 500, { slot: 7, round: 99 })).toEqual([7]);
  });
});
