import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import type { MemoryForIndex } from './memory-for-index.js';
import { createNamespaceIndex } from './namespace-index.js';
import type { NamespaceIndex } from './namespace-index.js';
import { parseMetadataFilter } from './parse-metadata-filter.js';
import type { RecallQuestion, RecallResult } from './recall-question.js';

function indexOf(memories: readonly MemoryForIndex[]): NamespaceIndex {
  const index = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS });
  for (const memory of memories) index.upsert(memory);
  return index;
}

function ask(index: NamespaceIndex, question: Partial<RecallQuestion>): RecallResult {
  return index.query({ text: 'tea?', vector: toTestVector(1), maxMemories: 20, threshold: 0, nowMs: 0, ...question });
}

function idsOf(result: RecallResult): string[] {
  return result.hits.map(({ id }) => id);
}

const words = [
  'tea',
  'coffee',
  'dog',
  'Oslo',
  'cello',
  'run',
  'house',
  'red',
  'money',
  'sister',
  'May',
  '咖啡',
  'كتاب',
];
const memoryOf = fc.record({
  id: fc.integer({ min: 0, max: 25 }).map((number) => `m${number}`),
  text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((chosen) => `User ${chosen.join(' ')}`),
  sessionId: fc.constantFrom(null, 'a', 'b'),
  occurredAtMs: fc.nat({ max: 5 }),
  expiresAtMs: fc.constantFrom(null, null, 50, 150),
  seq: fc.nat({ max: 1_000_000 }),
  metadata: fc.record({ n: fc.nat({ max: 3 }) }),
  windows: fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 3 }),
});
const historyOf = fc.array(fc.record({ memory: memoryOf, removes: fc.boolean() }), { maxLength: 60 });

function toMemory({ windows, ...given }: typeof memoryOf extends fc.Arbitrary<infer T> ? T : never): MemoryForIndex {
  const vectors = new Int8Array(windows.flatMap((seed) => [...toTestVector(seed)]));
  return toTestMemory({ ...given, vectors });
}

describe('an empty index', () => {
  it('answers with nothing', () => {
    const result = ask(indexOf([]), {});
    expect(result).toEqual({ hits: [], searched: 0, timings: { vectorsMs: 0, termsMs: 0, scoringMs: 0 } });
  });

  it('says that there was nothing to remove', () => {
    expect(indexOf([]).remove('m1')).toBe(false);
  });
});

describe('an index', () => {
  it('finds a memory right after it was written', () => {
    const index = indexOf([toTestMemory({ id: 'a', text: 'User plays the cello' })]);
    expect(idsOf(ask(index, { text: 'cello' }))).toEqual(['a']);
  });

  it('finds the new text of a changed memory and no longer the old', () => {
    const index = indexOf([toTestMemory({ id: 'a', text: 'User plays the cello' })]);
    index.upsert(toTestMemory({ id: 'a', text: 'User plays the drums' }));
    const [hit] = ask(index, { text: 'Does the user play drums or the cello?' }).hits;
    expect(index.size).toBe(1);
    expect(hit?.reasoning).toContain('drums');
    expect(hit?.reasoning).not.toContain('cello');
  });

  it('no longer finds a removed memory', () => {
    const index = indexOf([toTestMemory({ id: 'a' }), toTestMemory({ id: 'b', seq: 2 })]);
    expect(index.remove('a')).toBe(true);
    expect(idsOf(ask(index, {}))).toEqual(['b']);
    expect(index.size).toBe(1);
  });

  it('does not find what has expired, and does not count it', () => {
    const index = indexOf([toTestMemory({ id: 'a', expiresAtMs: 100 }), toTestMemory({ id: 'b', seq: 2 })]);
    expect(ask(index, { nowMs: 99 }).searched).toBe(2);
    const later = ask(index, { nowMs: 100 });
    expect([idsOf(later), later.searched]).toEqual([['b'], 1]);
  });

  it('gives at most as many memories as were asked for', () => {
    const index = indexOf(Array.from({ length: 30 }, (_, seq) => toTestMemory({ id: `m${seq}`, seq })));
    expect(ask(index, { maxMemories: 7 }).hits).toHaveLength(7);
  });

  it('gives nothing below the threshold', () => {
    const index = indexOf([toTestMemory({ id: 'a', text: 'User has a boat', vectors: toTestVector(5) })]);
    const [hit] = ask(index, { text: 'What is the capital of Mongolia?' }).hits;
    const score = hit?.score ?? 0;
    expect(ask(index, { text: 'What is the capital of Mongolia?', threshold: score + 0.001 }).hits).toEqual([]);
    expect(ask(index, { text: 'What is the capital of Mongolia?', threshold: score }).hits).toHaveLength(1);
  });

  it('puts the one written last first among equals', () => {
    const index = indexOf([2, 9, 4].map((seq) => toTestMemory({ id: `m${seq}`, seq })));
    expect(idsOf(ask(index, {}))).toEqual(['m9', 'm4', 'm2']);
  });

  it('finds what was said right after a question like this one', () => {
    const filler = Array.from({ length: 30 }, (_, at) =>
      toTestMemory({
        id: `f${at}`,
        text: `Ann: fine ${at}`,
        sessionId: `s${at}`,
        seq: at + 10,
        vectors: toTestVector(at + 40),
      }),
    );
    const session = [
      toTestMemory({
        id: 'q',
        text: 'Bob: Where did you find the old cello?',
        sessionId: 's',
        occurredAtMs: 1,
        seq: 1,
      }),
      toTestMemory({
        id: 'a',
        text: 'Ann: At Miller street',
        sessionId: 's',
        occurredAtMs: 2,
        seq: 2,
        vectors: toTestVector(9),
      }),
    ];
    const found = idsOf(ask(indexOf([...filler, ...session]), { text: 'Where was the old cello found?' }));
    expect(found.slice(0, 2).toSorted()).toEqual(['a', 'q']);
  });

  it('prefers the memory of whom the question names', () => {
    const both = ['Ann', 'Bob'].flatMap((name, at) =>
      [1, 2, 3].map((number) =>
        toTestMemory({ id: `${name}${number}`, text: `${name}: my house is red`, seq: at * 3 + number }),
      ),
    );
    const found = idsOf(ask(indexOf(both), { text: 'What color is the house of Ann?' }));
    expect(found.slice(0, 3).every((id) => id.startsWith('Ann'))).toBe(true);
  });

  it('prefers the memory from the month that the question names', () => {
    const months = [4, 5, 6].map((month) =>
      toTestMemory({
        id: `m${month}`,
        text: 'Ann: we went to the lake',
        occurredAtMs: Date.UTC(2023, month, 10),
        hasOccurredAt: true,
        seq: month,
      }),
    );
    expect(idsOf(ask(indexOf(months), { text: 'Where did we go in May 2023?' }))[0]).toBe('m4');
    expect(idsOf(ask(indexOf(months), { text: 'Where did we go in July 2023?' }))[0]).toBe('m6');
  });

  it('finds a fact in the last window of a long memory as in the first', () => {
    const fact = toTestVector(3);
    const others = Array.from({ length: 40 }, (_, at) => toTestVector(at + 100));
    const memory = (id: string, windows: readonly Int8Array[], seq: number) =>
      toTestMemory({ id, text: 'long text', seq, vectors: new Int8Array(windows.flatMap((window) => [...window])) });
    const index = indexOf([
      memory('first', [fact, ...others], 1),
      memory('last', [...others, fact], 2),
      memory('none', others, 3),
    ]);
    const hits = ask(index, { text: 'unheard of', vector: fact }).hits;
    expect(hits.map(({ id }) => id)).toEqual(['last', 'first', 'none']);
    expect(hits[0]?.score).toBe(hits[1]?.score);
  });

  it('gives as many memories as were asked for where a few long ones fill the nearest rows', () => {
    const near = Array.from({ length: 150 }, () => [...toTestVector(3)]).flat();
    const long = [1, 2, 3, 4].map((seq) =>
      toTestMemory({ id: `l${seq}`, seq, text: '…', vectors: new Int8Array(near) }),
    );
    const short = Array.from({ length: 30 }, (_, at) =>
      toTestMemory({ id: `s${at}`, seq: at + 10, text: '…', vectors: toTestVector(at + 20) }),
    );
    const hits = ask(indexOf([...long, ...short]), { text: '…', vector: toTestVector(3), maxMemories: 30 }).hits;
    expect(hits).toHaveLength(30);
    expect(hits.slice(0, 4).map(({ id }) => id)).toEqual(['l4', 'l3', 'l2', 'l1']);
  });

  it('takes a memory of 50,000 characters and finds its words', () => {
    const long = `${'lorem ipsum dolor '.repeat(2_770)}xylophone`;
    const index = indexOf([toTestMemory({ id: 'long', text: long }), toTestMemory({ id: 'b', seq: 2 })]);
    expect(ask(index, { text: 'xylophone' }).hits[0]?.id).toBe('long');
  });

  it('takes a question of 50,000 characters', () => {
    const index = indexOf([toTestMemory({ id: 'a', text: 'User plays the cello' })]);
    const text = `${Array.from({ length: 6_000 }, (_, at) => `word${at}`).join(' ')} cello`.slice(0, 50_000);
    expect(ask(index, { text }).hits).toHaveLength(1);
  });

  it.each([
    ['Chinese', '我每天早上喝咖啡', '咖啡'],
    ['Arabic', 'أحب قراءة كتاب قديم', 'كتاب'],
    ['Hindi', 'मुझे हिन्दी पसंद है', 'हिन्दी'],
    ['German', 'Anna wohnt in der Königstraße', 'koenigstrasse Königstrasse'],
    ['Turkish', 'Annem İzmir şehrinde yaşıyor', 'izmir'],
    ['Russian', 'Моя собака любит снег', 'собака'],
  ])('finds a memory in %s by its own words', (_language, text, question) => {
    const others = Array.from({ length: 20 }, (_, at) =>
      toTestMemory({ id: `o${at}`, seq: at + 10, text: `别的 другой another ${at}` }),
    );
    const index = indexOf([...others, toTestMemory({ id: 'wanted', text })]);
    expect(idsOf(ask(index, { text: question }))[0]).toBe('wanted');
  });

  it('reads a question vector that is a view into a larger buffer', () => {
    const index = indexOf(
      [1, 2, 3].map((seed) => toTestMemory({ id: `m${seed}`, seq: seed, vectors: toTestVector(seed) })),
    );
    const buffer = new Int8Array(FIXTURE_DIMENSIONS * 2);
    buffer.set(toTestVector(3), FIXTURE_DIMENSIONS);
    expect(idsOf(ask(index, { text: '', vector: buffer.subarray(FIXTURE_DIMENSIONS) }))[0]).toBe('m3');
  });

  it('refuses vectors that do not fill whole rows', () => {
    const index = indexOf([]);
    expect(() => index.upsert(toTestMemory({ id: 'a', vectors: new Int8Array(FIXTURE_DIMENSIONS + 1) }))).toThrow();
    expect(index.size).toBe(0);
  });

  it('measures its stages with the clock it was given', () => {
    let nowMs = 0;
    const index = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS, nowHighResMs: () => nowMs++ });
    index.upsert(toTestMemory({ id: 'a' }));
    expect(ask(index, {}).timings).toEqual({ vectorsMs: 1, termsMs: 1, scoringMs: 1 });
  });

  it('grows in bytes as memories come and shrinks in its own count as they go', () => {
    const index = indexOf([]);
    const empty = index.bytes;
    for (let seq = 0; seq < 500; seq++) index.upsert(toTestMemory({ id: `m${seq}`, seq, text: `word${seq} tea` }));
    const full = index.bytes;
    for (let seq = 0; seq < 500; seq++) index.remove(`m${seq}`);
    expect(full).toBeGreaterThan(empty + 500 * 200);
    expect(index.bytes).toBeLessThan(full);
  });

  it('does not grow under changes without end', () => {
    const index = indexOf([]);
    const change = (round: number) => {
      for (let at = 0; at < 50; at++) {
        index.upsert(toTestMemory({ id: `m${at}`, seq: round * 50 + at, text: `round${round} tea word${at}` }));
      }
    };
    for (let round = 0; round < 20; round++) change(round);
    const settled = index.bytes;
    for (let round = 20; round < 300; round++) change(round);
    expect(index.bytes).toBeLessThan(settled * 1.2);
    expect(ask(index, { text: 'round299', maxMemories: 100 }).searched).toBe(50);
  });
});

describe('a filtered question', () => {
  const many = Array.from({ length: 900 }, (_, seq) =>
    toTestMemory({
      id: `m${seq}`,
      seq,
      vectors: toTestVector(seq),
      metadata: { group: seq % 300 === 7 ? 'few' : 'most' },
    }),
  );

  it.each(['few', 'most'])('finds the memories of a group of %s, and counts them', (group) => {
    const parsed = parseMetadataFilter({ group });
    if (!parsed.ok) expect.fail('the filter is valid');
    const result = ask(indexOf(many), { filter: parsed.filter, maxMemories: 100 });
    const expected = many.filter(({ metadataJson }) => metadataJson.includes(`"${group}"`));
    expect(result.searched).toBe(expected.length);
    expect(result.hits).toHaveLength(Math.min(100, expected.length));
    expect(expected.map(({ id }) => id)).toEqual(expect.arrayContaining(idsOf(result)));
  });
});

describe('any history of writes and removals', () => {
  it('ends in an index that answers as one made anew from what is left', () => {
    fc.assert(
      fc.property(historyOf, fc.constantFrom(...words), fc.nat({ max: 200 }), (history, text, seed) => {
        const index = indexOf([]);
        const left = new Map<string, MemoryForIndex>();
        for (const { memory, removes } of history) {
          if (removes) expect(index.remove(memory.id)).toBe(left.delete(memory.id));
          else {
            index.upsert(toMemory(memory));
            left.set(memory.id, toMemory(memory));
          }
        }
        const question = { text: `Which ${text}?`, vector: toTestVector(seed), nowMs: 100 };
        const anew = indexOf([...left.values()].toReversed());
        expect(index.size).toBe(left.size);
        expect(ask(index, question)).toEqual(ask(anew, question));
      }),
      { numRuns: 300 },
    );
  });

  it('gives scores between 0 and 1 that fall with rank, of memories that live and pass the filter', () => {
    fc.assert(
      fc.property(historyOf, fc.nat({ max: 3 }), fc.nat({ max: 200 }), (history, wanted, seed) => {
        const index = indexOf([]);
        for (const { memory } of history) index.upsert(toMemory(memory));
        const last = new Map(history.map(({ memory }) => [memory.id, memory]));
        const allowed = [...last.values()].filter(({ metadata }) => metadata.n >= wanted);
        const live = allowed.filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > 100);
        const parsed = parseMetadataFilter({ n: { $gte: wanted } });
        if (!parsed.ok) expect.fail('the filter is valid');
        const result = ask(index, { vector: toTestVector(seed), nowMs: 100, filter: parsed.filter, maxMemories: 100 });
        const scores = result.hits.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((left, right) => right - left));
        expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
        expect(result.searched).toBe(live.length);
        expect(idsOf(result).toSorted()).toEqual(live.map(({ id }) => id).toSorted());
      }),
    );
  });
});

describe('an index where vectors are missing', () => {
  const facts = ['User likes green tea', 'User plays the cello', 'User lives in Oslo', 'User has a red house'];
  const withVectors = facts.map((text, seed) =>
    toTestMemory({ id: text, text, seq: seed, vectors: toTestVector(seed) }),
  );

  it('ranks by words alone for a question without a vector', () => {
    for (const text of facts) {
      const { hits, searched } = ask(indexOf(withVectors), { text: text.replace('User', 'Who'), vector: null });
      expect(hits[0]?.id).toBe(text);
      expect(hits[0]?.reasoning).not.toMatch(/in meaning/);
      expect(searched).toBe(4);
    }
    expect(ask(indexOf(withVectors), { text: 'Quantum physics?', vector: null, threshold: 0.5 }).hits).toEqual([]);
  });

  it('finds a memory without vectors by its words, and one with them by either', () => {
    const bare = toTestMemory({ id: 'bare', text: 'User sails to Bergen', seq: 9, vectors: new Int8Array(0) });
    const index = indexOf([...withVectors, bare]);
    expect(idsOf(ask(index, { text: 'Who sails to Bergen?', vector: toTestVector(50) }))[0]).toBe('bare');
    expect(idsOf(ask(index, { text: 'What instrument?', vector: toTestVector(1) }))[0]).toBe('User plays the cello');
    expect(index.remove('bare')).toBe(true);
    expect(idsOf(ask(index, { text: 'Who sails to Bergen?', vector: toTestVector(50) }))).not.toContain('bare');
  });
});
