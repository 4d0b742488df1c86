import { setTimeout as sleep } from 'node:timers/promises';
import { EmbedderError, type Embedder } from '@memory-api/embedder';

/** An embedder of a test's own: it knows synonyms, so that what it finds shows that its vectors were compared. */
export interface WordEmbedder extends Embedder {
  /** What it was asked for, questions and texts. */
  readonly asked: { readonly questions: string[]; readonly texts: string[] };
  /** While true, every call fails. */
  isDown: boolean;
  /** After so many texts, calls wait until it is raised. */
  textsAllowed: number;
}

/** Makes one. `synonyms` are words that it takes for the first of their line. */
export function createWordEmbedder(
  model: string,
  dimensions: number,
  synonyms: Readonly<Record<string, string>> = {},
): WordEmbedder {
  const asked = { questions: [] as string[], texts: [] as string[] };
  const toVector = (text: string): Int8Array => {
    const vector = new Int8Array(dimensions);
    for (const word of text.toLowerCase().split(/\W+/).filter(Boolean)) {
      const meant = synonyms[word] ?? word;
      let hash = model.length;
      for (const character of meant) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % dimensions;
      vector[hash] = 127;
    }
    return vector;
  };
  const refuse = (): void => {
    if (embedder.isDown) throw new EmbedderError('down', { retryable: true });
  };
  const embedder: WordEmbedder = {
    model,
    dimensions,
    backgroundTexts: 2,
    asked,
    isDown: false,
    textsAllowed: Number.POSITIVE_INFINITY,
    async embedQuery(text) {
      refuse();
      asked.questions.push(text);
      return { vector: toVector(text), tokens: 1 };
    },
    async embedTexts(texts, options) {
      while (asked.texts.length >= embedder.textsAllowed && texts.length > 0) {
        await sleep(5);
        options?.signal?.throwIfAborted();
      }
      refuse();
      asked.texts.push(...texts);
      return texts.map((text) => ({ vectors: toVector(text), tokens: 1 }));
    },
    stats: () => ({ queued: 0, embedded: 0, failed: 0, ready: !embedder.isDown }),
    close: async () => {},
  };
  return embedder;
}
