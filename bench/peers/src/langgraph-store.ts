import type { MemoryRanker, PeerAdapter, PeerOptions } from '@memory-api/bench/peer';

/** LangGraph's store for long-term memory with its semantic search: the nearest vectors, and nothing else. */
export const langgraphStore: PeerAdapter = {
  packageName: '@langchain/langgraph-checkpoint',
  settings: 'InMemoryStore with an index of the field "text", vectors by OpenAIEmbeddings of @langchain/openai',
  open: openLanggraphStore,
};

async function openLanggraphStore({ embeddings: { baseUrl, model, dimensions } }: PeerOptions): Promise<MemoryRanker> {
  const { InMemoryStore } = await import('@langchain/langgraph-checkpoint');
  const { OpenAIEmbeddings } = await import('@langchain/openai');
  const embeddings = new OpenAIEmbeddings({ model, apiKey: 'none', configuration: { baseURL: baseUrl } });
  const store = new InMemoryStore({ index: { dims: dimensions, embeddings, fields: ['text'] } });
  return {
    store: async (namespace, memories) => {
      for (const { id, text } of memories) await store.put([namespace], id, { text });
    },
    rank: async (namespace, { text }, limit) => {
      const found = await store.search([namespace], { query: text, limit });
      return found.map(({ key }) => key);
    },
    close: async () => store.stop(),
  };
}
