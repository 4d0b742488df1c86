import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createWordPieces } from './create-word-pieces.js';

const MODEL_FOLDER = new URL('../../model/', import.meta.url);
const wordPieces = createWordPieces(readFileSync(new URL('vocab.txt', MODEL_FOLDER), 'utf8'));
const cases = JSON.parse(readFileSync(new URL('tokenizer-cases.json', MODEL_FOLDER), 'utf8')) as readonly {
  readonly text: string;
  readonly ids: readonly number[];
}[];

describe('createWordPieces', () => {
  it.each(cases)('gives the ids of the original tokenizer for $text', ({ text, ids }) => {
    expect(wordPieces(text)).toEqual(ids);
  });
});
