import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from './fold-text.js';

const words = fc
  .array(fc.constantFrom(..."abciıäöüéñçåßøæœłđαάσςжйё '-7"), { maxLength: 30 })
  .map((letters) => letters.join(''));

describe('foldText', () => {
  it.each([
    ['İstanbul', 'ISTANBUL'],
    ['ısı', 'isi'],
    ['Straße', 'STRASSE'],
    ['Łódź', 'lodz'],
    ['Crème Brûlée', 'creme brulee'],
    ['ΟΔΟΣ', 'οδος'],
    ['ёлка', 'елка'],
    ['كِتَاب', 'كتاب'],
    ['كـتـاب', 'كتاب'],
    ['שָׁלוֹם', 'שלום'],
    ['ｃａｆｅ', 'café'],
    ['ﬁsh', 'fish'],
    ['don’t', "don't"],
    ['donʼt', "don't"],
    ['in\u00advisible\u200b', 'invisible'],
  ])('makes one of %s and %s', (one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  it.each([
    ['мой', 'мои'],
    ['กา', 'กี'],
    ['कि', 'क'],
    ['tea', 'teas'],
  ])('keeps apart %s and %s, which are read differently', (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });

  it('gives the same for capitals, and for accents written apart', () => {
    fc.assert(
      fc.property(words, (text) => {
        const folded = foldText(text);
        expect(foldText(text.toUpperCase())).toBe(folded);
        expect(foldText(text.normalize('NFD'))).toBe(folded);
      }),
    );
  });

  it('leaves what is folded as it is', () => {
    fc.assert(
      fc.property(fc.oneof(words, fc.string({ unit: 'grapheme' })), (text) => {
        const folded = foldText(text);
        expect(foldText(folded)).toBe(folded);
      }),
    );
  });

  it('keeps thirty of a flood of marks on one letter', () => {
    expect(foldText(`ก${'ั'.repeat(5000)}น`)).toBe(`ก${'ั'.repeat(30)}น`);
  });
});
