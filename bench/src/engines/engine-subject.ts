import { invariant } from '@memory-api/contract';
import { createHttpClient } from '../harness/http-client.js';
import type { HttpAnswer, HttpClient } from '../harness/http-client.js';
import { startServer } from '../harness/server-process.js';
import type { StoreLocation } from '../harness/store-location.js';
import type { FilledStore } from '../synthetic/fill-store.js';

/** A store of one engine with what it was filled with. */
export interface EngineStore extends FilledStore {
  readonly location: StoreLocation;
}

/** A server that runs on it. */
export interface EngineSubject extends EngineStore {
  readonly port: number;
  /** Of as many connections as loads use; what is sent one after the other takes one of them. */
  readonly client: HttpClient;
  stop(): Promise<void>;
}

/** The namespace that stores are filled into; what is created while measuring goes into another one. */
export const NAMESPACE = 'bench';
/** Connections of every load. */
export const CONNECTIONS = 16;

/** Starts a server on a store. */
export async function startSubject(store: EngineStore): Promise<EngineSubject> {
  const { location } = store;
  const { port, stop } = await startServer(location);
  const client = createHttpClient({ port, key: location.ownerKey, connections: CONNECTIONS });
  return {
    ...store,
    port,
    client,
    stop: async () => {
      client.close();
      await stop();
    },
  };
}

/** Asks a server, which has to answer. */
export async function ask(client: HttpClient, context: string, more: object = {}): Promise<HttpAnswer> {
  const body = { context, namespace: NAMESPACE, ...more };
  const answer = await client.send({ method: 'POST', path: '/v1/query', body });
  invariant(answer.status === 200, `a query answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}
