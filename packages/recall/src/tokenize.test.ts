import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWords } from './read-words.js';
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
  ['cuts Arabic at spaces', 'أحب القهوة', ['احب', 'القهوة']],
  ['reads Arabic alike with and without vowel signs and tatweel', 'كِتَابٌ كـــتاب', ['كتاب', 'كتاب']],
  ['reads Hebrew alike with and without points', 'שָׁלוֹם שלום', ['שלום', 'שלום']],
  ['reads Turkish alike in capitals and small letters', 'IŞIK ışık İĞDE iğde', ['isik', 'isik', 'igde', 'igde']],
  ['takes a Turkish ending from a name', 'İstanbul’da Ankara’nın', ['istanbul', 'da', 'ankara', 'nin']],
  ['keeps an apostrophe of a name inside it', "O'Brien D’Angelo", ['obrien', 'dangelo']],
  ['keeps contractions whole', "we've they'll she'd", ['weve', 'theyll', 'shed']],
  ['reads German capitals and sharp s alike', 'GROẞE große GROSSE', ['grosse', 'grosse', 'grosse']],
  ['tells short i from i in Russian, but not yo from ye', 'мой ёлка', ['мой', 'елка']],
  ['reads both forms of the Greek sigma alike', 'ΟΔΟΣ οδός', ['οδοσ', 'οδοσ']],
  ['cuts Thai by its dictionary', 'ฉันชอบดื่มกาแฟ', ['ฉัน', 'ชอบ', 'ดื่ม', 'กาแฟ']],
  ['gives the pairs of syllables of Korean too', '커피를', ['커피를', '커피', '피를']],
  ['passes over what nobody sees', 'cel\u200blo \u200fda\u00adta\u200e \u202eno\u202c', ['cello', 'data', 'no']],
  ['joins what a zero-width joiner cuts', 'می\u200cخواهم', ['میخواهم']],
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

  it.each([
    ['cut nothing in two at the end of a piece', 'Über allen Gipfeln '.repeat(300), 'gipfeln', 300],
    ['Chinese', '我喜欢咖啡，'.repeat(500), '咖啡', 500],
    ['Thai', 'ฉันชอบดื่มกาแฟ'.repeat(300), 'กาแฟ', 300],
  ])('finds every word of a long text: %s', (_name, text, word, times) => {
    expect(tokenize(text).filter((one) => one === word)).toHaveLength(times);
  });

  it.each([
    ['Chinese', '我喜欢咖啡'],
    ['Japanese', 'コーヒーが好きです'],
    ['hiragana', 'の'],
    ['Thai', 'ฉันชอบดื่มกาแฟ'],
    ['Khmer', 'ខ្ញុំចូលចិត្ត'],
    ['Arabic', 'أحب القهوة '],
    ['Hindi', 'मुझे '],
    ['Korean', '커피를 '],
    ['Russian', 'Люблю кофе '],
    ['accents', 'é'],
    ['emoji', '👩‍👩‍👧‍👦'],
    ['combining marks', '\u0301\u0323'],
    ['combining marks on letters', 'a\u0301\u0323\u0301'],
    ['zero-width characters', '\u200b\u200d'],
    ['marks of direction', '\u200f\u202ea'],
    ['halves of surrogate pairs', '\ud83d'],
    ['letters beyond the first plane', '𐌰𐌱'],
    ['one ASCII word', 'x'],
    ['apostrophes', "a'é"],
  ])('takes 50,000 characters of %s without delay', (_name, unit) => {
    const text = unit.repeat(Math.ceil(50_000 / unit.length)).slice(0, 50_000);
    const timesMs = Array.from({ length: 3 }, () => {
      const before = process.cpuUsage();
      readWords(text);
      return process.cpuUsage(before).user / 1000;
    });
    // Processor time; 45 ms at most on a quiet machine. The segmenter alone took 400 to 1,000 ms when it got the text in
    // one piece, and normalizing the marks 1,500.
    expect(Math.min(...timesMs)).toBeLessThan(200);
  });
});
