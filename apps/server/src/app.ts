import { ApiError, MAX_BODY_BYTES } from '@memory-api/contract';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { addAnsweredRequests, type AnsweredRequest } from './http/answered-requests.js';
import { boundEmailFormat } from './http/bound-email-format.js';
import { answerClientError } from './http/client-error.js';
import { addEndConnections } from './http/end-connections.js';
import { addErrorHandler, sendError } from './http/error-handler.js';
import { addNotFoundHandler } from './http/not-found.js';
import { addPipeline, type Pipeline } from './http/pipeline.js';
import { addRouteGuard } from './http/route.js';
import { toRoutableUrl } from './http/routable-url.js';

/** The routes of one room. */
export type Room = (app: FastifyInstance) => Promise<void> | void;

/** What an app is made of: made by the composition root, once. */
export interface AppParts {
  readonly log: Logger;
  readonly pipeline: Pipeline;
  readonly trustedProxies: readonly string[];
  readonly observe: (answered: AnsweredRequest) => void;
  readonly rooms: readonly Room[];
}

const SECOND_MS = 1_000;
const MAX_HEADER_BYTES = 16 * 1024;
// Ten megabytes in two minutes are 0.7 Mbit/s; a header has no reason to take ten seconds.
const REQUEST_TIMEOUT_MS = 120 * SECOND_MS;
const HEADERS_TIMEOUT_MS = 10 * SECOND_MS;
// Longer than the minute that load balancers keep a connection: the one who closes it is theirs.
const KEEP_ALIVE_TIMEOUT_MS = 65 * SECOND_MS;
const MAX_CONNECTIONS = 10_000;

/** Makes the HTTP app. No I/O: it listens when it's told to. */
export function createApp(parts: AppParts): FastifyInstance {
  const { log, pipeline, trustedProxies, observe, rooms } = parts;
  const loggerInstance: FastifyBaseLogger = log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    // One logger for all: a child for each request costs more than the whole authentication.
    childLoggerFactory: (logger) => logger,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: 5 * SECOND_MS,
    },
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    exposeHeadRoutes: true,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: MAX_HEADER_BYTES },
    rewriteUrl: ({ url = '/' }) => toRoutableUrl(url),
    ajv: {
      customOptions: {
        allErrors: true,
        // Query strings get their types in `coerceQuery`; in a body "30" is a text.
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: true,
        allowUnionTypes: true,
      },
      onCreate: boundEmailFormat,
    },
    clientErrorHandler: answerClientError,
    frameworkErrors: (_error, request, reply) => {
      sendError(request, reply, new ApiError({ code: 'NOT_FOUND' }));
    },
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  addRouteGuard(app);
  addPipeline(app, pipeline);
  addErrorHandler(app);
  addNotFoundHandler(app);
  addAnsweredRequests(app, { log, observe });
  addEndConnections(app);
  for (const room of rooms) void app.register(async (instance) => room(instance));
  return app;
}
