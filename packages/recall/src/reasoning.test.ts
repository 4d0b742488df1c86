import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import type { MemoryForIndex } from './memory-for-index.js';
import { createNamespaceIndex } from './namespace-index.js';

function reasonFor(id: string, text: string, memories: readonly MemoryForIndex[], seed = 1): string | undefined {
  const index = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS });
  for (const memory of memories) index.upsert(memory);
  const asked = {
    text,
    vector: toTestVector(seed),
    maxMemories: 50,
    threshold: 0,
    nowMs: 0,
    referenceMs: Date.UTC(2023, 4, 4),
  };
  return index.query(asked).hits.find((hit) => hit.id === id)?.reasoning;
}

const away = toTestVector(1).map((value) => -value);

const may = { occurredAtMs: Date.UTC(2023, 4, 3), hasOccurredAt: true };

describe('the reasons of a hit', () => {
  it('name the rarest words in common and the likeness in meaning', () => {
    const memories = [toTestMemory({ id: 'a', text: 'User plays the cello' })];
    expect(reasonFor('a', 'Does the user play the cello?', memories)).toBe(
      'says “cello” and “play” and is close in meaning',
    );
  });

  it('leave out words that the memory does not hold', () => {
    const memories = [toTestMemory({ id: 'a', text: 'User plays the cello', vectors: away })];
    expect(reasonFor('a', 'cello or drums', memories)).toBe('says “cello”');
  });

  it('do not begin with words that count for nothing, being shared by chance', () => {
    const question = 'Which kids live together in the old house by the lake?';
    const text = 'User put up a shelf where kids reach it';
    const near = [toTestMemory({ id: 'a', text })];
    expect(reasonFor('a', question, near)).toBe('is close in meaning and says only “kids” of the question');
    expect(reasonFor('a', question, [toTestMemory({ id: 'a', text, vectors: away })])).toBe(
      'says only “kids” of the question',
    );
    const turn = [toTestMemory({ id: 'a', text: `Ben: ${text}` })];
    expect(reasonFor('a', question, turn)).toBe('says “kids” and is close in meaning');
  });

  it.each([
    ['Which trip was on May 3, 2023?', 'has a date that fits “on May 3, 2023”'],
    ['Which trip was on May 9, 2023?', 'is from the same month as “on May 9, 2023”'],
    ['Which trip was yesterday?', 'has a date that fits “yesterday”'],
    ['Which trip was before June 2023?', 'has a date that fits “before June 2023”'],
  ])('say in words of the question how the time fits: %s', (question, reasoning) => {
    const memories = [toTestMemory({ id: 'a', text: 'we swam', vectors: away, ...may })];
    expect(reasonFor('a', question, memories)).toBe(reasoning);
  });

  it('put words, time and meaning into one sentence', () => {
    const memories = [toTestMemory({ id: 'a', text: 'we swam in a lake', ...may })];
    expect(reasonFor('a', 'Which lake was it yesterday?', memories)).toBe(
      'says “lake”, has a date that fits “yesterday” and is close in meaning',
    );
  });

  it('do not take the time of writing for the time of the event', () => {
    const memories = [toTestMemory({ id: 'a', text: 'we swam', vectors: away, occurredAtMs: Date.UTC(2023, 4, 3) })];
    expect(reasonFor('a', 'Which trip was on May 3, 2023?', memories)).not.toContain('date');
  });

  it('say that what stands beside it fits', () => {
    const session = [
      toTestMemory({ id: 'q', text: 'the old cello', sessionId: 's', seq: 1, vectors: away }),
      toTestMemory({ id: 'a', text: 'at Miller street', sessionId: 's', seq: 2, vectors: away }),
    ];
    expect(reasonFor('a', 'old cello', session)).toBe('was told right beside what was asked about');
  });

  it('say that it answers a question like this one', () => {
    const session = [
      toTestMemory({ id: 'q', text: 'Where is the cello?', sessionId: 's', seq: 1 }),
      toTestMemory({ id: 'a', text: 'at Miller street', sessionId: 's', seq: 2, vectors: away }),
    ];
    expect(reasonFor('a', 'cello', session)).toBe('answers a question like this one');
  });

  it.each([
    ['Where does the user live?', 'new', 'is newer than another about this'],
    ['Where did the user live before?', 'old', 'is older than another about this'],
  ])('say of two about the same which it is: %s', (question, id, reason) => {
    const memories = [
      toTestMemory({ id: 'old', text: 'User lives in Oslo', seq: 1, vectors: toTestVector(1), ...may }),
      toTestMemory({ id: 'new', text: 'User moved to Bergen', seq: 2, ...may, occurredAtMs: Date.UTC(2023, 8, 3) }),
    ];
    const reasons = ['old', 'new'].map((one) => [one, reasonFor(one, question, memories)?.includes(reason)]);
    expect(reasons).toEqual(['old', 'new'].map((one) => [one, one === id]));
  });

  it('name whom it is about, where that tells memories apart', () => {
    const chat = ['Ann: we swam', 'Bob: it rained', 'Ann: tea', 'Bob: no', 'Ann: hello', 'Bob: yes'].map((text, seq) =>
      toTestMemory({ id: `m${seq}`, text, seq, vectors: away }),
    );
    expect(reasonFor('m0', 'What did Ann break?', chat)).toBe('is by or about “ann”');
    expect(reasonFor('m1', 'What did Ann break?', chat)).not.toContain('ann');
    const facts = ['User swims', 'User reads', 'User runs'].map((text, seq) =>
      toTestMemory({ id: `m${seq}`, text, seq, vectors: away }),
    );
    expect(reasonFor('m0', 'What did the user break?', facts)).not.toContain('user');
  });

  it('say how far off it is where nothing speaks for a memory', () => {
    const memories = [
      toTestMemory({ id: 'a', text: 'User likes tea', vectors: away }),
      toTestMemory({ id: 'b', text: 'User likes tea', seq: 2, vectors: toTestVector(18) }),
    ];
    expect(reasonFor('a', 'volcano', memories)).toMatch(
      /^shares no word with the question, and little meaning \(likeness 0.00 of 1/,
    );
    expect(reasonFor('a', 'volcano', memories)).not.toBe(reasonFor('b', 'volcano', memories));
  });

  it('have at most 120 characters, and are never empty, whatever is asked and stored', () => {
    const word = fc.oneof(fc.constantFrom('yesterday', 'May', 'tea', 'Ann:', '2023'), fc.string({ unit: 'grapheme' }));
    const texts = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(
        fc.array(texts, { minLength: 1, maxLength: 6 }),
        texts,
        fc.nat({ max: 90 }),
        (stored, question, seed) => {
          const memories = stored.map((text, seq) =>
            toTestMemory({ id: `m${seq}`, text, seq, sessionId: 's', vectors: toTestVector(seq), ...may }),
          );
          const reasoning = reasonFor('m0', `${question} ${stored[0] ?? ''}`, memories, seed) ?? '';
          expect(reasoning.length).toBeGreaterThan(5);
          expect(reasoning.length).toBeLessThanOrEqual(120);
        },
      ),
    );
  });

  it('cut words and times that are too long to read', () => {
    const long = 'x'.repeat(5000);
    const memories = [toTestMemory({ id: 'a', text: `${long} 😀`, vectors: away })];
    expect(reasonFor('a', `what is ${long}?`, memories)).toBe(`says “${'x'.repeat(23)}…”`);
  });
});
