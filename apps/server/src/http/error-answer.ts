import { ApiError, isApiError, type ErrorCode } from '@memory-api/contract';
import type { FastifyError } from 'fastify';
import { toFaults } from './faults.js';
import { redactApiKeys } from './redact-api-keys.js';

/** Fastify's own refusals, by the code that it gives them. */
const FRAMEWORK_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_BAD_URL: 'NOT_FOUND',
  FST_ERR_ASYNC_CONSTRAINT: 'NOT_FOUND',
  FST_ERR_REQ_INVALID_VALIDATION_INVOCATION: 'INTERNAL_ERROR',
};

/** Turns whatever was thrown into the error that the caller is told about. */
export function toApiError(error: unknown): ApiError {
  if (isApiError(error)) return error;
  const { validation, validationContext, code, statusCode } = toFastifyParts(error);
  if (validation !== undefined) {
    return createValidationError(toFaults(validation, validationContext ?? 'body'));
  }
  const known = code === undefined ? undefined : FRAMEWORK_CODES[code];
  if (known !== undefined) return new ApiError({ code: known, cause: error });
  // The body ended early, or its length wasn't the one that was announced: the caller's fault.
  if (statusCode === 400) {
    return createValidationError([{ field: '', message: 'the body could not be read' }]);
  }
  return new ApiError({ code: 'INTERNAL_ERROR', cause: error });
}

/** Longest name of a field that is repeated: a caller may have sent one of megabytes. */
const MAX_FIELD_CHARACTERS = 200;

/** One error for all faults of a request, as contract section 2 shows it. */
export function createValidationError(
  faults: readonly { readonly field: string; readonly message: string }[],
): ApiError {
  const errors = faults.map(({ field, message }) => ({ field: toShort(field), message }));
  const [first] = errors;
  const summary = errors.slice(0, 3).map(({ field, message }) => `${field} ${message}`.trim());
  return new ApiError({
    code: 'VALIDATION_ERROR',
    message: `${summary.join('; ')}${errors.length > 3 ? '; …' : '.'}`,
    details: { field: first?.field ?? '', errors },
  });
}

function toShort(field: string): string {
  return field.length > MAX_FIELD_CHARACTERS ? `${field.slice(0, MAX_FIELD_CHARACTERS)}…` : field;
}

/**
 * The failure envelope of contract section 2. It repeats what was sent where that helps (an id, the name of a
 * field), but no key that was sent there by mistake: callers log what they are answered.
 */
export function toErrorText(
  error: Pick<ApiError, 'code' | 'message' | 'details'>,
  requestId: string,
  baseUrl: string,
): string {
  const { code, message, details } = error;
  const envelope = {
    success: false,
    error: { code, message, details, doc_url: `${baseUrl}/docs/errors#${code}` },
    meta: { request_id: requestId },
  };
  return redactApiKeys(JSON.stringify(envelope));
}

function toFastifyParts(error: unknown): Partial<FastifyError> {
  return error instanceof Error ? error : {};
}
