import { join } from 'node:path';
import type { MemoryRanker, PeerAdapter, PeerOptions } from '@memory-api/bench/peer';
import type { Memory } from 'mem0ai/oss';

/** mem0's open-source package, without the language model that would choose what to keep. */
export const mem0: PeerAdapter = {
  packageName: 'mem0ai',
  settings:
    'infer: false, so that texts are stored as they are; vector store "memory", a file of its own for each namespace, ' +
    'so that a search reads no others; threshold 0 in the place of 0.1; telemetry off',
  open: openMem0,
};

async function openMem0(options: PeerOptions): Promise<MemoryRanker> {
  // Read when the package is loaded.
  process.env['MEM0_TELEMETRY'] = 'false';
  process.env['MEM0_DIR'] = options.directory;
  const { Memory } = await import('mem0ai/oss');
  const memories = new Map<string, Memory>();
  const idOf = new Map<string, string>();
  const memoryOf = (namespace: string): Memory => {
    const memory = memories.get(namespace) ?? new Memory(toMem0Config(options, memories.size));
    memories.set(namespace, memory);
    return memory;
  };
  return {
    store: async (namespace, texts) => {
      for (const { id, text } of texts) {
        const { results } = await memoryOf(namespace).add(text, { userId: toUserId(namespace), infer: false });
        for (const added of results) idOf.set(added.id, id);
      }
    },
    rank: async (namespace, { text }, limit) => {
      const filters = { user_id: toUserId(namespace) };
      const { results } = await memoryOf(namespace).search(text, { filters, topK: limit, threshold: 0 });
      return results.map(({ id }) => idOf.get(id) ?? id);
    },
    close: async () => memories.clear(),
  };
}

/** The package's configuration: nothing leaves the machine, and no language model is ever asked. */
export function toMem0Config({ embeddings, directory }: PeerOptions, place: number): object {
  const { baseUrl, model, dimensions } = embeddings;
  return {
    embedder: { provider: 'openai', config: { apiKey: 'none', baseURL: baseUrl, model, embeddingDims: dimensions } },
    vectorStore: {
      provider: 'memory',
      config: { collectionName: 'memories', dimension: dimensions, dbPath: join(directory, `vectors-${place}.db`) },
    },
    llm: { provider: 'openai', config: { apiKey: 'none', baseURL: baseUrl, model: 'none' } },
    historyDbPath: join(directory, `history-${place}.db`),
  };
}

/** Ids of users can't hold blanks. */
export function toUserId(namespace: string): string {
  return encodeURIComponent(namespace);
}
