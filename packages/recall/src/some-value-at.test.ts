import { describe, expect, it } from 'vitest';
import { someValueAt } from './some-value-at.js';

function valuesAt(metadata: Record<string, unknown>, path: string): unknown[] {
  const values: unknown[] = [];
  someValueAt(metadata, path.split('.'), (value) => {
    values.push(value);
    return false;
  });
  return values;
}

describe('someValueAt', () => {
  it('reaches the one value at the end of a path', () => {
    expect(valuesAt({ a: { b: [1] } }, 'a.b')).toEqual([[1]]);
    expect(valuesAt({ a: null }, 'a')).toEqual([null]);
    expect(valuesAt({ a: 1 }, 'a.b')).toEqual([]);
  });

  it('reaches one value in every object of an array', () => {
    expect(valuesAt({ a: [{ b: 1 }, 2, { b: 3 }, [{ b: 4 }]] }, 'a.b')).toEqual([1, 3]);
  });

  it('reaches a key that holds the dots as well', () => {
    expect(valuesAt({ 'a.b': 1, a: { b: 2 } }, 'a.b')).toEqual([2, 1]);
  });

  it('never leaves own properties, not even under the name of the prototype', () => {
    expect(valuesAt({}, '__proto__')).toEqual([]);
    expect(valuesAt(JSON.parse('{"__proto__": {"a": 1}}') as Record<string, unknown>, '__proto__.a')).toEqual([1]);
  });

  it('stops at the first that passes', () => {
    let seen = 0;
    expect(someValueAt({ a: [{ b: 1 }, { b: 2 }] }, ['a', 'b'], () => ++seen > 0)).toBe(true);
    expect(seen).toBe(1);
  });
});
