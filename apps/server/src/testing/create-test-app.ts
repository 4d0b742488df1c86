import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMinilmEmbedder, MINILM_MODEL, type Embedder } from '@memory-api/embedder';
import type { Storage } from '@memory-api/storage';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { DestinationStream } from 'pino';
import { compose } from '../compose.js';
import { parseConfig, type Config } from '../config.js';
import { ensureOwner } from '../features/accounts/ensure-owner.js';
import { createIssueKey } from '../features/api-keys/issue-key.js';
import { createNamespaceEmbedder } from '../features/embedding/namespace-embedder.js';
import { openEmbedders, type EarlierEmbedder } from '../features/embedding/open-embedders.js';
import { createRecall, type Recall } from '../features/recall/recall.js';
import { createLogger } from '../log.js';
import { createPlans } from '../plans/plans.js';
import { createPriceEditions } from '../pricing/price-editions.js';
import { openSqliteTestStore, type OpenTestStore } from './open-test-store.js';

/** What a test may set; each has a default that is the real thing. */
export interface TestAppOptions {
  /** Over the defaults of the configuration; limits by address are high unless they're given. */
  readonly config?: Partial<Config>;
  /** Opens an empty store in an empty directory; SQLite unless given. */
  readonly openStore?: OpenTestStore;
  /** Wraps the store that the app is made of. */
  readonly decorateStorage?: (storage: Storage) => Storage;
  /** The clock of every request. */
  readonly nowMs?: () => number;
  /** MiniLM unless given. Either way it's made when it is first asked. */
  readonly embedder?: Embedder;
  /** Embedders of models that the store may have vectors of; none unless given. */
  readonly earlier?: readonly EarlierEmbedder[];
  /** Where the log goes, at `debug`; nowhere unless given. */
  readonly logStream?: DestinationStream;
  /** Told of every route that the server registers. */
  readonly onRoute?: (route: RouteOptions) => void;
}

/** A whole server without a socket, on an empty store of its own. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly storage: Storage;
  readonly dataDir: string;
  readonly config: Config;
  /** The key of the owner organization: all scopes and `operator`. */
  readonly ownerKey: string;
  close(): Promise<void>;
}

/** Starts the real server for a test, to be reached by `app.inject`. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'memory-api-'));
  const config = toTestConfig(dataDir, options.config);
  const logger = createLogger(options.logStream === undefined ? 'silent' : 'debug', options.logStream ?? NOWHERE);
  const openStore = options.openStore ?? openSqliteTestStore;
  const opened = await openStore(dataDir, logger);
  const storage = options.decorateStorage?.(opened.storage) ?? opened.storage;
  const now = options.nowMs ?? Date.now;
  const lazy = createLazyEmbedder(() => options.embedder ?? createMinilmEmbedder(), options.embedder);
  const { source } = opened;
  const embedders = await openEmbedders({ storage, current: lazy, earlier: options.earlier ?? [] });
  const embedder = createNamespaceEmbedder({ embedders, storage, logger });
  const recall = createLazyRecall(() =>
    createRecall({ embedder, source, budgetBytes: config.recallBudgetBytes, logger, workers: 1 }),
  );
  const ownerKey = await makeOwner(storage, now());
  const { onRoute } = options;
  const plans = createPlans(config);
  await createPriceEditions(storage).keep(plans.getFile(), now());
  const parts = { config, logger, version: '0.0.0-test', storage, embedders, embedder, recall, plans, now };
  const server = compose(onRoute === undefined ? parts : { ...parts, onRoute });
  await server.app.ready();
  return {
    app: server.app,
    storage,
    dataDir,
    config,
    ownerKey,
    async close() {
      await server.close();
      await opened.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const NOWHERE: DestinationStream = { write: () => {} };
const UNLIMITED = 1_000_000;

function toTestConfig(dataDir: string, config: Partial<Config> = {}): Config {
  const defaults = parseConfig({ DATA_DIR: dataDir }, { isTerminal: false, memoryBytes: 2 ** 30 });
  return { ...defaults, signupsPerHour: UNLIMITED, authFailuresPerMinute: UNLIMITED, ...config };
}

async function makeOwner(storage: Storage, nowMs: number): Promise<string> {
  const issueKey = createIssueKey({ storage });
  let ownerKey = '';
  await ensureOwner({
    storage,
    issueKey,
    nowMs,
    ownerKey: null,
    beforeCommit: (secret) => {
      ownerKey = secret;
    },
  });
  return ownerKey;
}

/** Loading the model takes longer than most tests, and most tests embed nothing. */
function createLazyEmbedder(create: () => Embedder, given?: Embedder): Embedder {
  let made: Embedder | null = null;
  const get = (): Embedder => (made ??= create());
  return {
    model: given?.model ?? MINILM_MODEL.name,
    dimensions: given?.dimensions ?? MINILM_MODEL.dimensions,
    backgroundTexts: given?.backgroundTexts ?? 8,
    embedQuery: (text, options) => get().embedQuery(text, options),
    embedTexts: (texts, options) => get().embedTexts(texts, options),
    stats: () => made?.stats() ?? { queued: 0, embedded: 0, failed: 0, ready: true },
    close: async () => made?.close(),
  };
}

function createLazyRecall(create: () => Recall): Recall {
  let made: Recall | null = null;
  return {
    query: (tenant, namespace, request, signal) => (made ??= create()).query(tenant, namespace, request, signal),
    stats: () => made?.stats() ?? { workers: 0, indexes: 0, bytes: 0, queued: 0 },
    close: async () => made?.close(),
  };
}
