import { describe, expect, it } from 'vitest';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import { MemorySlots } from './memory-slots.js';
import { toMemoryTraits } from './memory-traits.js';
import { MAX_QUESTION_TERMS, toQuestion } from './question.js';
import type { Question } from './question.js';

function ask(text: string, stored: readonly string[] = []): Question {
  const memories = new MemorySlots(FIXTURE_DIMENSIONS);
  stored.forEach((memory, seq) => {
    memories.put(toTestMemory({ id: `m${seq}`, text: memory, seq }), toMemoryTraits(memory));
  });
  return toQuestion({ text, vector: toTestVector(1), memories, referenceMs: 0 });
}

function termsOf({ terms }: Question): string[] {
  return terms.map(({ term }) => term);
}

const chat = ['Ann: I like tea', 'Bob: I saw Ann', 'Ann: It rained', 'Bob: Indeed', 'Ann: My cello broke'];
const notes = ['Meeting about the budget', 'Budget meeting moved', 'A meeting with Ann', 'Call Bob before the meeting'];

describe('toQuestion', () => {
  it('looks for each content word once, by its stem', () => {
    expect(termsOf(ask('Which dogs, and what dog, did the dog meet?'))).toEqual(['dog', 'meet']);
  });

  it('keeps the words as the question has them, for the reasons', () => {
    expect(ask('Which hobbies?').terms.map(({ word }) => word)).toEqual(['hobbies']);
  });

  it('takes who speaks in the store for a subject, and does not look for the name as a word', () => {
    const question = ask('What broke for Ann?', chat);
    expect([...question.subjects.keys()]).toEqual(['ann']);
    expect(termsOf(question)).toEqual(['break']);
  });

  it('takes "user" for a subject where facts begin with it', () => {
    const question = ask("What is the user's name?", ['User likes tea', "User's name is Kim", 'User runs']);
    expect([...question.subjects.keys()]).toEqual(['user']);
    expect(termsOf(question)).toEqual(['name']);
  });

  it('looks for the name where there is nothing else in the question', () => {
    const question = ask('And Ann?', chat);
    expect([...question.subjects.keys()]).toEqual(['ann']);
    expect(termsOf(question)).toEqual(['ann']);
  });

  it('does not take a word for a subject that mostly stands elsewhere', () => {
    expect([...ask('When is the meeting?', notes).subjects.keys()]).toEqual([]);
  });

  it('does not take a name for a subject that begins two memories alone', () => {
    expect([...ask('Where is Ann?', ['Ann: hello', 'Ann: so long']).subjects.keys()]).toEqual([]);
  });

  it('takes the rarest words of a very long question', () => {
    const filler =
      'time year people way day man thing woman life child world school state family student group country';
    const long = `${filler} problem hand part place case week company system program question work government number night
      point home water room mother area money story fact month lot right study book eye job word business xylophone`;
    const question = ask(long);
    expect(question.terms).toHaveLength(MAX_QUESTION_TERMS);
    expect(termsOf(question)).toContain('xylophon');
  });

  it.each([
    ['Who came?', true],
    ['Where did it happen?', true],
    ['What is the dog called?', true],
    ['When did it happen?', false],
  ])('sees whether %j asks for a name', (text, expected) => {
    expect(ask(text).asksForName).toBe(expected);
  });

  it('knows the length of its vector', () => {
    const vector = Int8Array.from({ length: FIXTURE_DIMENSIONS }, (_, place) =>
      place === 0 ? 3 : place === 1 ? 4 : 0,
    );
    expect(
      toQuestion({ text: '', vector, memories: new MemorySlots(FIXTURE_DIMENSIONS), referenceMs: 0 }).vectorNorm,
    ).toBe(5);
  });
});
