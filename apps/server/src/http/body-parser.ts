import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createValidationError } from './error-answer.js';
import { parseJsonBody } from './json-body.js';

/**
 * Reads every body as JSON, also what curl's `-d` calls a form: which types an operation takes
 * has been decided by then.
 */
export function addBodyParser(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', 'application/x-www-form-urlencoded'],
    { parseAs: 'buffer' },
    (request: FastifyRequest, bytes: Buffer, done) => {
      request.scope.bodyBytes = bytes;
      const body = parseJsonBody(bytes);
      if (body.ok) done(null, body.value);
      else done(createValidationError(body.faults));
    },
  );
}
