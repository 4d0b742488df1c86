import type { Health } from '@memory-api/contract';
import type { EmbedderStats } from '@memory-api/embedder';
import type { Storage } from '@memory-api/storage';

/** How far vectors have come to another model. */
export interface ReembeddingFigures {
  readonly status: 'idle' | 'running' | 'waiting' | 'elsewhere';
  readonly memories: number;
  readonly memoriesLeft: number;
}

/** What the health of the server is read from. */
export interface HealthParts {
  readonly storage: Pick<Storage, 'health'>;
  readonly embedder: { stats(): Pick<EmbedderStats, 'ready'> };
  readonly reembedder: { state(): ReembeddingFigures };
  readonly version: string;
}

/** Tells how the server does. */
export interface HealthReader {
  read(): Promise<Health>;
  /** Whether requests should be sent here: the database answers, and the server isn't leaving. */
  isReady(): Promise<boolean>;
  /** From now on the server isn't ready: it's leaving. */
  leave(): void;
}

/** Makes the reader. */
export function createHealthReader({ storage, embedder, reembedder, version }: HealthParts): HealthReader {
  let isLeaving = false;
  let wasEmbedderReady = false;

  function readEmbedder(): Health['embedder'] {
    if (embedder.stats().ready) {
      wasEmbedderReady = true;
      return 'ok';
    }
    return wasEmbedderReady ? 'unavailable' : 'starting';
  }

  return {
    async read() {
      const database = await storage.health();
      const embedderStatus = readEmbedder();
      const isHealthy = database === 'ok' && embedderStatus !== 'unavailable';
      return {
        status: isHealthy ? 'healthy' : 'unhealthy',
        version,
        database,
        // Keys and answers are cached in the process itself, which answers this.
        cache: 'ok',
        embedder: embedderStatus,
        reembedding: toReembedding(reembedder.state()),
      };
    },
    async isReady() {
      return !isLeaving && (await storage.health()) === 'ok';
    },
    leave() {
      isLeaving = true;
    },
  };
}

// A share and no numbers: everybody may ask.
function toReembedding({ status, memories, memoriesLeft }: ReembeddingFigures): Health['reembedding'] {
  if (status === 'idle') return null;
  return { status, progress: memories === 0 ? 0 : Math.floor((1 - memoriesLeft / memories) * 1000) / 1000 };
}
