import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { redactApiKeys } from './redact-api-keys.js';
import type { RequestScope } from './request-scope.js';

/** What log and metrics are told of an answered request. Nothing in it can hold a secret. */
export interface AnsweredRequest {
  readonly method: string;
  /** The path of the operation as documented, never the one that was sent: ids and keys are in that. */
  readonly route: string;
  readonly status: number;
  readonly errorCode: string | null;
  readonly durationMs: number;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** To be called where a request was done for a caller who has left: Fastify tells no hook of it. */
    tellOfAbandoned(request: FastifyRequest, durationMs: number): void;
  }
}

/** What log and metrics say, as nginx does, where the caller didn't wait for the answer. */
const CALLER_LEFT = 499;

/**
 * Tells of every request: one line in the log at `info` (reads that succeed: at `debug`, they are
 * most of the traffic and say nothing that the metrics don't), and `observe` for the metrics.
 */
export function addAnsweredRequests(
  app: FastifyInstance,
  parts: { readonly log: Logger; readonly observe: (answered: AnsweredRequest) => void },
): void {
  const { log, observe } = parts;

  function tell({ scope, method }: FastifyRequest, status: number, durationMs: number): void {
    const route = scope.operation?.definition.path ?? 'unmatched';
    observe({ method, route, status, errorCode: scope.errorCode, durationMs });
    const level = isQuietRead(method, status) ? 'debug' : 'info';
    if (log.isLevelEnabled(level)) log[level](toFields(scope, durationMs), `${method} ${route} ${status}`);
  }

  app.addHook('onResponse', (request, reply, done) => {
    tell(request, reply.statusCode, reply.elapsedTime);
    done();
  });
  app.decorate('tellOfAbandoned', (request: FastifyRequest, durationMs: number) => {
    tell(request, CALLER_LEFT, durationMs);
  });
}

function toFields(scope: RequestScope, durationMs: number): object {
  const { requestId, clientRequestId, caller, ip, errorCode } = scope;
  return {
    request_id: requestId,
    client_request_id: clientRequestId === null ? undefined : redactApiKeys(clientRequestId),
    org_id: caller?.tenant.orgId,
    key_id: caller?.key.id,
    ip,
    code: errorCode ?? undefined,
    ms: Math.round(durationMs * 10) / 10,
  };
}

function isQuietRead(method: string, status: number): boolean {
  return (method === 'GET' || method === 'HEAD') && status < 400;
}
