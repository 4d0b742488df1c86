import type { FastifyReply } from 'fastify';
import { addLimitHeaders, JSON_TYPE, toSuccessText } from './envelope.js';
import { toApiError } from './error-answer.js';
import { parseIdempotencyKey, toFingerprint, type Idempotency, type KeptAnswer } from './idempotency.js';
import type { RequestScope } from './request-scope.js';
import { createCheckStep, type Step } from './step.js';
import { invariant } from '@memory-api/contract';

/** Step: reads `Idempotency-Key`, and leaves with the first answer where there is one. */
export function createReplayStep(idempotency: Idempotency): Step {
  const readKey = createCheckStep((request) => {
    const { scope, method, url } = request;
    const header = request.headers['idempotency-key'];
    if (header === undefined) return;
    invariant(scope.caller !== null, 'authentication comes before idempotency');
    const keyHash = parseIdempotencyKey(header);
    const input = { method, url, bodyBytes: scope.bodyBytes };
    scope.idempotent = { keyHash, fingerprint: toFingerprint(scope.caller, input) };
  });
  return (request, reply, done) => {
    readKey(request, reply, (error) => {
      const { idempotent } = request.scope;
      if (error !== undefined || idempotent === null) {
        done(error);
        return;
      }
      idempotency.findAnswer(request.scope, idempotent).then(
        (answer) => (answer === null ? done() : sendKept(reply, request.scope, answer)),
        (cause: unknown) => done(toApiError(cause)),
      );
    });
  };
}

/** The same `data`, status and headers; `meta` is this request's own. */
function sendKept(reply: FastifyReply, scope: RequestScope, answer: KeptAnswer): void {
  addLimitHeaders(reply, scope);
  reply
    .code(answer.status)
    .headers({ ...answer.headers })
    .header('content-type', JSON_TYPE)
    .header('idempotency-replayed', 'true')
    .send(toSuccessText(answer.dataJson, scope, undefined));
}
