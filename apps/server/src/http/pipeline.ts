import type { Operation, OperationId } from '@memory-api/contract';
import type { Storage } from '@memory-api/storage';
import type { FastifyInstance } from 'fastify';
import { createAnswersTogether, type SendSoon } from './answers-together.js';
import type { Authenticator } from './authenticator.js';
import { createAuthenticateStep } from './authenticate.js';
import { addBodyParser } from './body-parser.js';
import { createCorsStep } from './cors.js';
import { createIdempotency, createKeepAnswer, type Idempotency } from './idempotency.js';
import { createLimitSteps } from './limit-steps.js';
import type { Limits } from './limits.js';
import type { Metering } from './metering.js';
import { createPrepareStep } from './prepare-input.js';
import { createReplayStep } from './replay.js';
import { createRequestIdStep } from './request-id.js';
import { createContentTypeStep } from './require-content-type.js';
import { createNamespaceStep } from './require-namespace.js';
import { createScopeStep } from './require-scope.js';
import type { Step } from './step.js';

/** What the steps are made from. */
export interface PipelineParts {
  readonly storage: Pick<Storage, 'write' | 'idempotency'>;
  readonly authenticator: Authenticator;
  readonly limits: Limits;
  readonly metering: Metering;
  readonly corsOrigins: readonly string[];
  readonly now: () => number;
  /** Told of an answer that could not be sent. */
  readonly onUnanswered: (error: unknown) => void;
}

/** The steps of an operation's route, under the names of the hooks that run them. */
export interface RouteSteps {
  readonly onRequest: Step[];
  readonly preValidation: Step[];
  readonly preHandler: Step[];
}

/** The way of every request. */
export interface Pipeline {
  /** Runs before the route is looked at: unknown paths and preflights pass it, too. */
  readonly everyRequest: readonly Step[];
  readonly authenticate: Step;
  /** Holds a caller to the minute and the requests at once of his plan. */
  readonly admit: Step;
  readonly idempotency: Idempotency;
  /** Has every answer settle what its request counts. */
  readonly addRelease: (app: FastifyInstance) => void;
  readonly metering: Metering;
  /** Sends an answer with the others of its turn. */
  readonly sendSoon: SendSoon;
  /** Everything between the first byte and the handler, in order. */
  stepsOf(id: OperationId, definition: Operation): RouteSteps;
}

declare module 'fastify' {
  interface FastifyInstance {
    pipeline: Pipeline;
  }
}

/**
 * Puts the steps in their order:
 *
 * 1. request id, CORS
 * 2. authenticate, scope: before the body is read
 * 3. limits of the plan: the minute and the requests at once
 * 4. type of the body, then Fastify reads it (limits of size and time) and `addBodyParser` parses
 * 5. idempotency: a replay leaves here
 * 6. prepare, then Fastify validates by the operation's schemas
 * 7. namespace
 * 8. quotas of the plan: day and month. Who is refused here has his minute back
 * 9. the handler, whose transaction takes the idempotency record and the ledger's row with it
 * 10. metering: a request that wrote nothing waits for the commit of its row; envelope
 *
 * Errors leave any step through `addErrorHandler`, which gives back what they cost nothing.
 */
export function createPipeline(parts: PipelineParts): Pipeline {
  const idempotency = createIdempotency(parts);
  const authenticate = createAuthenticateStep(parts.authenticator);
  const replay = createReplayStep(idempotency);
  const limitSteps = createLimitSteps(parts.limits);
  const { storage, metering, now } = parts;
  const scopeParts = { storage, keepAnswer: createKeepAnswer(parts), metering, now };

  /** What is for the operator is refused as late as a path that isn't there: nothing tells the two apart. */
  function entrySteps(definition: Operation): readonly Step[] {
    if (definition.scope === null) return [];
    const requireScope = createScopeStep(definition);
    if (definition.scope === 'operator') return [authenticate, limitSteps.admit, requireScope];
    return [authenticate, requireScope, limitSteps.admit];
  }

  return {
    everyRequest: [createRequestIdStep(scopeParts), ...createCorsStep(parts.corsOrigins)],
    authenticate,
    admit: limitSteps.admit,
    addRelease: limitSteps.addRelease,
    idempotency,
    metering,
    sendSoon: createAnswersTogether(parts.onUnanswered),
    stepsOf(id, definition) {
      const namespace = definition.scope === null ? null : createNamespaceStep(definition);
      return {
        onRequest: [
          createOperationStep(id, definition),
          ...entrySteps(definition),
          ...(definition.method === 'GET' ? [] : [createContentTypeStep(definition)]),
        ],
        preValidation: [
          ...(definition.idempotent ? [replay] : []),
          ...(definition.scope === null && definition.body === undefined ? [] : [createPrepareStep(definition)]),
        ],
        preHandler: [
          ...(namespace === null ? [] : [namespace]),
          ...(definition.scope === null ? [] : [limitSteps.chargeQuotas(id)]),
        ],
      };
    },
  };
}

/** First step of a route: from here on log and metrics know which it is. */
function createOperationStep(id: OperationId, definition: Operation): Step {
  const operation = { id, definition };
  return (request, reply, done) => {
    // The router takes `/v1/memories/` for a memory without a name.
    if (definition.params !== undefined && hasEmptyValue(request.params)) {
      reply.callNotFound();
      return;
    }
    request.scope.operation = operation;
    done();
  };
}

function hasEmptyValue(params: unknown): boolean {
  return typeof params === 'object' && params !== null && Object.values(params).includes('');
}

/** Hands the pipeline to an app: every route that is registered afterwards runs through it. */
export function addPipeline(app: FastifyInstance, pipeline: Pipeline): void {
  app.decorate('pipeline', pipeline);
  app.decorateRequest('scope');
  addBodyParser(app);
  for (const step of pipeline.everyRequest) app.addHook('onRequest', step);
  pipeline.addRelease(app);
}
