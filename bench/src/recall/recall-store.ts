import { createApiKey, invariant } from '@memory-api/contract';
import { createHttpClient } from '../harness/http-client.js';
import type { HttpAnswer, HttpClient } from '../harness/http-client.js';
import { asRecord } from '../harness/json.js';
import { startServer } from '../harness/server-process.js';
import type { ServerProcess } from '../harness/server-process.js';
import type { StoreLocation } from '../harness/store-location.js';
import { withDataDir } from '../harness/temp-dir.js';
import { fillStore } from '../synthetic/fill-store.js';
import type { FilledStore } from '../synthetic/fill-store.js';

/** The namespace that is measured. */
export const NAMESPACE = 'bench';
/** A small one beside it, of the same worker, that must go on being answered. */
export const OTHER_NAMESPACE = 'other';
/** Memories of the small one. */
export const OTHER_MEMORIES = 50;

/** A filled store with a server on it. */
export interface RecallStore extends FilledStore {
  readonly location: StoreLocation;
  readonly server: ServerProcess;
  readonly client: HttpClient;
}

/** What a store is made with. */
export interface RecallStoreOptions {
  readonly count: number;
  readonly seed: number;
  readonly namespace: (place: number) => string;
  readonly env?: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

/** Runs `body` on a server with a filled store, and removes both when it is done. */
export async function withRecallStore<T>(
  { env, ...filling }: RecallStoreOptions,
  body: (store: RecallStore) => Promise<T>,
): Promise<T> {
  return withDataDir(async (dataDir) => {
    const location = { dataDir, ownerKey: createApiKey('live') };
    const filled = await fillStore({ ...location, ...filling });
    const server = await startServer({ ...location, ...(env && { env }) });
    const client = createHttpClient({ port: server.port, key: location.ownerKey, connections: 32 });
    try {
      return await body({ ...filled, location, server, client });
    } finally {
      client.close();
      await server.stop();
    }
  });
}

/** Asks a question and stops the run where it isn't answered. */
export async function ask(client: HttpClient, namespace: string, context: string, more: object = {}) {
  const body = { context, namespace, ...more };
  const answer = await client.send({ method: 'POST', path: '/v1/query', body });
  invariant(answer.status === 200, `a query answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}

/** How many memories a query went through. */
export function searchedOf({ body }: HttpAnswer): number {
  return Number(asRecord(asRecord(body)['data'])['total_memories_searched']);
}
