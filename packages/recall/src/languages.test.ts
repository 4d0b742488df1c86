import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIXTURE_DIMENSIONS, toTestMemory, toTestVector } from './memory-for-index-fixture.js';
import { createNamespaceIndex } from './namespace-index.js';

const away = toTestVector(1).map((value) => -value);

const MEMORIES: readonly string[] = [
  '我住在上海，喜欢喝咖啡',
  '東京で新しいコーヒーカップを買いました',
  'أُحِبُّ القَهْوَة في الصباح',
  'मुझे हिन्दी संगीत पसंद है',
  'Sie wohnt in der Großen Straße in München',
  'İstanbul’da ışıklı bir evi var',
  'Она любит ёлки и мой чай',
  '저는 아침마다 커피를 마셔요',
  'ฉันชอบดื่มชาตอนเช้า',
  'הוא גר בִּירוּשָׁלַיִם',
  'Οδός Αθηνών, τρίτος όροφος',
  'User plays the cello',
];

function bestFor(question: string): string | undefined {
  const index = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS });
  MEMORIES.forEach((text, seq) => index.upsert(toTestMemory({ id: text, text, seq, vectors: away })));
  const asked = { text: question, vector: toTestVector(1), maxMemories: 1, threshold: 0, nowMs: 0 };
  return index.query(asked).hits[0]?.id;
}

describe('a memory is found by its own words', () => {
  it.each([
    ['Chinese', '上海的咖啡？', 0],
    ['Chinese, by one character of a word', '沪？海', 0],
    ['Japanese', '東京のカップ', 1],
    ['Japanese, in half-width letters', 'ｺｰﾋｰｶｯﾌﾟ', 1],
    ['Arabic without vowel signs', 'القهوة', 2],
    ['Hindi', 'हिन्दी संगीत?', 3],
    ['German, in other letters', 'GROSSEN STRASSE', 4],
    ['German without its umlaut', 'Munchen', 4],
    ['Turkish, from a keyboard without its letters', 'ISTANBUL isikli', 5],
    ['Turkish, the name without its ending', 'İstanbul', 5],
    ['Russian, yo written as ye', 'ЕЛКИ', 6],
    ['Korean, without its particle', '커피', 7],
    ['Thai', 'ชา', 8],
    ['Hebrew without points', 'בירושלים', 9],
    ['Greek in capitals', 'ΑΘΗΝΩΝ', 10],
    ['English with marks that nobody sees', 'cel\u200dlo\u200f', 11],
    ['two scripts at once', 'cello 北 plays', 11],
  ] as const)('%s', (_name, question, memory) => {
    expect(bestFor(question)).toBe(MEMORIES[memory]);
  });

  it('by any one of its words, in any normal form, in capitals or not', () => {
    const word = fc.constantFrom(...MEMORIES.flatMap((text) => text.split(/[\s，,]+/).map((one) => ({ text, one }))));
    const writing = fc.constantFrom('NFC' as const, 'NFD' as const, 'NFKC' as const, 'NFKD' as const);
    fc.assert(
      fc.property(word, writing, fc.boolean(), ({ text, one }, form, inCapitals) => {
        fc.pre(![...'inivebirderdasie'].includes(one) && one.length > 3);
        expect(bestFor((inCapitals ? one.toUpperCase() : one).normalize(form))).toBe(text);
      }),
    );
  });
});

describe('text that nobody expects', () => {
  it('breaks nothing: it is stored, asked and found again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (text) => {
        const index = createNamespaceIndex({ dimensions: FIXTURE_DIMENSIONS });
        index.upsert(toTestMemory({ id: 'a', text }));
        const asked = { text, vector: toTestVector(1), maxMemories: 1, threshold: 0, nowMs: 0 };
        expect(index.query(asked).hits[0]?.score).toBeGreaterThan(0);
      }),
    );
  });
});
