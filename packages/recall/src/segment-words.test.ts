import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentWords } from './segment-words.js';

describe('segmentWords', () => {
  it.each([
    ['User likes tea, and cake.', ['User', 'likes', 'tea', 'and', 'cake']],
    ["I don't pay 3.50", ['I', "don't", 'pay', '3.50']],
    ['', []],
    [' … – !', []],
  ])('gives the words of "%s" alone', (text, words) => {
    expect(segmentWords(text)).toEqual(words);
  });

  it('adds the single characters of a word of Han', () => {
    expect(segmentWords('咖啡')).toEqual(['咖啡', '咖', '啡']);
  });

  it('adds the pairs of syllables of a word of Hangul, so that one without its particle is found', () => {
    expect(segmentWords('커피를')).toEqual(['커피를', '커피', '피를']);
    expect(segmentWords('커피')).toEqual(['커피']);
  });

  it('cuts what is written without blanks into more than one word', () => {
    expect(segmentWords('ฉันชอบกาแฟ')).toContain('กาแฟ');
  });

  it('loses and cuts no word where a long text is taken in pieces', () => {
    const word = fc.stringMatching(/^[a-z]{1,40}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 40, maxLength: 60 }),
        fc.constantFrom(' ', ', ', ' – '),
        (words, between) => {
          expect(segmentWords(words.join(between))).toEqual(words);
        },
      ),
    );
  });

  it('ends for a word longer than a piece, with all of its characters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 201, max: 2000 }), (length) => {
        expect(segmentWords('x'.repeat(length)).join('')).toHaveLength(length);
      }),
    );
  });
});
