import type { FastifyReply, FastifyRequest } from 'fastify';
import { toApiError } from './error-answer.js';

/** One step of the pipeline, as Fastify calls it: `done` goes on, or leaves with an error. */
export type Step = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;

/** Makes a step of a check that throws. */
export function createCheckStep(check: (request: FastifyRequest) => void): Step {
  return (request, _reply, done) => {
    try {
      check(request);
    } catch (error) {
      done(toApiError(error));
      return;
    }
    done();
  };
}
