import { createId } from '@memory-api/contract';
import { createMinilmEmbedder } from '@memory-api/embedder';
import { openSqliteStorage } from '@memory-api/storage';
import { asRecord } from '../harness/json.js';
import { createHttpClient } from '../harness/http-client.js';
import { createRandom } from '../harness/random.js';
import { startServer } from '../harness/server-process.js';
import { createSyntheticMemory } from './synthetic-memory.js';
import type { SyntheticMemory } from './synthetic-memory.js';
import { readVectorPool } from './vector-pool.js';

/** What a data directory is filled with. */
export interface Filling {
  readonly dataDir: string;
  readonly ownerKey: string;
  readonly namespace: string;
  readonly count: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** How the filling was done, for the report. */
export const FILLING_NOTE =
  'The store was filled directly, not over HTTP: invented texts of about 14 words, each with the vector of another such ' +
  'text mixed with that of a second (3 : 1) out of 5,000 really embedded ones, so that no two are the same.';

const ROWS_A_TRANSACTION = 500;

/** Fills a data directory with memories of the owner's live world, faster than embedding each would. */
export async function fillStore(filling: Filling): Promise<readonly SyntheticMemory[]> {
  const { dataDir, namespace, count, seed, say } = filling;
  const orgId = await createOwner(filling);
  const random = createRandom(seed);
  const vectors = await readVectorPool({ createEmbedder: () => createMinilmEmbedder({ logger: console }), say });
  say(`filling the store with ${count} memories …`);
  const storage = await openSqliteStorage({ dataDir, exclusive: true, logger: console });
  const tenant = { orgId, environment: 'live' } as const;
  const memories = Array.from({ length: count }, () => createSyntheticMemory(random));
  for (let from = 0; from < count; from += ROWS_A_TRANSACTION) {
    await storage.write(async (tx) => {
      for (const { text } of memories.slice(from, from + ROWS_A_TRANSACTION)) {
        const nowMs = Date.now();
        const times = { sessionId: null, occurredAtMs: null, expiresAtMs: null, keyId: null, nowMs };
        const content = { id: createId('mem', nowMs), namespace, text, metadata: {}, vectors: vectors.next(random) };
        await storage.memories.create(tx, tenant, null, { ...content, ...times });
      }
    });
  }
  await storage.close();
  return memories;
}

/** The first start of a server makes the owner organization; its id is asked for over HTTP. */
async function createOwner({ dataDir, ownerKey }: Filling): Promise<string> {
  const server = await startServer({ dataDir, ownerKey });
  const client = createHttpClient({ port: server.port, key: ownerKey, connections: 1 });
  const account = asRecord(await client.sendOk({ method: 'GET', path: '/v1/account' }));
  client.close();
  await server.stop();
  return String(account['org_id']);
}
