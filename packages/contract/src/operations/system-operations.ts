import { Health, Liveness, OpenApiAnswer, Readiness, TextAnswer } from '../schemas/health.js';
import { COMMON_ERRORS, NO_BODY, TRANSPORT_ERRORS, type Operation } from './operation.js';

const open = { tag: 'system', method: 'GET', scope: null, idempotent: false, contentTypes: NO_BODY } as const;

const page = (description: string) =>
  ({ status: 200, schema: TextAnswer, description, bare: true, contentType: 'text/html' }) as const;

/** Operations of the room `system`: health, metrics, documentation. */
export const SYSTEM_OPERATIONS = {
  getHealth: {
    ...open,
    path: '/health',
    aliases: ['/v1/health'],
    summary: 'Health of the server and its parts',
    description:
      "For monitors and people: what works and what doesn't. Also at `/v1/health`. The body comes without the envelope, and is the same with 200 and 503.",
    response: {
      status: 200,
      schema: Health,
      description: 'The server is healthy.',
      bare: true,
      otherStatus: {
        status: 503,
        description: "The server is unhealthy: it can't serve requests.",
        example: {
          status: 'unhealthy',
          version: '0.1.0',
          database: 'unavailable',
          cache: 'ok',
          embedder: 'ok',
          reembedding: null,
        },
      },
    },
    errors: TRANSPORT_ERRORS,
    examples: {
      response: { status: 'healthy', version: '0.1.0', database: 'ok', cache: 'ok', embedder: 'ok', reembedding: null },
    },
  },
  getLiveness: {
    ...open,
    path: '/livez',
    summary: 'Whether the process lives',
    description:
      "Answers as long as the process runs, whatever state its parts are in. When it doesn't: restart the process.",
    response: { status: 200, schema: Liveness, description: 'The process lives.', bare: true },
    errors: TRANSPORT_ERRORS,
    examples: { response: { status: 'ok' } },
  },
  getReadiness: {
    ...open,
    path: '/readyz',
    summary: 'Whether the server takes requests',
    description: "For load balancers: 503 while the server starts, shuts down, or can't reach its database.",
    response: {
      status: 200,
      schema: Readiness,
      description: 'Send requests.',
      bare: true,
      otherStatus: { status: 503, description: 'Send no requests now.', example: { status: 'not_ready' } },
    },
    errors: TRANSPORT_ERRORS,
    examples: { response: { status: 'ready' } },
  },
  getMetrics: {
    ...open,
    path: '/metrics',
    summary: 'Metrics for Prometheus',
    description:
      "Prometheus' text format: requests, latencies, errors by code, sizes of queues and indexes. Open to the loopback interface; from elsewhere it wants `Authorization: Bearer` with the server's `METRICS_TOKEN`, and answers 401 without it.",
    response: { status: 200, schema: TextAnswer, description: 'The metrics.', bare: true, contentType: 'text/plain' },
    errors: ['MISSING_API_KEY', 'INVALID_API_KEY', ...COMMON_ERRORS],
    examples: { response: 'http_requests_total{method="POST",route="/v1/query",status="200"} 128\n' },
  },
  getOpenApiDocument: {
    ...open,
    path: '/openapi.json',
    summary: 'This document',
    description: 'The API as a document of OpenAPI 3.1, made from the schemas that the server checks requests with.',
    response: { status: 200, schema: OpenApiAnswer, description: 'The document.', bare: true },
    errors: COMMON_ERRORS,
    examples: { response: { openapi: '3.1.1', info: { title: 'Memory API', version: '0.1.0' }, paths: {} } },
  },
  getWelcome: {
    ...open,
    path: '/',
    documented: false,
    summary: 'Where to go from here',
    description: 'A page for people: documentation and first command.',
    response: page('The page.'),
    errors: COMMON_ERRORS,
    examples: { response: '<!doctype html><title>Memory API</title>' },
  },
  getDocs: {
    ...open,
    path: '/docs',
    documented: false,
    summary: 'API explorer',
    description: 'A page for people: this API, to read and to try.',
    response: page('The page.'),
    errors: COMMON_ERRORS,
    examples: { response: '<!doctype html><title>Memory API</title>' },
  },
  getErrorDocs: {
    ...open,
    path: '/docs/errors',
    documented: false,
    summary: 'Every error code',
    description: 'A page for people: every error, its meaning, what to do. `doc_url` of an error points into it.',
    response: page('The page.'),
    errors: COMMON_ERRORS,
    examples: { response: '<!doctype html><title>Errors</title>' },
  },
} as const satisfies Record<string, Operation>;
