import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesFilter } from './matches-filter.js';
import { parseMetadataFilter } from './parse-metadata-filter.js';

function matches(filter: unknown, metadata: Record<string, unknown>): boolean {
  const parsed = parseMetadataFilter(filter);
  if (!parsed.ok) expect.fail(JSON.stringify(parsed.errors));
  return matchesFilter(parsed.filter, metadata);
}

const cases: readonly [name: string, filter: unknown, metadata: Record<string, unknown>, expected: boolean][] = [
  ['an empty filter matches everything', {}, { a: 1 }, true],
  ['a string equals itself', { category: 'preference' }, { category: 'preference' }, true],
  ['strings differ by case', { category: 'preference' }, { category: 'Preference' }, false],
  ['a missing key equals nothing', { category: 'preference' }, {}, false],
  ['a number is not its string', { n: 1 }, { n: '1' }, false],
  ['true is not 1', { n: true }, { n: 1 }, false],
  ['null matches a stored null', { n: null }, { n: null }, true],
  ['null does not match a missing key', { n: null }, {}, false],
  ['several keys must all match', { a: 1, b: 2 }, { a: 1, b: 3 }, false],
  ['several keys that all match', { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }, true],
  ['an array equals an equal array', { tags: ['a', 'b'] }, { tags: ['a', 'b'] }, true],
  ['the order of an array counts', { tags: ['a', 'b'] }, { tags: ['b', 'a'] }, false],
  ['a scalar does not equal an array that holds it', { tags: 'a' }, { tags: ['a'] }, false],
  ['an object equals an equal object in any order', { o: { a: 1, b: 2 } }, { o: { b: 2, a: 1 } }, true],
  ['an object with one key more is not equal', { o: { a: 1 } }, { o: { a: 1, b: 2 } }, false],
  ['an empty object equals an empty object', { o: {} }, { o: {} }, true],
  ['an empty object does not equal an array', { o: {} }, { o: [] }, false],
  ['a dotted path walks into objects', { 'a.b.c': 1 }, { a: { b: { c: 1 } } }, true],
  ['a dotted path stops at a scalar', { 'a.b': 1 }, { a: 1 }, false],
  ['a dotted path does not index arrays', { 'a.0': 1 }, { a: [1] }, false],
  ['the length of an array is not a key', { 'a.length': 1 }, { a: [1] }, false],
  ['the prototype is never seen', { 'constructor.name': 'Object' }, {}, false],
  ['__proto__ is never walked', { '__proto__.a': 1 }, {}, false],
  ['toString exists only as an own key', { toString: { $exists: true } }, {}, false],
  ['an own key named constructor is found', { constructor: 'x' }, { constructor: 'x' }, true],
  ['$eq is equality', { n: { $eq: 2 } }, { n: 2 }, true],
  ['$eq takes null', { n: { $eq: null } }, { n: null }, true],
  ['$ne is its complement', { n: { $ne: 2 } }, { n: 2 }, false],
  ['$ne matches another kind', { n: { $ne: 2 } }, { n: '2' }, true],
  ['$ne matches a missing key', { n: { $ne: 2 } }, {}, true],
  ['$in matches one of its values', { c: { $in: ['a', 'b'] } }, { c: 'b' }, true],
  ['$in matches none of its values', { c: { $in: ['a', 'b'] } }, { c: 'c' }, false],
  ['an empty $in matches nothing', { c: { $in: [] } }, { c: 'a' }, false],
  ['$in compares arrays as a whole', { c: { $in: [['a'], ['b']] } }, { c: ['b'] }, true],
  ['$nin is the complement of $in', { c: { $nin: ['a', 'b'] } }, { c: 'c' }, true],
  ['$nin refuses what $in takes', { c: { $nin: ['a', 'b'] } }, { c: 'a' }, false],
  ['$nin matches a missing key', { c: { $nin: ['a'] } }, {}, true],
  ['$gt compares numbers', { n: { $gt: 5 } }, { n: 6 }, true],
  ['$gt is strict', { n: { $gt: 5 } }, { n: 5 }, false],
  ['$gte takes the limit', { n: { $gte: 5 } }, { n: 5 }, true],
  ['$lt compares numbers', { n: { $lt: 5 } }, { n: 4.5 }, true],
  ['$lt is strict', { n: { $lt: 5 } }, { n: 5 }, false],
  ['$lte takes the limit', { n: { $lte: 5 } }, { n: 5 }, true],
  ['a number is not ordered against a string', { n: { $gt: 5 } }, { n: '6' }, false],
  ['a string is not ordered against a number', { n: { $lte: '5' } }, { n: 4 }, false],
  ['an order never matches a missing key', { n: { $lt: 5 } }, {}, false],
  ['an order never matches null', { n: { $lt: 5 } }, { n: null }, false],
  ['an order never matches an array', { n: { $lt: 5 } }, { n: [1] }, false],
  ['ISO dates are ordered as strings', { d: { $gte: '2024-03-01' } }, { d: '2024-03-02' }, true],
  ['an earlier ISO date is refused', { d: { $gte: '2024-03-01' } }, { d: '2024-02-29' }, false],
  ['a range holds both ends', { n: { $gte: 1, $lt: 3 } }, { n: 2 }, true],
  ['a range refuses what lies outside', { n: { $gte: 1, $lt: 3 } }, { n: 3 }, false],
  ['strings are ordered by code point', { s: { $gt: '\uff01' } }, { s: '\u{1f600}' }, true],
  ['$contains finds an element', { tags: { $contains: 'a' } }, { tags: ['b', 'a'] }, true],
  ['$contains does not search inside elements', { tags: { $contains: 'a' } }, { tags: ['ab'] }, false],
  ['$contains finds part of a string', { s: { $contains: 'ell' } }, { s: 'hello' }, true],
  ['$contains of a number is not part of a string', { s: { $contains: 1 } }, { s: '1' }, false],
  ['$contains finds a number in an array', { n: { $contains: 1 } }, { n: [3, 1] }, true],
  ['$contains never matches a missing key', { n: { $contains: 1 } }, {}, false],
  ['$exists finds a null', { n: { $exists: true } }, { n: null }, true],
  ['$exists false finds a missing key', { n: { $exists: false } }, {}, true],
  ['$exists false refuses a present key', { n: { $exists: false } }, { n: 0 }, false],
  ['$and wants all', { $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }, true],
  ['$and refuses one that fails', { $and: [{ a: 1 }, { b: 2 }] }, { a: 1 }, false],
  ['$or wants one', { $or: [{ a: 1 }, { b: 2 }] }, { b: 2 }, true],
  ['$or refuses when none matches', { $or: [{ a: 1 }, { b: 2 }] }, { a: 2 }, false],
  ['$not turns a filter round', { $not: { a: 1 } }, { a: 2 }, true],
  ['$not on a field turns its operators round', { a: { $not: { $gt: 3 } } }, { a: 3 }, true],
  ['$not on a field matches a missing key', { a: { $not: { $gt: 3 } } }, {}, true],
  ['logic stands beside fields', { a: 1, $or: [{ b: 1 }, { c: 1 }] }, { a: 1, c: 1 }, true],
  ['logic nests', { $or: [{ $and: [{ a: 1 }, { b: 1 }] }, { $not: { c: 1 } }] }, { c: 1, a: 1, b: 1 }, true],
];

describe('matchesFilter', () => {
  it.each(cases)('%s', (_name, filter, metadata, expected) => {
    expect(matches(filter, metadata)).toBe(expected);
  });

  it('finds every JSON object by each of its own top-level values', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), scalarOrArray()), (metadata) => {
        for (const [key, value] of Object.entries(metadata)) expect(matches({ [key]: value }, metadata)).toBe(true);
      }),
    );
  });

  it('says yes to exactly one of a condition and its negation', () => {
    fc.assert(
      fc.property(fc.integer(), fc.oneof(fc.integer(), fc.string(), fc.constant(undefined)), (limit, stored) => {
        const metadata = stored === undefined ? {} : { n: stored };
        for (const operator of ['$eq', '$gt', '$gte', '$lt', '$lte', '$contains']) {
          const plain = matches({ n: { [operator]: limit } }, metadata);
          expect(matches({ n: { $not: { [operator]: limit } } }, metadata)).toBe(!plain);
        }
      }),
    );
  });

  it('orders any two strings as their code points are ordered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        const expected = Buffer.compare(Buffer.from(left), Buffer.from(right)) > 0;
        expect(matches({ s: { $gt: right } }, { s: left })).toBe(expected);
      }),
    );
  });

  it('survives the structured clone that takes it to a worker', () => {
    const parsed = parseMetadataFilter({ $or: [{ 'a.b': { $in: [1, [2]] } }, { c: { $not: { $exists: true } } }] });
    if (!parsed.ok) expect.fail('the filter is valid');
    expect(structuredClone(parsed.filter)).toEqual(parsed.filter);
  });
});

function scalarOrArray(): fc.Arbitrary<unknown> {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  return fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }));
}
