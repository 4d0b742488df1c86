import type { Health } from '@memory-api/contract';
import type { EmbedderStats } from '@memory-api/embedder';
import type { Storage } from '@memory-api/storage';

/** What the health of the server is read from. */
export interface HealthParts {
  readonly storage: Pick<Storage, 'health'>;
  readonly embedder: { stats(): Pick<EmbedderStats, 'ready'> };
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
export function createHealthReader({ storage, embedder, version }: HealthParts): HealthReader {
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
