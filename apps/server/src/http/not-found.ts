import { ApiError } from '@memory-api/contract';
import { OPERATIONS } from '@memory-api/contract/operations';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendError } from './error-handler.js';
import { mayOperate } from './require-scope.js';

interface KnownRoute {
  readonly method: string;
  readonly parts: readonly string[];
  /** Only whoever runs the server may know of it. */
  readonly isForOperator: boolean;
}

/**
 * Answers what no route answers: 405 where the path takes other methods, otherwise 404; under
 * `/v1` only to a caller with a key, so that nobody else learns what there is.
 */
export function addNotFoundHandler(app: FastifyInstance): void {
  const routes: KnownRoute[] = [];
  app.addHook('onRoute', ({ method, url, config }) => {
    const id = config?.operationId;
    const isForOperator = id !== undefined && OPERATIONS[id].scope === 'operator';
    for (const each of [method].flat()) routes.push({ method: each, parts: url.split('/'), isForOperator });
  });

  const answerNotFound = (request: FastifyRequest, reply: FastifyReply): void => {
    const path = request.url.split(/[?#]/, 1)[0] ?? '';
    const answer = (): unknown => sendError(request, reply, toError(request, reply, path, routes));
    if (path !== '/v1' && !path.startsWith('/v1/')) {
      answer();
      return;
    }
    const orRefuse = (next: () => unknown) => (error?: Error) =>
      void (error === undefined ? next() : reply.send(error));
    const { authenticate, admit } = app.pipeline;
    authenticate(
      request,
      reply,
      orRefuse(() => admit(request, reply, orRefuse(answer))),
    );
  };

  // Before Fastify reads the body: whether it is JSON, or too large, is nothing to a path that isn't there.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404) answerNotFound(request, reply);
    else done();
  });
  app.setNotFoundHandler(answerNotFound);
}

function toError(
  { method, scope }: FastifyRequest,
  reply: { header(name: string, value: string): unknown },
  path: string,
  routes: readonly KnownRoute[],
): ApiError {
  const isOperator = scope.caller !== null && mayOperate(scope.caller);
  const visible = routes.filter(({ isForOperator }) => isOperator || !isForOperator);
  const methods = findMethods(path, visible);
  if (methods.length === 0) return new ApiError({ code: 'NOT_FOUND' });
  const allow = methods.join(', ');
  reply.header('allow', allow);
  return new ApiError({
    code: 'METHOD_NOT_ALLOWED',
    message: `This path takes ${allow}, not ${method}.`,
    headers: { allow },
  });
}

function findMethods(path: string, routes: readonly KnownRoute[]): readonly string[] {
  const parts = path.split('/');
  const matching = routes.filter(
    (route) =>
      route.parts.length === parts.length &&
      route.parts.every((part, at) => part === parts[at] || (part.startsWith(':') && parts[at] !== '')),
  );
  return [...new Set(matching.map(({ method }) => method))].toSorted();
}
