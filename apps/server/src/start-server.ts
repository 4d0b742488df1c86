import { readFileSync } from 'node:fs';
import { createMinilmEmbedder, createOpenAiEmbedder, type Embedder } from '@memory-api/embedder';
import { openSqliteStorage, type Storage } from '@memory-api/storage';
import type { Logger } from 'pino';
import { compose, type Server } from './compose.js';
import { ConfigError, type Config } from './config.js';
import { ensureOwner } from './features/accounts/ensure-owner.js';
import { createIssueKey } from './features/api-keys/issue-key.js';
import { createRecall } from './features/recall/recall.js';
import { keepEmbedderModel } from './keep-embedder-model.js';
import { writeOwnerKeyFile } from './owner-key-file.js';

/** A server that listens. */
export interface StartedServer extends Pick<Server, 'close'> {
  /** Where it's reached, such as `http://127.0.0.1:8080`. */
  readonly address: string;
  readonly version: string;
  /** The owner's key, where this start made it and it's to be shown on a terminal. */
  readonly ownerKeyToShow: string | null;
  /** Ends the connections that are left: their callers take longer than a shutdown may. */
  abandonConnections(): void;
}

/** What a start is told. */
export interface StartParts {
  readonly config: Config;
  readonly logger: Logger;
  /** Whether somebody sees what is printed; otherwise the owner's key goes into a file. */
  readonly isTerminal: boolean;
}

/**
 * Opens the data directory, makes the parts and listens. The embedder's model and the recall
 * workers load beside it: the first answers don't wait for them.
 *
 * @throws ConfigError, StorageOpenError, or Node's error of listening: each with one clear line.
 */
export async function startServer({ config, logger, isTerminal }: StartParts): Promise<StartedServer> {
  const { dataDir } = config;
  const storage = await openSqliteStorage({ dataDir, exclusive: true, logger });
  const opened: { close(): Promise<void> }[] = [storage];
  try {
    const embedder = await createEmbedder(config, logger);
    opened.unshift(embedder);
    await keepEmbedderModel({ storage, model: embedder.model });
    const source = { engine: 'sqlite', dataDir } as const;
    const recall = createRecall({ embedder, source, budgetBytes: config.recallBudgetBytes, logger });
    opened.unshift(recall);
    const version = readVersion();
    const server = compose({ config, logger, version, storage, embedder, recall, now: Date.now });
    opened.splice(0, opened.length, server);
    const address = await server.app.listen({
      host: config.host,
      port: config.port,
      listenTextResolver: (at) => `Memory API ${version} listens on ${at}, data in ${dataDir}, signup ${config.signup}`,
    });
    // Last: a key that is made by a start that fails for another reason would never be shown.
    const ownerKeyToShow = await prepareOwner(storage, { config, logger, isTerminal });
    return {
      address,
      version,
      ownerKeyToShow,
      close: () => server.close(),
      abandonConnections: () => server.app.server.closeAllConnections(),
    };
  } catch (error) {
    for (const part of opened) await part.close();
    throw error;
  }
}

/** The version of the server, from its package. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'unknown';
}

async function createEmbedder({ embedder }: Config, logger: Logger): Promise<Embedder> {
  return embedder.kind === 'minilm'
    ? createMinilmEmbedder({ logger })
    : createOpenAiEmbedder({
        baseUrl: embedder.baseUrl,
        apiKey: embedder.apiKey,
        model: embedder.model,
        logger,
      });
}

async function prepareOwner(
  storage: Storage,
  { config: { ownerKey, dataDir }, logger, isTerminal }: StartParts,
): Promise<string | null> {
  const issueKey = createIssueKey({ storage });
  const state = await ensureOwner({
    storage,
    issueKey,
    ownerKey,
    nowMs: Date.now(),
    beforeCommit: (secret) => {
      if (isTerminal) return;
      const path = writeOwnerKeyFile(dataDir, secret);
      logger.info(`The owner's API key is in ${path}: keep it, then delete the file.`);
    },
  });
  if (state.kind === 'refused') throw new ConfigError('OWNER_KEY', state.reason);
  if (state.kind === 'added') logger.info('OWNER_KEY was added to the keys of the owner organization.');
  return state.kind === 'made' && isTerminal ? state.secret : null;
}
