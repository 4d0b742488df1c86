import { join } from 'node:path';
import { createApiKey } from '@memory-api/contract';
import { createMinilmEmbedder } from '@memory-api/embedder';
import type { Embedder } from '@memory-api/embedder';
import { createHttpClient } from '../harness/http-client.js';
import { startServer } from '../harness/server-process.js';
import { withDataDir } from '../harness/temp-dir.js';
import type { GoalOutcome } from '../measurements/report.js';
import { toContestant } from './contestant.js';
import type { Contestant } from './contestant.js';
import { startEmbeddingsEndpoint } from './embeddings-endpoint.js';
import type { InstalledPeers } from './installed-peers.js';
import { measureContestant } from './measure-contestant.js';
import type { ContestantFigures, PeerRun } from './measure-contestant.js';
import { createSyntheticStore } from './peer-data.js';
import type { PeerStore } from './peer-data.js';
import { toPeerGoals } from './peer-goals.js';
import { startPeer } from './peer-process.js';
import type { PeerName } from './peer-port.js';
import { createServiceRanker } from './service-ranker.js';

/** The service beside its peers, in one run. */
export interface PeersEvaluation {
  readonly dataSet: string;
  /** Memories of the data set. */
  readonly stored: number;
  readonly seed: number;
  /** The service first. */
  readonly contestants: readonly ContestantFigures[];
  readonly goals: readonly GoalOutcome[];
}

/** What to evaluate. */
export interface PeersOptions {
  readonly dataSet: string;
  readonly stores: readonly PeerStore[];
  readonly peers: readonly PeerName[];
  readonly installed: InstalledPeers;
  /** Memories of the large store. */
  readonly memories: number;
  readonly seconds: number;
  readonly seed: number;
  readonly version: string;
  readonly say: (line: string) => void;
}

/** Measures the service over HTTP, then each peer in a process of its own, one after the other. */
export async function evaluatePeers(options: PeersOptions): Promise<PeersEvaluation> {
  const { dataSet, stores, peers, installed, memories, seconds, seed, say } = options;
  const run = { stores, large: createSyntheticStore(memories, seed), seconds, say };
  const contestants = [await measureService(run, options.version)];
  await withEmbedder(async (embedder) => {
    const endpoint = await startEmbeddingsEndpoint(embedder);
    const { baseUrl, model, dimensions } = endpoint;
    for (const name of peers) {
      const peer = (dataDir: string): Promise<Contestant> =>
        startPeer({
          ...installed,
          name,
          args: [name],
          directory: dataDir,
          logFile: join(dataDir, '..', `${name}.log`),
          embeddings: { baseUrl, model, dimensions },
        });
      contestants.push(await withDataDir(async (dataDir) => measureContestant(await peer(dataDir), run)));
    }
    await endpoint.close();
  });
  const stored = stores.reduce((sum, store) => sum + store.memories.length, 0);
  return { dataSet, stored, seed, contestants, goals: toPeerGoals(contestants) };
}

async function measureService(run: PeerRun, version: string): Promise<ContestantFigures> {
  return withDataDir(async (dataDir) => {
    const key = createApiKey('live');
    const server = await startServer({ dataDir, ownerKey: key });
    const client = createHttpClient({ port: server.port, key, connections: 16 });
    const description = { name: 'service', packageName: 'memory-api', version, settings: SERVICE_SETTINGS };
    const figures = await measureContestant(toContestant(description, createServiceRanker(client)), run);
    await server.stop();
    return figures;
  });
}

const SERVICE_SETTINGS = 'over HTTP, memories durable; relevance_threshold 0: everything is ranked';

async function withEmbedder(body: (embedder: Embedder) => Promise<void>): Promise<void> {
  const embedder = createMinilmEmbedder({ logger: console });
  try {
    await body(embedder);
  } finally {
    await embedder.close();
  }
}
