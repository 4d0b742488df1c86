import { createId, MAX_CLIENT_REQUEST_ID_CHARACTERS } from '@memory-api/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestScope, type ScopeParts } from './request-scope.js';

const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

declare module 'fastify' {
  interface FastifyRequest {
    /** Made by the first step of the pipeline, before anything else looks at the request. */
    scope: RequestScope;
  }
}

/** The caller's own `X-Request-ID`, or null where there is none worth repeating. */
export function readClientRequestId(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string' || header.length > MAX_CLIENT_REQUEST_ID_CHARACTERS) return null;
  return VISIBLE_ASCII.test(header) ? header : null;
}

/** Step 1: the request gets its id and its one reading of the clock. */
export function createRequestIdStep(parts: ScopeParts & { readonly now: () => number }) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const nowMs = parts.now();
    const requestId = createId('req', nowMs);
    const clientRequestId = readClientRequestId(request.headers['x-request-id']);
    const init = { requestId, clientRequestId, nowMs, ip: request.ip, request, response: reply.raw, parts };
    request.scope = new RequestScope(init);
    reply.header('x-request-id', requestId);
    if (clientRequestId !== null) reply.header('x-client-request-id', clientRequestId);
    done();
  };
}
