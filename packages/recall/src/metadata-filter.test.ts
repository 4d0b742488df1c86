import { describe, expect, it } from 'vitest';
import { describeMetadataFilter, type FilterBackend } from './conformance/conformance.js';
import { matchesFilter } from './matches-filter.js';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import type { MetadataFilter } from './metadata-filter.js';
import { createNamespaceIndex } from './namespace-index.js';
import { parseMetadataFilter } from './parse-metadata-filter.js';

function parse(filter: unknown): MetadataFilter {
  const parsed = parseMetadataFilter(filter);
  return parsed.ok ? parsed.filter : expect.fail(JSON.stringify(parsed.errors));
}

function faultsOf(filter: unknown): Promise<string[]> {
  const parsed = parseMetadataFilter(filter);
  return Promise.resolve(parsed.ok ? [] : parsed.errors.map(({ path }) => `metadata_filter.${path}`));
}

const scan: FilterBackend = {
  find(memories, filter) {
    const parsed = parse(filter);
    return Promise.resolve(memories.filter(({ metadata }) => matchesFilter(parsed, metadata)).map(({ id }) => id));
  },
  faultsOf,
};

const index: FilterBackend = {
  find(memories, filter) {
    const recall = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS });
    memories.forEach((memory, seq) => recall.upsert(toTestMemory({ ...memory, seq })));
    const question = { text: 'tea?', vector: toTestVector(1), maxMemories: 100, threshold: 0, nowMs: 0 };
    const { hits, searched } = recall.query({ ...question, filter: parse(filter) });
    expect(searched).toBe(hits.length);
    return Promise.resolve(hits.map(({ id }) => id));
  },
  faultsOf,
};

describeMetadataFilter('looking at each memory', () => scan);
describeMetadataFilter('the index of a namespace', () => index);

describe('a narrow filter', () => {
  const SIZE = 10_000;
  const isWanted = (seq: number): boolean => seq % 1429 === 500;
  // All others are as near to the question as can be, by vector and by words: ranked first, they would leave no place.
  const recall = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS });
  for (let seq = 0; seq < SIZE; seq++) {
    const [text, vectors] = isWanted(seq)
      ? [`A note on rain, number ${seq}`, toTestVector(seq % 97)]
      : ['Which tea does the user like?', toTestVector(500)];
    recall.upsert(toTestMemory({ id: `m${seq}`, seq, text, vectors, metadata: { rare: isWanted(seq), n: seq } }));
  }
  const wanted = Array.from({ length: SIZE }, (_, seq) => seq).filter(isWanted);
  const ask = (filter: unknown, maxMemories: number) =>
    recall.query({
      text: 'Which tea does the user like?',
      vector: toTestVector(500),
      maxMemories,
      threshold: 0,
      nowMs: 0,
      filter: parse(filter),
    });

  it.each([
    ['equality', { rare: true }],
    ['a list', { n: { $in: wanted } }],
    ['ranges', { $or: wanted.map((n) => ({ n: { $gte: n, $lt: n + 1 } })) }],
    ['negations', { rare: { $ne: false } }],
  ])('of 7 among 10,000, by %s, returns all 7 where more are asked for', (_name, filter) => {
    const { hits, searched } = ask(filter, 20);
    expect([searched, wanted.length]).toEqual([7, 7]);
    expect(hits.map(({ id }) => id).toSorted()).toEqual(wanted.map((seq) => `m${seq}`).toSorted());
  });

  it('returns its best where fewer are asked for', () => {
    const all = ask({ rare: true }, 7).hits.map(({ id }) => id);
    expect(ask({ rare: true }, 3).hits.map(({ id }) => id)).toEqual(all.slice(0, 3));
  });

  it('returns what a store of those 7 alone would, in the same order', () => {
    const alone = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS });
    for (const seq of wanted) {
      const text = `A note on rain, number ${seq}`;
      alone.upsert(toTestMemory({ id: `m${seq}`, seq, text, vectors: toTestVector(seq % 97) }));
    }
    const { hits } = alone.query({
      text: 'Which tea does the user like?',
      vector: toTestVector(500),
      maxMemories: 20,
      threshold: 0,
      nowMs: 0,
    });
    expect(ask({ rare: true }, 20).hits.map(({ id }) => id)).toEqual(hits.map(({ id }) => id));
  });
});

it('survives the structured clone that takes it to a worker', () => {
  const filter = parse({
    $or: [{ 'a.b': { $in: [1, [2]] } }, { c: { $not: { $exists: true } } }, { d: { $gt: 'x' } }],
  });
  expect(structuredClone(filter)).toEqual(filter);
});
