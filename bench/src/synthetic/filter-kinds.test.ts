import { invariant } from '@memory-api/contract';
import { matchesFilter, parseMetadataFilter } from '@memory-api/recall';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../harness/random.js';
import { FILTER_KINDS } from './filter-kinds.js';
import { createSyntheticMetadata, FILTER_SHARES } from './synthetic-metadata.js';

const COUNT = 8000;
const random = createRandom(7);
const memories = Array.from({ length: COUNT }, () => createSyntheticMetadata(random));

function countPassing(condition: object): number {
  const parsed = parseMetadataFilter(condition);
  invariant(parsed.ok, 'the service takes the filter');
  return memories.filter((metadata) => matchesFilter(parsed.filter, metadata)).length;
}

describe('FILTER_KINDS', () => {
  it.each(FILTER_KINDS.map((kind) => [kind.name, kind] as const))(
    'let the wanted share of synthetic memories pass: %s',
    (_, kind) => {
      for (const share of FILTER_SHARES) {
        // Four standard deviations of a draw of so many.
        const tolerance = 4 * Math.sqrt(COUNT * share * (1 - share));
        const passed = countPassing(kind.toFilter(share));
        expect(Math.abs(passed - COUNT * share), `${passed} passed at ${share}`).toBeLessThan(tolerance);
      }
    },
  );

  it('put these operators to the test between them', () => {
    const conditions = JSON.stringify(FILTER_KINDS.flatMap(({ toFilter }) => FILTER_SHARES.map(toFilter)));
    const named = ['$contains', '$exists', '$gt', '$gte', '$in', '$lt', '$ne', '$nin', '$not', '$or', '$eq'];
    for (const operator of named) expect(conditions).toContain(`"${operator}":`);
  });

  it('hold equality, $in and ranges to a ratio, and everything else to milliseconds', () => {
    const toRatio = FILTER_KINDS.filter(({ goal }) => goal === 'ratio').map(({ name }) => name);
    expect(toRatio).toHaveLength(6);
    for (const name of toRatio) expect(name).toMatch(/^(equality|\$in|range)/);
    expect(FILTER_KINDS.filter(({ name }) => /^(equality|\$in|range)/.test(name))).toHaveLength(6);
  });

  it('have names of their own, by which a report tells them apart', () => {
    expect(new Set(FILTER_KINDS.map(({ name }) => name)).size).toBe(FILTER_KINDS.length);
  });
});
