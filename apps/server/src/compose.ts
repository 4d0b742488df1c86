import { randomUUID } from 'node:crypto';
import type { Storage } from '@memory-api/storage';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { Logger } from 'pino';
import { createApp, type Room } from './app.js';
import { composeBilling, type Billing } from './compose-billing.js';
import type { Config } from './config.js';
import { createAccountsRoutes } from './features/accounts/accounts-routes.js';
import { createAccountsService } from './features/accounts/accounts-service.js';
import { createAddCredit } from './features/accounts/add-credit.js';
import { createChangePlan } from './features/accounts/change-plan.js';
import { createOperatorRoutes } from './features/accounts/operator-routes.js';
import { createUpdateOrganization } from './features/accounts/update-organization.js';
import { toWireCreatedKey } from './features/api-keys/api-key-mapper.js';
import { createApiKeysRoutes } from './features/api-keys/api-keys-routes.js';
import { createApiKeysService } from './features/api-keys/api-keys-service.js';
import { createIssueKey } from './features/api-keys/issue-key.js';
import { createKeyUseRecorder } from './features/api-keys/key-use-recorder.js';
import { createAuditRoutes } from './features/audit/audit-routes.js';
import type { NamespaceEmbedder } from './features/embedding/namespace-embedder.js';
import type { Embedders } from './features/embedding/open-embedders.js';
import { createReembedder } from './features/embedding/reembedder.js';
import { createBillingOperatorRoutes } from './features/billing/billing-operator-routes.js';
import { createBillingRoutes } from './features/billing/billing-routes.js';
import { createCostRoutes } from './features/billing/cost-routes.js';
import { createSettleInvoice } from './features/billing/settle-invoice.js';
import { createPaymentRoutes } from './features/billing/payment-routes.js';
import { createFindCallerLimits, type FindCallerLimits } from './features/limits/caller-limits.js';
import { createLocalRateLimiter } from './features/limits/local-rate-limiter.js';
import { createMemoryRoom } from './features/limits/memory-room.js';
import { createPlanLimits } from './features/limits/plan-limits.js';
import { createQuotaCounter } from './features/limits/quota-counter.js';
import { createMemoriesRoutes } from './features/memories/memories-routes.js';
import { createMemoriesService } from './features/memories/memories-service.js';
import type { Recall } from './features/recall/recall.js';
import { createRecallRoutes } from './features/recall/recall-routes.js';
import { createHealthReader } from './features/system/health.js';
import { createMetrics } from './features/system/metrics.js';
import { createRetentionSweeper } from './features/system/retention-sweeper.js';
import { createSystemRoutes } from './features/system/system-routes.js';
import { createAddCorrection } from './features/usage/add-correction.js';
import { createCorrectionRoutes } from './features/usage/correction-routes.js';
import { createUsageFolder, type UsageFolder } from './features/usage/usage-folder.js';
import { createUsageRoutes } from './features/usage/usage-routes.js';
import { createUsageWatch } from './features/usage/usage-watch.js';
import { createUsageService } from './features/usage/usage-service.js';
import { createAddressLimiter } from './http/address-limiter.js';
import { watchAuthRevision } from './http/auth-revision-watch.js';
import { createAuthenticator } from './http/authenticator.js';
import { createKeyCache } from './http/key-cache.js';
import { createLossLog } from './http/loss-log.js';
import { createMetering, type Metering } from './http/metering.js';
import { createPipeline } from './http/pipeline.js';
import { createToPresentCaller } from './http/present-caller.js';
import type { Plans } from './plans/plans.js';
import { createResolvePlan, type ResolvePlan } from './plans/resolve-plan.js';

/** What a server is composed of: opened and made by whoever starts it, closed by `close`. */
export interface ServerParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly version: string;
  readonly storage: Storage;
  readonly embedders: Embedders;
  /** Embeds for namespaces, whichever model they have. */
  readonly embedder: NamespaceEmbedder;
  readonly recall: Recall;
  readonly plans: Plans;
  /** The clock of every request. */
  readonly now: () => number;
  /** Put around what counts requests: by the measurement of what that costs. */
  readonly wrapMetering?: (metering: Metering) => Metering;
  /** Told of every route that is registered. */
  readonly onRoute?: (route: RouteOptions) => void;
}

/** A composed server, not listening yet. */
export interface Server {
  readonly app: FastifyInstance;
  /** Finishes what is under way, then closes every part, storage last. */
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
// What a day's or month's quota is shared out for; with more nodes it still holds, and is refused a little early.
const MOST_NODES = 8;

/** The composition root: makes every part once, and hands it to the parts that need it. */
export function compose(parts: ServerParts): Server {
  const { config, logger, version, storage, embedders, recall, now, wrapMetering = (metering) => metering } = parts;
  const { embedder } = embedders.current;
  const onError = (error: unknown): void => logger.warn({ err: error }, 'background work failed; it is tried again');
  const onUnanswered = (error: unknown): void => logger.error({ err: error }, 'a request could not be answered');

  const cache = createKeyCache({ findByHash: (keyHash) => storage.apiKeys.findByHash(keyHash) });
  const keyUses = createKeyUseRecorder({ storage, onError });
  const revisionWatch = watchAuthRevision({ apiKeys: storage.apiKeys, onChange: cache.invalidate, onError });
  const sweeper = createRetentionSweeper({ storage, retentionDays: config.retentionDays, now, logger });
  const billing = composeBilling(parts);
  const resolvePlan = createResolvePlan(parts.plans);
  const folder = composeFolder(parts, resolvePlan, onError);
  const authenticator = createAuthenticator({
    cache,
    failures: createAddressLimiter({ limit: config.authFailuresPerMinute, windowMs: MINUTE_MS }),
    toPresentCaller: createToPresentCaller(resolvePlan),
    onUse: keyUses.record,
  });
  const findLimits = createFindCallerLimits({ isBillingOn: config.billing === 'on' });
  const counter = createQuotaCounter({
    storage,
    now,
    onError,
    nodeId: randomUUID(),
    nodes: storage.engine === 'sqlite' ? 1 : MOST_NODES,
  });
  const limits = createPlanLimits({ find: findLimits, limiter: createLocalRateLimiter(), counter, now });
  const reembedder = createReembedder({ storage, embedders, now, logger });
  const metrics = createMetrics({
    writeQueueLength: () => storage.stats().writeQueueLength,
    recallIndexes: () => recall.stats().indexes,
    recallIndexBytes: () => recall.stats().bytes,
    recallQueueLength: () => recall.stats().queued,
    embedderQueueLength: () => embedder.stats().queued,
    knownKeys: () => cache.size,
    reembedding: () => reembedder.state(),
  });
  const health = createHealthReader({ storage, embedder, reembedder, version });
  const app = createApp({
    log: logger,
    pipeline: createPipeline({
      onUnanswered,
      storage,
      authenticator,
      limits,
      metering: wrapMetering(createMetering({ storage, onLoss: createLossLog(logger), onError: onUnanswered })),
      corsOrigins: config.corsOrigins,
      now,
    }),
    trustedProxies: config.trustedProxies,
    observe: metrics.observe,
    rooms: [
      createSystemRoutes({
        health,
        metrics,
        version,
        metricsToken: config.metricsToken,
        isProxyTrusted: config.trustedProxies.length > 0,
        isSignupOpen: config.signup === 'open',
      }),
      ...createRooms({ ...parts, billing, findLimits, onKeysChanged: cache.invalidate }),
      createCostRoutes({ storage, plans: parts.plans, costs: billing.costs }),
      createCorrectionRoutes(createAddCorrection(storage)),
      createOperatorRoutes({
        storage,
        resolvePlan,
        updateOrganization: createUpdateOrganization({ storage, plans: parts.plans }),
        addCredit: createAddCredit(storage),
        plans: parts.plans,
        onAccountChanged: cache.invalidate,
      }),
    ],
  });

  if (parts.onRoute !== undefined) app.addHook('onRoute', parts.onRoute);

  return {
    app,
    async close() {
      health.leave();
      await app.close();
      revisionWatch.stop();
      await Promise.all(
        [sweeper, keyUses, counter, reembedder, folder, billing.invoicer, billing.payments?.collector].map(
          async (job) => job?.close(),
        ),
      );
      await Promise.all([recall.close(), embedders.close()]);
      await storage.close();
    },
  };
}

/** What rooms share. */
interface RoomParts extends ServerParts {
  readonly billing: Billing;
  readonly findLimits: FindCallerLimits;
  readonly onKeysChanged: () => void;
}

function composeFolder(
  { config, logger, storage, plans, now }: ServerParts,
  resolvePlan: ResolvePlan,
  onError: (error: unknown) => void,
): UsageFolder {
  return createUsageFolder({
    usage: storage.usage,
    now,
    onError,
    onFailure: (error, { orgId, environment }) =>
      logger.warn({ err: error, orgId, environment }, 'usage was not folded into its sums; it is tried again'),
    // Where nobody is billed, quotas don't hold.
    ...(config.billing === 'on' && { watch: createUsageWatch({ storage, plans, resolvePlan, now }) }),
  });
}

/** The rooms that need a key, and signup. They don't know each other: what they share is handed in. */
function createRooms(parts: RoomParts): readonly Room[] {
  const { config, storage, embedder, recall, plans, billing, findLimits, onKeysChanged } = parts;
  const issueKey = createIssueKey({ storage });
  const signups = createAddressLimiter({ limit: config.signupsPerHour, windowMs: HOUR_MS });
  const accounts = createAccountsService({ storage, signup: config.signup, signups, issueKey, plans });
  const changePlan = createChangePlan({
    storage,
    plans,
    isBilled: config.billing === 'on',
    hasMeansOfPayment: async ({ id, isPaymentApproved }, tx) =>
      isPaymentApproved || (await storage.payments.getCustomer(id, { tx }))?.hasPaymentMethod === true,
  });
  const planNameOf = (planId: string): string => plans.find(planId)?.name ?? planId;
  const apiKeys = createApiKeysService({ storage, issueKey });
  const room = createMemoryRoom({ find: findLimits, storage });
  const memories = createMemoriesService({ storage, embedder, room });
  return [
    createAccountsRoutes({ service: accounts, changePlan, toWireCreatedKey, plans, onAccountChanged: onKeysChanged }),
    createApiKeysRoutes({ service: apiKeys, onKeysChanged, planNameOf }),
    createAuditRoutes({ storage }),
    createMemoriesRoutes({ service: memories, storage }),
    createRecallRoutes({ recall }),
    createUsageRoutes({
      service: createUsageService({ usage: storage.usage, costs: billing.costs }),
      alerts: storage.usageAlerts,
      exportParts: { usage: storage.usage, apiKeys: storage.apiKeys, costs: billing.costs },
    }),
    createBillingRoutes({ storage, draftBill: billing.draftBill }),
    createBillingOperatorRoutes({
      storage,
      settleInvoice: createSettleInvoice(storage),
      reissueInvoice: billing.reissueInvoice,
    }),
    createPaymentRoutes(billing.payments),
  ];
}
