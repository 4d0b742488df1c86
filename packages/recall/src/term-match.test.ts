import { describe, expect, it } from 'vitest';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import { MemorySlots } from './memory-slots.js';
import type { IndexedMemory } from './memory-slots.js';
import { toMemoryTraits } from './memory-traits.js';
import { toQuestion } from './question.js';
import { TermMatcher } from './term-match.js';
import type { TermMatch } from './term-match.js';

interface Store {
  readonly at: (number: number) => IndexedMemory;
  readonly match: (text: string) => TermMatch;
  readonly remove: (number: number) => void;
}

function storeOf(texts: readonly string[], sessionOf: (number: number) => string | null = () => null): Store {
  const memories = new MemorySlots(FIXTURE_DIMENSIONS);
  const matcher = new TermMatcher(memories);
  texts.forEach((text, seq) => {
    memories.put(toTestMemory({ id: `m${seq}`, text, seq, sessionId: sessionOf(seq) }), toMemoryTraits(text));
  });
  return {
    at: (number) => memories.at(number) ?? expect.fail('no such memory'),
    match: (text) => matcher.match(toQuestion({ text, vector: toTestVector(1), memories, referenceMs: 0 })),
    remove: (number) => memories.remove(`m${number}`),
  };
}

describe('a match of terms', () => {
  it('finds each memory that holds a term once', () => {
    const { match } = storeOf(['tea and cello', 'cello', 'rain']);
    expect([...match('tea or cello').slots].toSorted()).toEqual([0, 1]);
  });

  it('scores a memory by the rare words it holds more than by the common ones', () => {
    const { match } = storeOf(['the time has come', 'an old xylophone']);
    const found = match('xylophone time');
    expect(found.score(1)).toBeGreaterThan(found.score(0) * 1.5);
  });

  it('covers the whole question where every term is held, and nothing where none is', () => {
    const { match } = storeOf(['tea and cello', 'rain']);
    const found = match('tea cello');
    expect(found.coverage(found.mask(0))).toBeCloseTo(1);
    expect(found.coverage(found.mask(1))).toBe(0);
  });

  it('scores a session by all that its memories hold together', () => {
    const { at, match } = storeOf(['tea', 'cello', 'tea'], (number) => (number < 2 ? 'both' : 'tea alone'));
    const found = match('tea cello');
    expect(found.sessionScore(at(0))).toBe(found.sessionScore(at(1)));
    expect(found.sessionScore(at(0))).toBeGreaterThan(found.sessionScore(at(2)));
  });

  it('takes a memory without a session for a session of its own', () => {
    const { at, match } = storeOf(['tea', 'cello', 'tea'], (number) => (number === 2 ? 'alone' : null));
    const found = match('tea cello');
    expect(found.sessionScore(at(0))).toBeCloseTo(found.sessionScore(at(2)), 5);
  });

  it('leaves nothing behind for the next question', () => {
    const { at, match } = storeOf(['tea', 'cello'], () => 's');
    match('tea cello');
    const found = match('volcano');
    expect([found.slots.length, found.score(0), found.mask(1), found.sessionScore(at(0))]).toEqual([0, 0, 0, 0]);
  });

  it('passes over memories that are gone', () => {
    const { match, remove } = storeOf(['tea', 'tea', 'tea', 'tea', 'tea']);
    remove(1);
    expect([...match('tea').slots].toSorted()).toEqual([0, 2, 3, 4]);
  });

  it('stays between 0 and 1 whatever is repeated', () => {
    const { at, match } = storeOf(['tea '.repeat(500), 'tea cello tea cello'], () => 's');
    const found = match('tea cello');
    for (const score of [found.score(0), found.score(1), found.sessionScore(at(0))]) {
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(1);
    }
  });

  it('answers a question without any content word with zeros', () => {
    const { at, match } = storeOf(['tea']);
    const found = match('what is it?');
    expect([found.slots.length, found.score(0), found.coverage(0), found.sessionScore(at(0))]).toEqual([0, 0, 0, 0]);
  });
});
