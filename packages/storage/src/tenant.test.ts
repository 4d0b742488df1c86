import { expect, it } from 'vitest';
import { isInScope, narrowScope } from './tenant.js';

it('lets a key without namespaces into all, and one with them into those alone', () => {
  expect(isInScope(null, 'a')).toBe(true);
  expect(isInScope(['a', 'b'], 'b')).toBe(true);
  expect(isInScope(['a'], 'A')).toBe(false);
  expect(isInScope([], 'a')).toBe(false);
});

it('never widens a scope by a namespace that a call names', () => {
  expect(narrowScope(null, undefined)).toBeNull();
  expect(narrowScope(null, 'a')).toEqual(['a']);
  expect(narrowScope(['a', 'b'], 'a')).toEqual(['a']);
  expect(narrowScope(['a'], 'b')).toEqual([]);
  expect(narrowScope(['a'], undefined)).toEqual(['a']);
});
