import type { Embedder, EmbeddedText } from '@memory-api/embedder';

const DIMENSIONS = 384;

/**
 * Embeds by counting words, at no cost: for tests of who may see what, where the order of what is
 * found plays no part.
 */
export function createCheapEmbedder(): Embedder {
  let embedded = 0;
  return {
    model: 'words-counted',
    dimensions: DIMENSIONS,
    backgroundTexts: 8,
    embedQuery: (text) => Promise.resolve({ vector: toVector(text), tokens: countTokens(text) }),
    embedTexts(texts) {
      embedded += texts.length;
      return Promise.resolve(texts.map(toEmbedded));
    },
    stats: () => ({ queued: 0, embedded, failed: 0, ready: true }),
    close: () => Promise.resolve(),
  };
}

function toEmbedded(text: string): EmbeddedText {
  return { vectors: toVector(text), tokens: countTokens(text) };
}

function countTokens(text: string): number {
  return text.split(/\s+/).length;
}

function toVector(text: string): Int8Array {
  const vector = new Int8Array(DIMENSIONS).fill(1);
  for (const word of text.toLowerCase().split(/\W+/)) {
    let hash = 7;
    for (const character of word) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % DIMENSIONS;
    vector[hash] = 127;
  }
  return vector;
}
