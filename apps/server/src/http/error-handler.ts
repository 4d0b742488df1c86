import type { ApiError } from '@memory-api/contract';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createId } from '@memory-api/contract';
import { isContention } from '@memory-api/storage';
import { toBaseUrl } from './base-url.js';
import { addLimitHeaders, JSON_TYPE } from './envelope.js';
import { toApiError, toErrorText } from './error-answer.js';

/** One way out for every error, whatever step it comes from. */
export function addErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendError(request, reply, toApiError(error)));
}

/** Answers with an error. Also for what fails before the pipeline has begun. */
export function sendError(request: FastifyRequest, reply: FastifyReply, error: ApiError): FastifyReply {
  const scope: FastifyRequest['scope'] | undefined = request.scope;
  const requestId = scope?.requestId ?? createId('req', Date.now());
  if (scope !== undefined) {
    scope.errorCode = error.code;
    // What the answer says of the limits is how they stand once this is given back.
    scope.limited?.settle(scope.isRepetition ? null : error.status, scope.usage);
    addLimitHeaders(reply, scope);
  }
  if (error.status >= 500) report(request.server.log, requestId, error);
  return reply
    .code(error.status)
    .headers({
      'x-request-id': requestId,
      'content-type': JSON_TYPE,
      ...error.headers,
    })
    .send(toErrorText(error, requestId, toBaseUrl(request)));
}

function report(log: FastifyBaseLogger, requestId: string, error: ApiError): void {
  const fields = { request_id: requestId, code: error.code, err: error.cause ?? error };
  if (needsSomebody(error)) log.error(fields, 'a request failed');
  else log.warn(fields, 'a request could not be served');
}

/** Whoever met others on the same rows sends the request again; nobody has to see to the server. */
function needsSomebody({ code, cause }: ApiError): boolean {
  return code === 'INTERNAL_ERROR' || (code === 'STORAGE_UNAVAILABLE' && cause !== undefined && !isContention(cause));
}
