import { describe, expect, it } from 'vitest';
import { readWords } from './read-words.js';

describe('readWords', () => {
  it('gives each word with its term, and stop words with none', () => {
    expect(readWords('The cats were sleeping')).toEqual([
      { word: 'the', term: '' },
      { word: 'cats', term: 'cat' },
      { word: 'were', term: '' },
      { word: 'sleeping', term: 'sleep' },
    ]);
  });

  it('bounds the term of an endless word', () => {
    expect(readWords('x'.repeat(10_000))[0]?.term.length).toBeLessThanOrEqual(64);
  });

  it('reads on as before after more different words than it remembers', () => {
    const before = readWords('remembered words');
    for (let number = 0; number < 25_000; number++) readWords(`w${number}`);
    expect(readWords('remembered words')).toEqual(before);
  });
});
