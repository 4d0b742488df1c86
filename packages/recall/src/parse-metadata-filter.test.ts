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

const refused: readonly [name: string, filter: unknown, paths: readonly string[]][] = [
  ['a string', 'category', ['']],
  ['null', null, ['']],
  ['an array', [{ a: 1 }], ['']],
  ['an unknown operator on a field', { a: { $regex: 'x' } }, ['a.$regex']],
  ['an unknown operator beside fields', { $nor: [{ a: 1 }] }, ['$nor']],
  ['a field operator beside fields', { $gt: 3 }, ['$gt']],
  ['operators mixed with plain keys', { a: { $gt: 1, b: 2 } }, ['a.b']],
  ['an operator inside a literal', { a: { b: { $gt: 1 } } }, ['a']],
  ['$in without an array', { a: { $in: 'x' } }, ['a.$in']],
  ['$nin without an array', { a: { $nin: 1 } }, ['a.$nin']],
  ['an operator inside $in', { a: { $in: [1, { $gt: 2 }] } }, ['a.$in[1]']],
  ['$gt of a boolean', { a: { $gt: true } }, ['a.$gt']],
  ['$gte of null', { a: { $gte: null } }, ['a.$gte']],
  ['$lt of an array', { a: { $lt: [1] } }, ['a.$lt']],
  ['$lte of an object', { a: { $lte: { b: 1 } } }, ['a.$lte']],
  ["$lte of a number that JSON can't hold", { a: { $lte: Number.NaN } }, ['a.$lte']],
  ['$contains of an array', { a: { $contains: ['x'] } }, ['a.$contains']],
  ['$exists of a number', { a: { $exists: 1 } }, ['a.$exists']],
  ['$and of an object', { $and: { a: 1 } }, ['$and']],
  ['an empty $or', { $or: [] }, ['$or']],
  ['a part of $or that is no filter', { $or: [{ a: 1 }, 3] }, ['$or[1]']],
  ['$not of a scalar', { $not: 1 }, ['$not']],
  ['$not on a field without operators', { a: { $not: 1 } }, ['a.$not']],
  ['an empty field name', { '': 1 }, ['']],
  ['an empty part of a path', { 'a..b': 1 }, ['a..b']],
  ['a path that ends in a dot', { 'a.': 1 }, ['a.']],
  ['every fault, not the first alone', { a: { $gt: true }, $or: [{ b: { $in: 1 } }] }, ['a.$gt', '$or[0].b.$in']],
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
    expect(errorPaths(conditions(201))).toEqual(['']);
  });

  it('refuses a literal nested deeper than eight levels', () => {
    let literal: unknown = 1;
    for (let level = 0; level < 9; level++) literal = [literal];
    expect(errorPaths({ a: literal })).toEqual(['a']);
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
