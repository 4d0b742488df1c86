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

function toHeaders(status: number): Record<string, unknown> {
  const names = ['X-Request-ID'];
  if (status === 401 || status === 403) names.push('WWW-Authenticate');
  if (status === 429 || status === 503) names.push('Retry-After');
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** A list where there are several: readers of the document swallow the breaks between lines. */
function toDescription(codes: readonly ErrorCode[]): string {
  const lines = codes.map((code) => `\`${code}\`: ${ERRORS[code].title}.`);
  return lines.length === 1 ? lines.join('') : lines.map((line) => `- ${line}`).join('\n');
}

function toResponse(status: number, codes: readonly ErrorCode[]): unknown {
  return {
    description: toDescription(codes),
    headers: toHeaders(status),
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
      ),
    ]),
  );
}
