import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFeatureWords } from './explanation.js';
import type { Explanation } from './explanation.js';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import type { MemoryForIndex } from './memory-for-index.js';
import { createNamespaceIndex } from './namespace-index.js';
import { FEATURE_NAMES } from './ranking-model.js';
import type { RecallHit, RecallQuestion } from './recall-question.js';

function ask(memories: readonly MemoryForIndex[], question: Partial<RecallQuestion>): readonly RecallHit[] {
  const index = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS });
  for (const memory of memories) index.upsert(memory);
  const asked = { text: 'tea?', vector: toTestVector(1), maxMemories: 50, threshold: 0, nowMs: 0 };
  return index.query({ ...asked, explain: true, ...question }).hits;
}

function toScore({ logOdds }: Explanation): number {
  return 1 / (1 + Math.exp(-logOdds));
}

const words = ['tea', 'Ann:', 'yesterday', 'coffee', 'May', 'cello', '?', 'Oslo'];
const texts = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((chosen) => chosen.join(' '));
const anyMemory = fc.record({
  text: texts,
  sessionId: fc.constantFrom(null, 'a', 'b'),
  occurredAtMs: fc.nat({ max: 400 }).map((days) => days * 86_400_000),
  hasOccurredAt: fc.boolean(),
  seed: fc.nat({ max: 90 }),
});

describe('an explanation', () => {
  it('has shares that add up to the score, whatever is stored and asked', () => {
    fc.assert(
      fc.property(fc.array(anyMemory, { maxLength: 40 }), texts, fc.nat({ max: 90 }), (stored, text, seed) => {
        const memories = stored.map(({ seed: vectors, ...given }, seq) =>
          toTestMemory({ ...given, id: `m${seq}`, seq, vectors: toTestVector(vectors) }),
        );
        for (const { score, explanation } of ask(memories, { text, vector: toTestVector(seed), nowMs: 1e10 })) {
          const shares = explanation?.features.map(({ share }) => share) ?? [];
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(explanation?.logOdds);
          expect(explanation === undefined ? -1 : toScore(explanation)).toBeCloseTo(score, 6);
        }
      }),
    );
  });

  it('names every feature once, in words of snake_case', () => {
    const [hit] = ask([toTestMemory({ id: 'a' })], {});
    const names = hit?.explanation?.features.map(({ name }) => name) ?? [];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
    expect(names).toEqual(expect.arrayContaining(FEATURE_NAMES.map(toFeatureWords)));
  });

  it('holds nothing that the documentation leaves out', () => {
    const documentation = readFileSync(new URL('../../../docs/recall.md', import.meta.url), 'utf8');
    const [hit] = ask([toTestMemory({ id: 'a' })], {});
    const bare = hit?.explanation?.features.filter(({ name }) => !documentation.includes(`| \`${name}\` |`));
    expect(bare).toEqual([]);
  });

  it('says what was measured and what it counted', () => {
    const [hit] = ask([toTestMemory({ id: 'a', text: 'User likes tea' })], { text: 'tea?' });
    const found = new Map(hit?.explanation?.features.map((feature) => [feature.name, feature]));
    expect(found.get('meaning')?.value).toBeCloseTo(1);
    expect(found.get('words_nearby')).toMatchObject({ value: 1 });
    expect(found.get('words_nearby')?.share).toBeGreaterThan(0);
    expect(found.get('from_the_day_asked_about')).toMatchObject({ value: 0, share: 0 });
  });

  it('tells what a memory lost to those ranked before it', () => {
    const far = toTestVector(1).map((value) => -value);
    const memories = [
      toTestMemory({ id: 'far', text: 'tea '.repeat(24), seq: 1, vectors: far }),
      ...Array.from({ length: 9 }, (_, seq) => toTestMemory({ id: `m${seq}`, seq: seq + 2, text: 'rain' })),
    ];
    const hits = ask(memories, { text: 'tea or cello or drums' });
    const lost = hits.flatMap(({ explanation }) =>
      explanation?.features.filter(({ name }) => name === 'ranked_below_others'),
    );
    expect(lost.every((feature) => (feature?.share ?? 1) <= 0)).toBe(true);
  });

  it('is made only where it was asked for, and changes nothing else', () => {
    const memories = [toTestMemory({ id: 'a' }), toTestMemory({ id: 'b', seq: 2, text: 'User likes coffee' })];
    const explained = ask(memories, {}).map(({ explanation: _, ...hit }) => hit);
    expect(ask(memories, { explain: false })).toEqual(explained);
  });

  it.each([
    ['Did Ann buy a cello?', 1],
    ['Did Ben buy a cello?', -1],
    ['Did Carl buy a cello?', 0],
    ['Who bought a cello?', 0],
  ])('tells whether a memory about another would fit better: %s', (text, sign) => {
    const ofAnn = ['Ann: I like green tea', 'Ann: We were in Oslo', 'Ann: It rained in May'];
    const told = [...ofAnn, 'Ben: I bought a cello', 'Ben: I went by train', 'Ben: The soup was cold'];
    const memories = told.map((one, seq) => toTestMemory({ id: `m${seq}`, text: one, seq }));
    const [hit] = ask(memories, { text });
    const found = hit?.explanation?.features.find(({ name }) => name === 'fits_somebody_else');
    expect(Math.sign(found?.value ?? Number.NaN) - sign).toBe(0);
    expect(Math.sign(found?.share ?? Number.NaN) + sign).toBe(0);
  });
});
