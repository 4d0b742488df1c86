import { MINILM_MODEL } from '@memory-api/embedder';
import type { MemoryInput } from '@memory-api/storage';
import { asRecord } from '../harness/json.js';
import { createHttpClient } from '../harness/http-client.js';
import { createRandom } from '../harness/random.js';
import type { Random } from '../harness/random.js';
import { startServer } from '../harness/server-process.js';
import { openStore } from '../harness/store-location.js';
import type { StoreLocation } from '../harness/store-location.js';
import { createSeededId } from './seeded-id.js';
import { createSyntheticMemory } from './synthetic-memory.js';
import type { SyntheticMemory } from './synthetic-memory.js';
import { readVectorPool } from './vector-pool.js';
import type { VectorPool } from './vector-pool.js';

/** What a store is filled with. */
export interface Filling extends StoreLocation {
  /** One for all, or that of each memory by its place in the order of writing. */
  readonly namespace: string | ((place: number) => string);
  readonly count: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** What a store was filled with. */
export interface FilledStore {
  readonly orgId: string;
  readonly memories: readonly (SyntheticMemory & { readonly id: string })[];
}

/** How the filling was done, for the report. */
export const FILLING_NOTE =
  'The store was filled directly, not over HTTP: invented texts of about 14 words, each with the vector of another such ' +
  'text mixed with that of a second (3 : 1) out of 5,000 really embedded ones (500 for up to 2,000 memories), so that no two are the same.';

// The server that made the store has given it the first number.
const MODEL = { number: 1, ...MINILM_MODEL };
const ROWS_A_TRANSACTION = 500;
// The same each time, so that the same seed makes the same store; one memory a second from here on.
const FIRST_AT_MS = Date.UTC(2025, 0, 1);

/**
 * Fills a store with memories of the owner's live world, faster than embedding each would. The same seed gives the same
 * memories, ids, times and vectors on every engine.
 */
export async function fillStore(filling: Filling): Promise<FilledStore> {
  const orgId = await createOwner(filling);
  filling.say(`filling ${filling.databaseUrl ? 'PostgreSQL' : 'SQLite'} with ${filling.count} memories …`);
  return { orgId, memories: await writeMemories({ ...filling, orgId }) };
}

/** Writes more memories into a store beside the server that runs on it. */
export async function addToStore(filling: Filling & { readonly orgId: string }): Promise<void> {
  await writeMemories(filling, { exclusive: false });
}

async function writeMemories(
  filling: Filling & { readonly orgId: string },
  how: { readonly exclusive?: boolean } = {},
): Promise<FilledStore['memories']> {
  const { orgId, namespace, count, seed, say } = filling;
  const random = createRandom(seed);
  const vectors = await readVectorPool({ count, say });
  const storage = await openStore(filling, how);
  const tenant = { orgId, environment: 'live' } as const;
  const namespaceOf = typeof namespace === 'string' ? () => namespace : namespace;
  const memories = Array.from({ length: count }, (_, place) => ({
    ...createSyntheticMemory(random),
    id: createSeededId(random, toTimeMs(place)),
  }));
  for (let from = 0; from < count; from += ROWS_A_TRANSACTION) {
    const rows = memories.slice(from, from + ROWS_A_TRANSACTION).map((memory, at) => {
      const place = from + at;
      return toInput({ ...memory, namespace: namespaceOf(place), nowMs: toTimeMs(place) }, vectors, random);
    });
    await storage.write(async (tx) => {
      // At once: PostgreSQL's connection is a pipeline, and takes the rows in this order as SQLite does.
      await Promise.all(rows.map((row) => storage.memories.create(tx, tenant, null, row)));
    });
  }
  await storage.close();
  return memories;
}

function toTimeMs(place: number): number {
  return FIRST_AT_MS + place * 1000;
}

function toInput(
  { id, namespace, text, nowMs }: Pick<MemoryInput, 'id' | 'namespace' | 'text' | 'nowMs'>,
  vectors: VectorPool,
  random: Random,
): MemoryInput {
  const times = { sessionId: null, occurredAtMs: null, expiresAtMs: null, keyId: null, nowMs };
  return { id, namespace, text, metadata: {}, vectors: [{ model: MODEL, values: vectors.next(random) }], ...times };
}

/** The first start of a server makes the owner organization; its id is asked for over HTTP. */
async function createOwner(location: StoreLocation): Promise<string> {
  const server = await startServer(location);
  const client = createHttpClient({ port: server.port, key: location.ownerKey, connections: 1 });
  const account = asRecord(await client.sendOk({ method: 'GET', path: '/v1/account' }));
  client.close();
  await server.stop();
  return String(account['org_id']);
}
