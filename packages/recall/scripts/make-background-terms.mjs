// Makes src/background-terms.ts from the vocabulary of the embedder: `node packages/recall/scripts/make-background-terms.mjs`
// after a build. The order of a WordPiece vocabulary is close to the order of frequency in the text it was made from,
// and by Zipf's law the word of rank r is about 0.1 / r of all words.
import { readFileSync, writeFileSync } from 'node:fs';
import { STOP_WORDS } from '../dist/stop-words.js';
import { stem } from '../dist/stem.js';

const words = readFileSync(new URL('../../embedder/model/vocab.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((word) => /^[a-z][a-z0-9]+$/.test(word));

const shares = new Map();
words.forEach((word, rank) => {
  if (STOP_WORDS.has(word)) return;
  const term = stem(word);
  shares.set(term, (shares.get(term) ?? 0) + 0.1 / (rank + 1));
});

const levels = new Map();
for (const [term, share] of shares) {
  const level = Math.round(-2 * Math.log2(share));
  levels.set(level, [...(levels.get(level) ?? []), term]);
}

const rows = [...levels]
  .toSorted((left, right) => left[0] - right[0])
  .map(([level, terms]) => `  [${level}, '${terms.toSorted().join(' ')}'],`);

writeFileSync(
  new URL('../src/background-terms.ts', import.meta.url),
  `// Made by scripts/make-background-terms.mjs from the vocabulary of all-MiniLM-L6-v2 (Apache-2.0); not edited by hand.

/**
 * English terms (stems) by how common they are: at level l a term is about 2^(-l/2) of the words of a text.
 * Terms that aren't here are rarer than the last level.
 */
export const BACKGROUND_TERMS: readonly (readonly [level: number, terms: string])[] = [
${rows.join('\n')}
];
`,
);
