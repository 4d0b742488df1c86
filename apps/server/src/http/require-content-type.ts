import { ApiError, type Operation } from '@memory-api/contract';
import type { IncomingHttpHeaders } from 'node:http';
import { createValidationError } from './error-answer.js';
import { createCheckStep, type Step } from './step.js';

const JSON_TYPES = ['application/json', 'application/x-www-form-urlencoded'];

/**
 * Whether the body, if there is one, is of a type that the operation names.
 *
 * @throws ApiError UNSUPPORTED_MEDIA_TYPE, or VALIDATION_ERROR for a body where none is taken
 */
export function requireContentType(
  headers: IncomingHttpHeaders,
  { contentTypes }: Pick<Operation, 'contentTypes'>,
): void {
  const type = toMediaType(headers['content-type']);
  if (contentTypes.length === 0 && JSON_TYPES.includes(type)) {
    throw createValidationError([{ field: '', message: 'this operation takes no body' }]);
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (contentTypes.includes(type) && encoding === 'identity') return;
  throw new ApiError({
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message:
      contentTypes.length === 0
        ? 'This operation takes no body.'
        : `This operation takes ${contentTypes.join(' or ')}, without Content-Encoding.`,
  });
}

/** Step: refuses a foreign type before a byte of the body is read. */
export function createContentTypeStep(operation: Operation): Step {
  return createCheckStep(({ raw }) => {
    if (hasBody(raw.headers)) requireContentType(raw.headers, operation);
    // An empty body of any type is fine; Fastify would look for a parser of the type.
    else delete raw.headers['content-type'];
  });
}

function hasBody(headers: IncomingHttpHeaders): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function toMediaType(header: string | undefined): string {
  const [type = ''] = (header ?? '').split(';', 1);
  return type.trim().toLowerCase();
}
