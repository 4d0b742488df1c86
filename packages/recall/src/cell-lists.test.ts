import { describe, expect, it } from 'vitest';
import { CellLists } from './cell-lists.js';

describe('CellLists', () => {
  it('gives lists back from their places, empty ones too', () => {
    const lists = new CellLists();
    const places = Array.from({ length: 200 }, (_, length) =>
      lists.add(Array.from({ length }, (_each, at) => at + length)),
    );
    expect([...lists.at(places[0] ?? -1)]).toEqual([]);
    expect([...lists.at(places[3] ?? -1)]).toEqual([3, 4, 5]);
    expect(lists.at(places[199] ?? -1)).toHaveLength(199);
    expect(lists.bytes).toBeGreaterThanOrEqual(200 * 100 * 4);
  });

  it('looks even numbers up in one table, odd ones in the other', () => {
    const lists = new CellLists();
    const place = lists.add([2 * 3, 2 * 5 + 1]);
    const [none, three, five] = [[], [3], [5]].map((ids) =>
      Uint8Array.from({ length: 6 }, (_, id) => Number(ids.some((one) => one === id))),
    );
    if (none === undefined || three === undefined || five === undefined) expect.fail('three tables');
    expect(lists.someIn(place, three, none)).toBe(true);
    expect(lists.someIn(place, five, three)).toBe(false);
    expect(lists.someIn(place, none, five)).toBe(true);
    expect(lists.someIn(lists.add([]), three, five)).toBe(false);
  });

  it('says when most of it is waste', () => {
    const lists = new CellLists();
    const places = Array.from({ length: 1000 }, () => lists.add([1, 2, 3]));
    for (const place of places.slice(0, 500)) lists.drop(place);
    expect(lists.isWasteful).toBe(false);
    for (const place of places.slice(500, 510)) lists.drop(place);
    expect(lists.isWasteful).toBe(true);
  });
});
