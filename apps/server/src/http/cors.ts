import type { Step } from './step.js';

const ALLOWED_METHODS = 'GET, POST, PUT, PATCH, DELETE';
const ALLOWED_HEADERS = 'Authorization, Content-Type, Idempotency-Key, If-Match, X-API-Key, X-Request-ID';
const EXPOSED_HEADERS =
  'ETag, Idempotency-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, ' +
  'X-Client-Request-ID, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-ID';
const MAX_AGE_SECONDS = '7200';

/**
 * Step: lets the pages of the given origins call the API (Fetch standard, CORS protocol). No
 * step at all where no origin is allowed. Credentials stay off: keys travel in headers, and a
 * cookie is a key to nothing.
 */
export function createCorsStep(origins: readonly string[]): readonly Step[] {
  if (origins.length === 0) return [];
  const allowed = new Set(origins);
  const isOpen = allowed.has('*');
  return [
    (request, reply, done) => {
      const { origin, 'access-control-request-method': wanted } = request.headers;
      if (!isOpen) reply.header('vary', 'Origin');
      if (origin === undefined || !(isOpen || allowed.has(origin))) {
        done();
        return;
      }
      reply.header('access-control-allow-origin', isOpen ? '*' : origin);
      if (request.method !== 'OPTIONS' || wanted === undefined) {
        reply.header('access-control-expose-headers', EXPOSED_HEADERS);
        done();
        return;
      }
      reply
        .code(204)
        .header('access-control-allow-methods', ALLOWED_METHODS)
        .header('access-control-allow-headers', ALLOWED_HEADERS)
        .header('access-control-max-age', MAX_AGE_SECONDS)
        .send();
    },
  ];
}
