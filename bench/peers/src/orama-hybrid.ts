import type { MemoryRanker, PeerAdapter, PeerOptions, StoredText } from '@memory-api/bench/peer';
import type { AnyOrama } from '@orama/orama';
import { fetchEmbeddings } from './fetch-embeddings.js';

const BATCH = 64;

/** Orama's hybrid search: BM25 and vectors together. */
export const oramaHybrid: PeerAdapter = {
  packageName: '@orama/orama',
  settings:
    'mode "hybrid"; similarity 0 in the place of 0.8, which hardly any question and memory of MiniLM reach; ' +
    'an index for each namespace',
  open: openOramaHybrid,
};

async function openOramaHybrid({ embeddings }: PeerOptions): Promise<MemoryRanker> {
  const { create, insertMultiple, search } = await import('@orama/orama');
  const indexes = new Map<string, AnyOrama>();
  return {
    store: async (namespace, memories) => {
      const index = create({ schema: { text: 'string', embedding: `vector[${embeddings.dimensions}]` } });
      indexes.set(namespace, index);
      for (const batch of toBatches(memories, BATCH)) {
        const vectors = await fetchEmbeddings(
          embeddings,
          batch.map(({ text }) => text),
        );
        await insertMultiple(
          index,
          batch.map(({ id, text }, place) => ({ id, text, embedding: [...(vectors[place] ?? [])] })),
        );
      }
    },
    rank: async (namespace, { text }, limit) => {
      const index = indexes.get(namespace);
      const [value = []] = await fetchEmbeddings(embeddings, [text]);
      if (index === undefined) return [];
      const vector = { value: [...value], property: 'embedding' };
      const { hits } = await search(index, { mode: 'hybrid', term: text, vector, similarity: 0, limit });
      return hits.map(({ id }) => id);
    },
    close: async () => indexes.clear(),
  };
}

/** Cuts a list into parts of at most `size`. */
export function toBatches(memories: readonly StoredText[], size: number): StoredText[][] {
  return Array.from({ length: Math.ceil(memories.length / size) }, (_, part) =>
    memories.slice(part * size, (part + 1) * size),
  );
}
