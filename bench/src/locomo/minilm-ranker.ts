import type { Embedder } from '@memory-api/embedder';
import type { LocomoConversation, LocomoDocument } from './locomo-dataset.js';
import type { Ranker } from './score-ranker.js';

interface EmbeddedDocument {
  readonly id: string;
  readonly vectors: readonly Int8Array[];
}

const PLACES = 20;
const BATCH = 64;

/** Ranks by the cosine of the embedding model alone: a document counts by the nearest of its vectors. */
export async function createMinilmRanker(
  embedder: Embedder,
  conversations: readonly LocomoConversation[],
): Promise<Ranker> {
  const turns = new Map<string, readonly EmbeddedDocument[]>();
  const observations = new Map<string, readonly EmbeddedDocument[]>();
  for (const conversation of conversations) {
    turns.set(conversation.id, await embedDocuments(embedder, conversation.turns));
    observations.set(conversation.id, await embedDocuments(embedder, conversation.observations));
  }
  const rank = async (documents: readonly EmbeddedDocument[] | undefined, question: string): Promise<string[]> =>
    rankByCosine((await embedder.embedQuery(question)).vector, documents ?? []);
  return {
    rankTurns: ({ id }, question) => rank(turns.get(id), question),
    rankObservations: ({ id }, question) => rank(observations.get(id), question),
  };
}

async function embedDocuments(embedder: Embedder, documents: readonly LocomoDocument[]): Promise<EmbeddedDocument[]> {
  const embedded: EmbeddedDocument[] = [];
  for (let from = 0; from < documents.length; from += BATCH) {
    const batch = documents.slice(from, from + BATCH);
    const answers = await embedder.embedTexts(batch.map(({ text }) => text));
    batch.forEach(({ id }, place) => {
      const vectors = answers[place]?.vectors ?? new Int8Array();
      const windows = Array.from({ length: vectors.length / embedder.dimensions }, (_, window) =>
        vectors.subarray(window * embedder.dimensions, (window + 1) * embedder.dimensions),
      );
      embedded.push({ id, vectors: windows });
    });
  }
  return embedded;
}

/** Ids of the documents whose nearest vector is nearest to the question's, best first. */
export function rankByCosine(question: Int8Array, documents: readonly EmbeddedDocument[]): string[] {
  return documents
    .map(({ id, vectors }) => ({ id, cosine: Math.max(...vectors.map((vector) => cosine(question, vector))) }))
    .sort((left, right) => right.cosine - left.cosine)
    .slice(0, PLACES)
    .map(({ id }) => id);
}

function cosine(left: Int8Array, right: Int8Array): number {
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (let place = 0; place < left.length; place++) {
    const a = left[place] ?? 0;
    const b = right[place] ?? 0;
    product += a * b;
    leftSquares += a * a;
    rightSquares += b * b;
  }
  return product / Math.sqrt(leftSquares * rightSquares || 1);
}
