import { ERRORS, ERROR_CODES, type ErrorCode } from '../errors.js';
import { EXAMPLE_IDS } from '../operations/examples.js';
import type { Operation } from '../operations/operation.js';

const EXAMPLE_DETAILS: Partial<Record<ErrorCode, unknown>> = {
  VALIDATION_ERROR: {
    field: 'relevance_threshold',
    errors: [
      { field: 'relevance_threshold', message: 'must be at most 1' },
      { field: 'max_memory', message: 'is not a field of this request' },
    ],
  },
  INSUFFICIENT_PERMISSIONS: { required_scopes: ['admin'], your_scopes: ['read', 'write'] },
  RATE_LIMIT_EXCEEDED: { limit: 'requests_per_minute', size: 60, used: 60, opens_at: '2026-01-15T10:30:12.000Z' },
  DAILY_QUOTA_EXCEEDED: { limit: 'requests_per_day', size: 5000, used: 5000, opens_at: '2026-01-16T00:00:00.000Z' },
  CONCURRENT_LIMIT_EXCEEDED: { limit: 'requests_at_once', size: 5, used: 5, opens_at: null },
  QUOTA_EXCEEDED: { limit: 'memories_stored', size: 100, used: 100, opens_at: null },
};

/** An example of every error, for `components.examples`. */
export function createErrorExamples(): Record<string, unknown> {
  return Object.fromEntries(ERROR_CODES.map((code) => [code, { summary: ERRORS[code].title, value: toExample(code) }]));
}

function toExample(code: ErrorCode): unknown {
  const details = EXAMPLE_DETAILS[code];
  return {
    success: false,
    error: {
      code,
      message: `${ERRORS[code].title}.`,
      ...(details === undefined ? {} : { details }),
      doc_url: `https://memory.example.com/docs/errors#${code}`,
    },
    meta: { request_id: EXAMPLE_IDS.request },
  };
}

/** What the answers to a key of a limited plan tell of its limits. */
export const LIMIT_HEADERS = [
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'RateLimit-Policy',
  'RateLimit',
] as const;

function toHeaders(status: number, operation: Operation): Record<string, unknown> {
  const names = ['X-Request-ID'];
  // 401: nobody knows whose limits they would be.
  if (operation.scope !== null && status !== 401) names.push(...LIMIT_HEADERS);
  if (status === 401 || status === 403) names.push('WWW-Authenticate');
  if (status === 429 || status === 503) names.push('Retry-After');
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** A list where there are several: readers of the document swallow the breaks between lines. */
function toDescription(codes: readonly ErrorCode[]): string {
  const lines = codes.map((code) => `\`${code}\`: ${ERRORS[code].title}.`);
  return lines.length === 1 ? lines.join('') : lines.map((line) => `- ${line}`).join('\n');
}

function toResponse(status: number, codes: readonly ErrorCode[], operation: Operation): unknown {
  return {
    description: toDescription(codes),
    headers: toHeaders(status, operation),
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/Error' },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

/**
 * The failing answers of an operation, grouped by status, each code with its example.
 *
 * @param operation - an operation of the table
 */
export function createErrorResponses(operation: Operation): Record<string, unknown> {
  // In the registry's order, each once: lists of errors are put together from overlapping groups.
  const codes = ERROR_CODES.filter((code) => operation.errors.includes(code));
  const statuses = [...new Set(codes.map((code) => ERRORS[code].status))];
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      toResponse(
        status,
        codes.filter((code) => ERRORS[code].status === status),
        operation,
      ),
    ]),
  );
}
