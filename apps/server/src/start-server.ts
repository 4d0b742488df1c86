import { readFileSync } from 'node:fs';
import type { Storage } from '@memory-api/storage';
import type { Logger } from 'pino';
import { compose, type Server } from './compose.js';
import { ConfigError, type Config } from './config.js';
import { ensureOwner } from './features/accounts/ensure-owner.js';
import { settleBilling } from './features/accounts/settle-billing.js';
import { createIssueKey } from './features/api-keys/issue-key.js';
import { createRecall } from './features/recall/recall.js';
import { createNamespaceEmbedder } from './features/embedding/namespace-embedder.js';
import { openEmbedders } from './features/embedding/open-embedders.js';
import { createCurrentEmbedder, createEarlierEmbedders } from './create-embedder.js';
import type { Metering } from './http/metering.js';
import { openStorage } from './open-storage.js';
import { writeOwnerKeyFile } from './owner-key-file.js';
import { readHeldOffers } from './plans/held-offers.js';
import { createPlans, type ReloadablePlans } from './plans/plans.js';
import { createReloadPlans } from './plans/reload-plans.js';
import { listLeftOffers } from './pricing/left-offers.js';
import { createPriceEditions, type PriceEditions } from './pricing/price-editions.js';
import { requireFreePort } from './require-free-port.js';

/** A server that listens. */
export interface StartedServer extends Pick<Server, 'close'> {
  /** Where it's reached, such as `http://127.0.0.1:8080`. */
  readonly address: string;
  readonly version: string;
  /** Ends the connections that are left: their callers take longer than a shutdown may. */
  abandonConnections(): void;
  /** Reads the file of plans again; a broken one changes nothing, and the log says why. Never fails. */
  reloadPlans(): Promise<void>;
}

/** What a start is told. */
export interface StartParts {
  readonly config: Config;
  readonly logger: Logger;
  /** Shows the owner's key to whoever sits at the terminal; null: nobody does, it goes into a file. */
  readonly showOwnerKey: ((secret: string) => void) | null;
  /** Put around what counts requests: by the measurement of what that costs. */
  readonly wrapMetering?: (metering: Metering) => Metering;
}

/**
 * Opens the data directory, makes the parts and listens. The embedder's model and the recall
 * workers load beside it: the first answers don't wait for them.
 *
 * @throws ConfigError, StorageOpenError, or Node's error of listening: each with one clear line.
 */
export async function startServer(parts: StartParts): Promise<StartedServer> {
  const { config, logger } = parts;
  if (config.database !== null && config.ownerKey === null) throw new ConfigError('OWNER_KEY', OWNER_KEY_IS_NEEDED);
  const plans = createPlans(config);
  const opened: { close(): Promise<void> }[] = [];
  try {
    const { storage, source } = await openStorage(config, { logger });
    opened.push(storage);
    const known = await storage.embedding.models();
    const current = await createCurrentEmbedder(config.embedder, { known, logger });
    opened.unshift(current);
    const earlier = createEarlierEmbedders(config.previousEmbedder, { logger });
    const embedders = await openEmbedders({ storage, current, earlier });
    const embedder = createNamespaceEmbedder({ embedders, storage, logger });
    await prepareOwner(storage, parts);
    const editions = createPriceEditions(storage);
    await requirePlans({ plans, storage, editions }, config);
    await prepareBilling(storage, plans, parts);
    if (storage.engine === 'postgres') logger.info(LIMITS_OF_NODES);
    const recall = createRecall({ embedder, source, budgetBytes: config.recallBudgetBytes, logger });
    opened.unshift(recall);
    const version = readVersion();
    const made = { version, storage, embedders, embedder, recall, plans, now: Date.now };
    const server = compose({ ...parts, ...made });
    opened.splice(0, opened.length, server);
    const { host, port } = config;
    // Every node prices by the last file that was kept: not by that of a start that came to nothing.
    await requireFreePort({ host, port });
    await editions.keep(plans.getFile(), Date.now());
    const address = await server.app.listen({
      host,
      port,
      listenTextResolver: (at) =>
        `Memory API ${version} listens on ${at}, data in ${storage.place}, signup ${config.signup}`,
    });
    return {
      address,
      version,
      close: () => server.close(),
      abandonConnections: () => server.app.server.closeAllConnections(),
      reloadPlans: createReloadPlans({ plans, storage, editions, logger }),
    };
  } catch (error) {
    for (const part of opened) await part.close();
    throw error;
  }
}

/** Refuses a file without a plan or an add-on that somebody has, or that an invoice to come has to know the price of. */
async function requirePlans(
  parts: { readonly plans: ReloadablePlans; readonly storage: Storage; readonly editions: PriceEditions },
  { billing }: Config,
): Promise<void> {
  const { plans, storage, editions } = parts;
  const nowMs = Date.now();
  plans.require(await readHeldOffers(storage, nowMs));
  // Once a file is kept, it has all that somebody may give up from then on.
  if (billing === 'on' && (await editions.isEmpty())) plans.requireLeft(await listLeftOffers(storage, nowMs));
}

const LIMITS_OF_NODES =
  'Requests a minute and at once are limited on each node by itself, those of a day and a month on all nodes together.';

// Many nodes may start at once, and none of them may show a key that another one has made.
const OWNER_KEY_IS_NEEDED = 'is needed with DATABASE_URL: a live API key, as `npm run -s key:generate` makes one';

/** The version of the server, from its package. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'unknown';
}

async function prepareOwner(storage: Storage, { config, logger, showOwnerKey }: StartParts): Promise<void> {
  const state = await ensureOwner({
    storage,
    issueKey: createIssueKey({ storage }),
    ownerKey: config.ownerKey,
    nowMs: Date.now(),
    beforeCommit: (secret) => {
      if (showOwnerKey !== null) {
        showOwnerKey(secret);
        return;
      }
      const path = writeOwnerKeyFile(config.dataDir, secret);
      logger.info(`The owner's API key is in ${path}: keep it, then delete the file.`);
    },
  });
  if (state.kind === 'refused') throw new ConfigError('OWNER_KEY', state.reason);
  if (state.kind === 'added') logger.info('OWNER_KEY was added to the keys of the owner organization.');
}

async function prepareBilling(storage: Storage, plans: ReloadablePlans, { config, logger }: StartParts): Promise<void> {
  const { billing } = config;
  const start = await settleBilling({ storage, plans, billing, nowMs: Date.now() });
  if (start.kind === 'turned off')
    logger.warn('Billing was turned off: nobody is billed. Organizations keep their plans.');
  if (start.kind !== 'turned on') return;
  const { planId, moved } = start;
  logger.warn(`Billing was turned on. Organizations that were moved to ${planId}: ${moved.length}`);
  for (const { id, name, fromPlanId } of moved)
    logger.info(`${id} (${name}) was moved from ${fromPlanId} to ${planId}`);
}
