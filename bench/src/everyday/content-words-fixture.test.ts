import { describe, expect, it } from 'vitest';
import { toContentStems } from './content-words-fixture.js';

const stems = (text: string): string[] => [...toContentStems(text)];

describe('toContentStems', () => {
  it('leaves out what says nothing about the matter, in any case', () => {
    expect(stems('The user WAS at the Harbour with them')).toEqual(['harbour']);
    expect(stems("Don't you? It's what they've had.")).not.toContain('don');
  });

  it.each([
    ['cities', 'city'],
    ['walking', 'walked'],
    ['boxes', 'box'],
    ['flights', 'flight'],
    ['bake', 'baked'],
  ])('brings %s and %s to one stem', (left, right) => {
    expect(stems(left)).toEqual(stems(right));
  });

  it('keeps words that end like an inflection and are none', () => {
    expect(stems('glass king red gas')).toEqual(['glass', 'king', 'red', 'gas']);
  });

  it('counts a word once, and takes letters and digits of any script', () => {
    expect(stems('Café, café: 42 東京!')).toEqual(['café', '42', '東京']);
  });
});
