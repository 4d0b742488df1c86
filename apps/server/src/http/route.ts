import {
  type ApiError,
  invariant,
  type Operation,
  type OperationBody,
  type OperationData,
  type OperationId,
  type OperationParams,
  type OperationQuery,
} from '@memory-api/contract';
import { OPERATIONS, toFastifyPath } from '@memory-api/contract/operations';
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addLimitHeaders, sendSuccess } from './envelope.js';
import { toApiError } from './error-answer.js';
import type { AuthenticatedContext, HandlerResult, RequestContext } from './request-context.js';

/** What a handler is given of the request: validated, typed by the operation's schemas. */
export interface OperationInput<Id extends OperationId> {
  readonly params: OperationParams<Id>;
  readonly query: OperationQuery<Id>;
  readonly body: OperationBody<Id>;
  /** Headers that an operation reads itself (`if-match`), as Node gives them. */
  readonly headers: IncomingHttpHeaders;
}

/** The context of an operation: with a caller wherever the operation needs a key. */
export type OperationContext<Id extends OperationId> = (typeof OPERATIONS)[Id] extends { readonly scope: null }
  ? RequestContext
  : AuthenticatedContext;

/** A room's answer to one operation. Failures are thrown as `ApiError`. */
export type OperationHandler<Id extends OperationId> = (
  input: OperationInput<Id>,
  context: OperationContext<Id>,
) => Promise<HandlerResult<OperationData<Id>>>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation of a route; files of a page for people have none. */
    operationId?: OperationId;
    /** A file that an open page loads. */
    isPageFile?: true;
  }
}

/**
 * Registers the routes of one operation: method, paths, schemas and scope come from `OPERATIONS`,
 * the steps from the pipeline. Works inside any plugin of the app.
 *
 * @example
 * registerOperation(app, 'createMemory', async ({ body }, context) => {
 *   const vectors = await service.embed(body.text, context);
 *   return context.write(async (transaction) => {
 *     const memory = await service.create(transaction, context.caller, body, vectors);
 *     return { data: toWireMemory(memory), namespace: memory.namespace };
 *   });
 * });
 */
export function registerOperation<Id extends OperationId>(
  app: FastifyInstance,
  id: Id,
  handler: OperationHandler<Id>,
): void {
  const definition: Operation = OPERATIONS[id];
  for (const path of [definition.path, ...(definition.aliases ?? [])]) {
    app.route({
      method: definition.method,
      url: toFastifyPath(path),
      config: { operationId: id },
      schema: schemasOf(definition),
      ...app.pipeline.stepsOf(id, definition),
      handler(request, reply) {
        const { metering, sendSoon } = app.pipeline;
        answer(app, request, reply, handler).then(
          (result) =>
            metering.settle(request.scope, result.status ?? definition.response.status, (isTogether) => {
              const answerNow = (): void =>
                reply.raw.destroyed
                  ? abandon(request, reply, result.status ?? definition.response.status)
                  : send(request, reply, definition, result);
              // Those of one commit leave together as it is: a turn later the next requests would have come between.
              if (isTogether) answerNow();
              else sendSoon(answerNow);
            }),
          (error: unknown) => {
            // His leaving ended the work; anything else that fails is told as ever.
            if (reply.raw.destroyed && isAbort(error)) abandon(request, reply, null);
            else sendFailure(app, request, reply, toApiError(error));
          },
        );
      },
    });
  }
}

/** A refusal of the handler's may count, too. */
function sendFailure(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, error: ApiError): void {
  request.scope.isRepetition = isOfIdempotency(error);
  app.pipeline.metering.settle(request.scope, error.status, () => {
    if (reply.raw.destroyed) abandon(request, reply, error.status);
    reply.send(error);
  });
}

/** Two that came at once, here or on another node: one did the work, and the others are refused as late as this. */
function isOfIdempotency({ code }: ApiError): boolean {
  return code === 'IDEMPOTENCY_IN_PROGRESS' || code === 'IDEMPOTENCY_KEY_REUSED';
}

/** There is nobody left to answer; null: nor was the work done. */
function abandon(request: FastifyRequest, reply: FastifyReply, status: number | null): void {
  const { limited, isRepetition, usage } = request.scope;
  limited?.settle(isRepetition ? null : status, usage);
  request.server.tellOfAbandoned(request, reply.elapsedTime);
}

/** What a context's signal throws: only a caller who leaves aborts it. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Refuses a route that has no entry in `OPERATIONS`: nothing would say who may use it. */
export function addRouteGuard(app: FastifyInstance): void {
  app.addHook('onRoute', ({ config, url }) => {
    invariant(config?.operationId !== undefined || config?.isPageFile === true, `the route ${url} is an operation`);
  });
}

function schemasOf({ params, query, body }: Operation): object {
  return {
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
  };
}

/** Not async: the handler's own promise is handed on, and a request makes no second one. */
function answer<Id extends OperationId>(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  handler: OperationHandler<Id>,
): Promise<HandlerResult<OperationData<Id>>> {
  const { scope } = request;
  if (scope.caller !== null) reply.header('cache-control', 'no-store');
  invariant(isInput<Id>(request) && isContext<Id>(scope), 'the steps have checked the request');
  if (scope.idempotent === null) return handler(request, scope);
  return app.pipeline.idempotency.runAlone(scope, scope.idempotent, () => handler(request, scope));
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { response }: Operation,
  result: HandlerResult<unknown>,
): void {
  if (response.bare !== true) {
    sendSuccess(reply, request.scope, result, response.status);
    return;
  }
  const type = response.contentType ?? 'application/json';
  addLimitHeaders(reply, request.scope);
  reply
    .code(result.status ?? response.status)
    .headers({ 'content-type': `${type}; charset=utf-8`, ...result.headers })
    .send(isSentAsIs(result.data) ? result.data : JSON.stringify(result.data));
}

/** A text, or a file that is written while it is sent. */
function isSentAsIs(data: unknown): data is string | Readable {
  return typeof data === 'string' || data instanceof Readable;
}

/** Fastify has validated the parts by the schemas that the types are made from. */
function isInput<Id extends OperationId>(request: unknown): request is OperationInput<Id> {
  return typeof request === 'object' && request !== null && 'body' in request && 'query' in request;
}

/** `stepsOf` puts authentication before every operation that has a scope. */
function isContext<Id extends OperationId>(scope: RequestContext): scope is OperationContext<Id> {
  return scope.requestId !== '';
}
