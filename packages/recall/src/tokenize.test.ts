import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize } from './tokenize.js';

const cases: readonly (readonly [name: string, text: string, words: readonly string[]])[] = [
  ['cuts at spaces and punctuation', 'Hello, big World!', ['hello', 'big', 'world']],
  ['drops a possessive s', "the user's dog", ['the', 'user', 'dog']],
  ['joins contractions', "don't can't", ['dont', 'cant']],
  ['treats a curly apostrophe as a straight one', 'user\u2019s don\u2019t', ['user', 'dont']],
  ['does not take a quote for an apostrophe', "'quoted' words", ['quoted', 'words']],
  ['keeps decimals whole', 'version 3.5. Next 4', ['version', '3.5', 'next', '4']],
  ['keeps names of programming languages whole', 'C++, C# and F#', ['c++', 'c#', 'and', 'f#']],
  ['cuts at hyphens and underscores', 'open-plan snake_case', ['open', 'plan', 'snake', 'case']],
  ['drops Latin accents', 'Café Zürich Señor', ['cafe', 'zurich', 'senor']],
  ['writes out undivided letters', 'Straße Øresund Łódź Æsop', ['strasse', 'oresund', 'lodz', 'aesop']],
  ['finds Turkish letters under their plain ones', 'İstanbul ısı', ['istanbul', 'isi']],
  ['reads full-width forms as plain ones', '\uff28\uff49 \uff11\uff12', ['hi', '12']],
  ['passes over emoji and dashes', 'fun \u{1f600} \u2014 times', ['fun', 'times']],
  ['keeps the vowel signs of Hindi', 'मुझे हिन्दी', ['मुझे', 'हिन्दी']],
  ['cuts Arabic at spaces', 'أحب القهوة', ['أحب', 'القهوة']],
  ['cuts Russian and lower-cases it', 'Люблю Кофе', ['люблю', 'кофе']],
  ['finds nothing in nothing', '', []],
  ['finds nothing in punctuation', '?! ... \u2014', []],
];

describe('tokenize', () => {
  it.each(cases)('%s', (_name, text, words) => {
    expect(tokenize(text)).toEqual(words.map((word) => word.normalize('NFC')));
  });

  it('gives the words of Chinese and their single characters', () => {
    expect(tokenize('我喜欢咖啡')).toEqual(expect.arrayContaining(['咖啡', '咖', '啡']));
  });

  it('finds a Han word of a question in a text that was cut another way', () => {
    const text = new Set(tokenize('她住在北京大学附近'));
    expect(tokenize('北京').some((word) => text.has(word))).toBe(true);
  });

  it('reads the same text in any normal form alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(tokenize(text.normalize('NFD'))).toEqual(tokenize(text.normalize('NFC')));
      }),
    );
  });

  it('never gives an empty word, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(tokenize(text)).not.toContain('');
      }),
    );
  });
});
