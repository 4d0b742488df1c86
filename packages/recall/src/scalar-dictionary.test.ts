import { describe, expect, it } from 'vitest';
import type { FilterScalar } from './metadata-filter.js';
import { ScalarDictionary } from './scalar-dictionary.js';

function dictionaryOf(values: readonly FilterScalar[]): ScalarDictionary {
  const dictionary = new ScalarDictionary();
  for (const value of values) dictionary.hold(value);
  return dictionary;
}

describe('ScalarDictionary', () => {
  it('gives each different value one number, by kind', () => {
    const dictionary = new ScalarDictionary();
    const ids = [1, '1', true, null, 0, -0, 1].map((value) => dictionary.hold(value));
    expect(ids).toEqual([1, 2, 3, 4, 5, 5, 1]);
  });

  it('gives the number of a value to another once nobody holds it', () => {
    const dictionary = dictionaryOf(['a', 'a', 'b']);
    dictionary.release(1);
    expect(dictionary.tableOf(['a'])?.[1]).toBe(1);
    dictionary.release(1);
    expect(dictionary.tableOf(['a'])).toBeUndefined();
    expect(dictionary.hold('c')).toBe(1);
  });

  it('keeps what comparisons look at current', () => {
    const dictionary = dictionaryOf([1, '2024-01-01', 'x', null]);
    const tablesOf = () => [
      [...dictionary.tableOfOrdered({ kind: 'compare', path: ['a'], ordering: 'gte', value: 1, timeMs: null })],
      [
        ...dictionary.tableOfOrdered({
          kind: 'compare',
          path: ['a'],
          ordering: 'lt',
          value: '2024-02-01',
          timeMs: Date.UTC(2024, 1),
        }),
      ],
      [...dictionary.tableOfOrdered({ kind: 'compare', path: ['a'], ordering: 'gt', value: 'w', timeMs: null })],
      [...dictionary.tableOfTextsWith('x')],
    ];
    expect(tablesOf()).toEqual([
      [0, 1, 0, 0, 0],
      [0, 0, 1, 0, 0],
      [0, 0, 0, 1, 0],
      [0, 0, 0, 1, 0],
    ]);
    for (const id of [1, 2, 3]) dictionary.release(id);
    for (const value of ['yx', 5, '2023-12-31T23:00:00Z']) dictionary.hold(value);
    expect(tablesOf()).toEqual([
      [0, 0, 1, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 0, 0, 1, 0],
      [0, 0, 0, 1, 0],
    ]);
  });
});
