import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { redactApiKeys } from './redact-api-keys.js';

/** What log and metrics are told of an answered request. Nothing in it can hold a secret. */
export interface AnsweredRequest {
  readonly method: string;
  /** The path of the operation as documented, never the one that was sent: ids and keys are in that. */
  readonly route: string;
  readonly status: number;
  readonly errorCode: string | null;
  readonly durationMs: number;
}

/**
 * Tells of every answer: one line in the log at `info` (reads that succeed: at `debug`, they are
 * most of the traffic and say nothing that the metrics don't), and `observe` for the metrics.
 */
export function addAnsweredRequests(
  app: FastifyInstance,
  parts: { readonly log: Logger; readonly observe: (answered: AnsweredRequest) => void },
): void {
  const { log, observe } = parts;
  app.addHook('onResponse', (request, reply, done) => {
    const { scope, method } = request;
    const { statusCode: status, elapsedTime: durationMs } = reply;
    const route = scope.operation?.definition.path ?? 'unmatched';
    observe({ method, route, status, errorCode: scope.errorCode, durationMs });
    const level = isQuietRead(method, status) ? 'debug' : 'info';
    if (log.isLevelEnabled(level)) {
      log[level](
        {
          request_id: scope.requestId,
          client_request_id: scope.clientRequestId === null ? undefined : redactApiKeys(scope.clientRequestId),
          org_id: scope.caller?.tenant.orgId,
          key_id: scope.caller?.key.id,
          ip: scope.ip,
          code: scope.errorCode ?? undefined,
          ms: Math.round(durationMs * 10) / 10,
        },
        `${method} ${route} ${status}`,
      );
    }
    done();
  });
}

function isQuietRead(method: string, status: number): boolean {
  return method === 'GET' && status < 400;
}
