import type { MemoryRanker, PeerAdapter } from '@memory-api/bench/peer';
import type MiniSearch from 'minisearch';

/** MiniSearch: BM25+ over words, without vectors. */
export const minisearch: PeerAdapter = {
  packageName: 'minisearch',
  settings: 'all defaults; an index for each namespace',
  open: openMinisearch,
};

async function openMinisearch(): Promise<MemoryRanker> {
  const { default: Index } = await import('minisearch');
  const indexes = new Map<string, MiniSearch>();
  return {
    store: async (namespace, memories) => {
      const index = new Index({ fields: ['text'] });
      index.addAll(memories.map(({ id, text }) => ({ id, text })));
      indexes.set(namespace, index);
    },
    rank: async (namespace, { text }, limit) => {
      const found = indexes.get(namespace)?.search(text) ?? [];
      return found.slice(0, limit).map(({ id }) => String(id));
    },
    close: async () => indexes.clear(),
  };
}
