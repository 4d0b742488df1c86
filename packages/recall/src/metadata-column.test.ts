import { describe, expect, it } from 'vitest';
import { MetadataColumn } from './metadata-column.js';
import type { FilterCondition } from './metadata-filter.js';
import { SlotSet } from './slot-set.js';

const stored = [{ a: 1 }, { a: [1, 2] }, {}, { a: { b: 1 } }, { a: [] }, { a: [[1, 2]] }, { a: 'x' }];

function columnOf(metadata: readonly Readonly<Record<string, unknown>>[]): MetadataColumn {
  const column = new MetadataColumn(['a']);
  metadata.forEach((one, slot) => column.put(slot, one));
  return column;
}

function selected(column: MetadataColumn, condition: FilterCondition, slots = stored.map((_, slot) => slot)): number[] {
  const within = new SlotSet();
  for (const slot of slots) within.add(slot);
  const found: number[] = [];
  Array.from(column.prepare(condition, (slot) => stored[slot] ?? {}));
  column.select(condition, within).forEach((slot) => found.push(slot));
  return found;
}

describe('MetadataColumn', () => {
  const path = ['a'];

  it('tells one scalar from an array, an object, and nothing', () => {
    const column = columnOf(stored);
    expect(selected(column, { kind: 'equals', path, value: 1 })).toEqual([0, 1]);
    expect(selected(column, { kind: 'equals', path, value: [1, 2] })).toEqual([1, 5]);
    expect(selected(column, { kind: 'equals', path, value: { b: 1 } })).toEqual([3]);
    expect(selected(column, { kind: 'exists', path, expected: false })).toEqual([2]);
    expect(selected(column, { kind: 'contains', path, value: 'x' })).toEqual([6]);
  });

  it('looks at no other slots than those given', () => {
    expect(selected(columnOf(stored), { kind: 'equals', path, value: 1 }, [1, 2, 3])).toEqual([1]);
    expect(selected(columnOf(stored), { kind: 'exists', path, expected: true }, [2, 3])).toEqual([3]);
  });

  it('forgets a slot that is emptied, and takes another in its place', () => {
    const column = columnOf(stored);
    column.clear(0);
    column.clear(1);
    column.clear(2);
    expect(selected(column, { kind: 'equals', path, value: 1 })).toEqual([]);
    column.put(1, { a: 1 });
    expect(selected(column, { kind: 'equals', path, value: 1 })).toEqual([1]);
  });

  it('takes no room for a path that no memory has', () => {
    const column = columnOf(Array.from({ length: 10_000 }, () => ({ b: 1 })));
    expect(column.bytes).toBeLessThan(1000);
  });

  it('keeps its room as lists come and go', () => {
    const column = new MetadataColumn(['a']);
    const change = (round: number): void => {
      for (let slot = 0; slot < 500; slot++) {
        column.clear(slot);
        column.put(slot, { a: [round, slot, 'x'] });
      }
    };
    for (let round = 0; round < 5; round++) change(round);
    const settled = column.bytes;
    for (let round = 5; round < 100; round++) change(round);
    expect(column.bytes).toBeLessThanOrEqual(settled * 1.5);
  });
});
