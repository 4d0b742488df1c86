import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordPieces } from './create-word-pieces.js';

const MODEL_FOLDER = new URL('../../model/', import.meta.url);
const wordPieces = createWordPieces(readFileSync(new URL('vocab.txt', MODEL_FOLDER), 'utf8'));
const UNKNOWN = 100;
const cases = JSON.parse(readFileSync(new URL('tokenizer-cases.json', MODEL_FOLDER), 'utf8')) as readonly {
  readonly text: string;
  readonly ids: readonly number[];
}[];

describe('createWordPieces', () => {
  it.each(cases)('gives the ids of the original tokenizer for $text', ({ text, ids }) => {
    expect(wordPieces(text)).toEqual(ids);
  });

  it('reads the marks of the model in a text as plain text, so that no text can place them', () => {
    const marks = [0, 100, 101, 102, 103];
    for (const text of ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'a [SEP] b']) {
      expect(
        wordPieces(text).filter((id) => marks.includes(id)),
        text,
      ).toEqual([]);
    }
  });

  it('knows no word of more than 100 characters, and counts those and not their halves', () => {
    expect(wordPieces('a'.repeat(101))).toEqual([UNKNOWN]);
    expect(wordPieces('a'.repeat(100))).not.toContain(UNKNOWN);
  });

  it('does not take names of object properties for pieces', () => {
    expect(wordPieces('constructor __proto__ hasOwnProperty').every((id) => Number.isInteger(id))).toBe(true);
  });

  it('gives ids of the vocabulary for any text, never more than its characters after normalizing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const ids = wordPieces(text);
        expect(ids.every((id) => Number.isInteger(id) && id >= 0 && id < 30_522)).toBe(true);
        expect(ids.length).toBeLessThanOrEqual(text.normalize('NFD').toLowerCase().length);
      }),
    );
  });

  it('gives the same ids in any case and with any white space', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9.,!?']{1,12}$/u), { maxLength: 20 }), (words) => {
        expect(wordPieces(words.join(' \t\n').toUpperCase())).toEqual(wordPieces(words.join(' ')));
      }),
    );
  });

  it('reads a text of 50,000 characters without spaces in time linear in its length', () => {
    const startMs = performance.now();
    for (const unit of ['a', '你', '.', '😀', 'é', '\u0301']) wordPieces(unit.repeat(50_000));
    expect(performance.now() - startMs).toBeLessThan(5000);
  });

  it('needs a vocabulary with a piece for unknown words', () => {
    expect(() => createWordPieces('a\nb\n')).toThrow(/\[UNK\]/u);
  });
});
