import { describe, expect, it } from 'vitest';
import { parseMetadataFilter } from './parse-metadata-filter.js';

function errorPaths(filter: unknown): string[] {
  const parsed = parseMetadataFilter(filter);
  return parsed.ok ? [] : parsed.errors.map((error) => error.path);
}

function nestedNot(levels: number): unknown {
  return levels === 1 ? { a: 1 } : { $not: nestedNot(levels - 1) };
}

function conditions(count: number): unknown {
  return { $or: Array.from({ length: count }, (_, place) => ({ n: place })) };
}

// Those that come over the wire are in the conformance suite.
const refused: readonly [name: string, filter: unknown, paths: readonly string[]][] = [
  ['a string', 'category', ['']],
  ['null', null, ['']],
  ['an array', [{ a: 1 }], ['']],
  ["$lte of a number that JSON can't hold", { a: { $lte: Number.NaN } }, ['a.$lte']],
  ["a value that JSON can't hold", { a: undefined }, ['a']],
  ['an empty field name', { '': 1 }, ['']],
];

describe('parseMetadataFilter', () => {
  it.each(refused)('refuses %s and points at the place', (_name, filter, paths) => {
    expect(errorPaths(filter)).toEqual(paths);
  });

  it('takes eight levels of nesting and refuses nine', () => {
    expect(parseMetadataFilter(nestedNot(8)).ok).toBe(true);
    expect(parseMetadataFilter(nestedNot(9)).ok).toBe(false);
  });

  it('counts the operators of a field as a level', () => {
    expect(
      errorPaths({ a: { $not: { $not: { $not: { $not: { $not: { $not: { $not: { $not: { $gt: 1 } } } } } } } } } }),
    ).toHaveLength(1);
  });

  it('does not walk a filter nested a hundred thousand deep', () => {
    let filter: unknown = { a: 1 };
    for (let level = 0; level < 100_000; level++) filter = { $and: [filter] };
    expect(parseMetadataFilter(filter).ok).toBe(false);
  });

  it('takes 200 conditions and refuses 201', () => {
    expect(parseMetadataFilter(conditions(200)).ok).toBe(true);
    expect(errorPaths(conditions(201))).toEqual(['$or[200].n']);
    expect(errorPaths(conditions(5000))).toEqual(['$or[200].n']);
  });

  it('takes a list of a hundred thousand values for one condition', () => {
    expect(parseMetadataFilter({ a: { $in: Array.from({ length: 100_000 }, (_, at) => at) } }).ok).toBe(true);
  });

  it('lists at most twenty faults', () => {
    const filter = Object.fromEntries(Array.from({ length: 50 }, (_, place) => [`f${place}`, { $gt: null }]));
    expect(errorPaths(filter)).toHaveLength(20);
  });

  it('says in its message what would be right', () => {
    const parsed = parseMetadataFilter({ a: { $regex: 'x' } });
    expect(parsed.ok ? '' : parsed.errors[0]?.message).toContain('$contains');
  });
});
