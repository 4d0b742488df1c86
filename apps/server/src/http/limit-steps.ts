import { invariant, type OperationId } from '@memory-api/contract';
import type { FastifyInstance } from 'fastify';
import { toApiError } from './error-answer.js';
import type { LimitedRequest, Limits } from './limits.js';
import { createSocketSlots } from './socket-slots.js';
import type { Step } from './step.js';

/** The steps that hold requests to the limits of their plan. */
export interface LimitSteps {
  /** Minute and requests at once, before the body is read. */
  readonly admit: Step;
  /** Day and month, right before the handler: a replay has left by then, and a faulty request doesn't count. */
  chargeQuotas(id: OperationId): Step;
  /** Has every answer settle what its request counts, and give its slot back. */
  addRelease(app: FastifyInstance): void;
}

/** Makes the steps. */
export function createLimitSteps(limits: Limits): LimitSteps {
  const slots = createSocketSlots();

  const admit: Step = (request, _reply, done) => {
    const { scope, raw } = request;
    invariant(scope.caller !== null, 'authentication comes before limits');
    const enter = (limited: LimitedRequest | null): void => {
      scope.limited = limited;
      if (limited !== null) slots.hold(raw.socket, limited);
      done();
    };
    let admitted: ReturnType<Limits['admit']>;
    try {
      admitted = limits.admit(scope.caller, {
        nowMs: scope.nowMs,
        operation: scope.operation?.id ?? null,
        mayBeReplay: raw.headers['idempotency-key'] !== undefined,
      });
    } catch (error) {
      done(toApiError(error));
      return;
    }
    if (admitted instanceof Promise) admitted.then(enter, (error: unknown) => done(toApiError(error)));
    else enter(admitted);
  };

  return {
    admit,
    chargeQuotas: createQuotaStep,
    addRelease(app) {
      app.addHook('onResponse', ({ scope, raw }, reply, done) => {
        if (scope.limited !== null) {
          scope.limited.settle(reply.statusCode, scope.usage);
          slots.release(raw.socket, scope.limited);
        }
        done();
      });
    },
  };
}

function createQuotaStep(id: OperationId): Step {
  return (request, reply, done) => {
    const { scope } = request;
    let charged: Promise<void> | null;
    try {
      charged = scope.limited?.chargeQuotas(id) ?? null;
    } catch (error) {
      done(toApiError(error));
      return;
    }
    if (charged === null) done();
    else {
      charged.then(
        () => {
          if (!reply.raw.destroyed) {
            done();
            return;
          }
          // He left while the database was asked: nothing was done for him.
          scope.limited?.settle(null, scope.usage);
          request.server.tellOfAbandoned(request, reply.elapsedTime);
        },
        (error: unknown) => done(toApiError(error)),
      );
    }
  };
}
