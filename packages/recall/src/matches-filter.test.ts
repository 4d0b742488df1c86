import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesFilter } from './matches-filter.js';
import { parseMetadataFilter } from './parse-metadata-filter.js';

function matches(filter: unknown, metadata: Record<string, unknown>): boolean {
  const parsed = parseMetadataFilter(filter);
  if (!parsed.ok) expect.fail(JSON.stringify(parsed.errors));
  return matchesFilter(parsed.filter, metadata);
}

describe('matchesFilter', () => {
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
});

function scalarOrArray(): fc.Arbitrary<unknown> {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  return fc.oneof(scalar, fc.array(scalar, { maxLength: 4 }));
}
