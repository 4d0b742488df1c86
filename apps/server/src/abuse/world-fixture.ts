import { hashApiKey, invariant } from '@memory-api/contract';
import type { Storage } from '@memory-api/storage';
import type { FastifyInstance, InjectOptions, RouteOptions } from 'fastify';
import { Writable } from 'node:stream';
import type { Config } from '../config.js';
import { createTestApp, type TestApp } from '../testing/create-test-app.js';
import { toAnswer, type Answer, type WireData } from './answer-fixture.js';
import { createCheapEmbedder } from './cheap-embedder-fixture.js';
import type { TestEngine } from './engines-fixture.js';

/** One request of a test. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  readonly url: string;
  /** Sent as `Authorization: Bearer …`. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The address that the connection comes from. */
  readonly ip?: string;
}

/** An organization that signed up, with its first key: live, all four scopes. */
export interface Account {
  readonly orgId: string;
  readonly email: string;
  readonly key: string;
  readonly keyId: string;
}

/** What can be asked of a world. */
export interface WorldOptions {
  readonly decorateStorage?: (storage: Storage) => Storage;
  readonly config?: Partial<Config>;
  /** Told of every route as it is registered. */
  readonly onRoute?: (route: RouteOptions) => void;
}

/** A whole server in this process, on an empty database of its own, with a clock of the test's. */
export interface World {
  readonly app: FastifyInstance;
  readonly storage: Storage;
  readonly dataDir: string;
  /** The key of the owner organization: all scopes and `operator`. */
  readonly ownerKey: string;
  readonly clock: { nowMs: number };
  /** Everything that was logged so far. */
  log(): string;
  call(call: Call): Promise<Answer>;
  signUp(name?: string): Promise<Account>;
  /** Makes a key, or fails the test. */
  makeKey(maker: string, settings?: object): Promise<WireData>;
  /** Stores a memory, or fails the test. */
  remember(key: string, memory: object): Promise<WireData>;
  /** Asks with a key who it is: the cheapest request that needs one. */
  probe(key: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  close(): Promise<void>;
}

export const CURRENT_KEY = '/v1/account/api-keys/current';
export const KEYS = '/v1/account/api-keys';
export const MEMORIES = '/v1/memories';

/** A signup from an address of its own, so that no limit is met by accident. */
let signups = 0;

/** Makes a world on an engine. */
export async function createWorld(engine: TestEngine, options: WorldOptions = {}): Promise<World> {
  const clock = { nowMs: Date.parse('2026-03-01T12:00:00.000Z') };
  const lines: string[] = [];
  const testApp = await createTestApp({
    openStore: engine.open,
    nowMs: () => clock.nowMs,
    embedder: createCheapEmbedder(),
    logStream: toLineCollector(lines),
    ...(options.decorateStorage === undefined ? {} : { decorateStorage: options.decorateStorage }),
    config: options.config ?? {},
    ...(options.onRoute === undefined ? {} : { onRoute: options.onRoute }),
  });
  return { ...toCalls(testApp), clock, log: () => lines.join('') };
}

function toCalls(testApp: TestApp): Omit<World, 'clock' | 'log'> {
  const { app, storage, dataDir, ownerKey } = testApp;

  async function call(request: Call): Promise<Answer> {
    return toAnswer(await app.inject(toInjectOptions(request)));
  }

  async function succeed(request: Call): Promise<WireData> {
    const answer = await call(request);
    invariant(answer.status < 300, `${request.url}: ${answer.status} ${answer.text}`);
    return answer.data;
  }

  return {
    app,
    storage,
    dataDir,
    ownerKey,
    call,
    async signUp(name = 'Harbour Travel') {
      signups += 1;
      const email = `dana${signups}@example.com`;
      const ip = `10.${(signups >> 16) & 255}.${(signups >> 8) & 255}.${signups & 255}`;
      const made = await succeed({ method: 'POST', url: '/v1/signup', body: { name, email }, ip });
      const { organization } = await succeed({ url: CURRENT_KEY, key: made.key });
      return { orgId: organization.id, email, key: made.key, keyId: made.id };
    },
    makeKey: (maker, settings = {}) => succeed({ method: 'POST', url: KEYS, key: maker, body: settings }),
    remember: (key, memory) => succeed({ method: 'POST', url: MEMORIES, key, body: memory }),
    probe: (key, headers = {}) => call({ url: CURRENT_KEY, key, headers }),
    close: () => testApp.close(),
  };
}

function toInjectOptions({ method = 'GET', url, key, headers, body, ip }: Call): InjectOptions {
  return {
    method,
    url,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(ip === undefined ? {} : { remoteAddress: ip }),
  };
}

function toLineCollector(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
}

/** Counts the look-ups of keys by hash that reach the database. */
export function countLookups(): { decorate(storage: Storage): Storage; readonly hashes: string[] } {
  const hashes: string[] = [];
  return {
    hashes,
    decorate: (storage) =>
      withApiKeys(storage, {
        findByHash(keyHash, options) {
          hashes.push(keyHash);
          return storage.apiKeys.findByHash(keyHash, options);
        },
      }),
  };
}

/** Holds the answers of look-ups back: what was read stays as it was, however late it arrives. */
export function holdLookups(): {
  decorate(storage: Storage): Storage;
  /** From now on the look-ups of a key wait after they have read; call the result to let them go. */
  hold(key: string): () => void;
  /** Resolves once a look-up has read and waits. */
  reached(): Promise<void>;
} {
  const held = new Map<string, Promise<void>>();
  let waiting = 0;
  return {
    decorate: (storage) =>
      withApiKeys(storage, {
        async findByHash(keyHash, options) {
          const found = await storage.apiKeys.findByHash(keyHash, options);
          const gate = held.get(keyHash);
          if (gate !== undefined) {
            waiting += 1;
            await gate;
            waiting -= 1;
          }
          return found;
        },
      }),
    hold(key) {
      let release = (): void => undefined;
      held.set(hashApiKey(key), new Promise((resolve) => (release = resolve)));
      return () => {
        held.delete(hashApiKey(key));
        release();
      };
    },
    async reached() {
      while (waiting === 0) await new Promise((next) => setImmediate(next));
    },
  };
}

function withApiKeys(storage: Storage, apiKeys: Partial<Storage['apiKeys']>): Storage {
  return { ...storage, apiKeys: { ...storage.apiKeys, ...apiKeys } };
}
