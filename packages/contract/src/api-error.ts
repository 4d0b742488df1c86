import { ERRORS, type ErrorCode } from './errors.js';

/** What an {@link ApiError} is made of. */
export interface ApiErrorInput {
  /** The entry of the registry; it decides the status. */
  readonly code: ErrorCode;
  /** For the caller, in place of the registry's title: a full sentence, without secrets. */
  readonly message?: string | undefined;
  /** For programs: becomes `error.details`. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** Response headers that belong to the error, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What went wrong beneath. Goes to the log, never to the caller. */
  readonly cause?: unknown;
}

/**
 * An error that the caller is told about. Everything else that is thrown becomes 500
 * `INTERNAL_ERROR` with a fixed message.
 *
 * @example
 * throw new ApiError({ code: 'MEMORY_NOT_FOUND', details: { memory_id: id } });
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The entry of the registry. */
  readonly code: ErrorCode;
  /** Becomes `error.details`; absent when there are none. */
  readonly details: Readonly<Record<string, unknown>> | undefined;
  /** Response headers that belong to the error. */
  readonly headers: Readonly<Record<string, string>>;

  /** @param input - code, and what the caller may know beyond it */
  constructor(input: ApiErrorInput) {
    super(
      input.message ?? `${ERRORS[input.code].title}.`,
      input.cause === undefined ? undefined : { cause: input.cause },
    );
    this.code = input.code;
    this.details = input.details;
    this.headers = input.headers ?? {};
  }

  /** HTTP status, from the registry. */
  get status(): number {
    return ERRORS[this.code].status;
  }

  /** Whether the very same request can succeed later, from the registry. */
  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}

/**
 * Whether a thrown value is an {@link ApiError}, optionally one of a given code.
 *
 * @param error - anything that was thrown
 * @param code - the code it must have
 */
export function isApiError(error: unknown, code?: ErrorCode): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code);
}
