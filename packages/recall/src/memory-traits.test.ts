import { describe, expect, it } from 'vitest';
import { toMemoryTraits } from './memory-traits.js';

describe('toMemoryTraits', () => {
  it('counts terms and leaves out stop words', () => {
    const traits = toMemoryTraits('The dog and the other dogs barked');
    expect([...traits.counts]).toEqual([
      ['dog', 2],
      ['bark', 1],
    ]);
    expect(traits.length).toBe(3);
  });

  it.each([
    ['Ann: I went home', 'ann'],
    ['User likes tea', 'user'],
    ["User's sister is Hannah", 'user'],
    ['The user likes tea', ''],
    ['...', ''],
  ])('takes the first word of %j as its subject', (text, subject) => {
    expect(toMemoryTraits(text).subject).toBe(subject);
  });

  it.each([
    ['Ann: How are you?', true],
    ['Ann: How are you? [shares a photo of a dog]', true],
    ['你好吗？', true],
    ['Why? Because I say so.', false],
    ['', false],
  ])('sees whether %j is a question', (text, expected) => {
    expect(toMemoryTraits(text).isQuestion).toBe(expected);
  });

  it.each([
    ['User moved to Bergen', true],
    ['Hedda no longer misses Finland', true],
    ['User lives in Oslo', false],
    ['User knows a lot', false],
  ])('sees whether %j speaks of change', (text, expected) => {
    expect(toMemoryTraits(text).saysChange).toBe(expected);
  });

  it.each([
    ['Ann: I went home', true],
    ['Jean-Luc: yes', true],
    ['User likes tea: with milk', false],
    ['https://example.com is down', false],
  ])('sees whether %j is a turn of a chat', (text, expected) => {
    expect(toMemoryTraits(text).isTurn).toBe(expected);
  });

  it.each([
    ['User moved to Oslo', true],
    ['User reads "Dune"', true],
    ['User likes tea', false],
  ])('sees whether %j holds a name beyond its first word', (text, expected) => {
    expect(toMemoryTraits(text).namesSomething).toBe(expected);
  });

  it.each([
    ['We met last week', true],
    ['We met in August', true],
    ['We met there', false],
  ])('sees whether %j says when', (text, expected) => {
    expect(toMemoryTraits(text).saysWhen).toBe(expected);
  });
});
