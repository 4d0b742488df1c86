import { CALLER_ERRORS } from './errors/caller-errors.js';
import type { ErrorEntry } from './errors/error-entry.js';
import { SERVER_ERRORS } from './errors/server-errors.js';

export type { ErrorEntry } from './errors/error-entry.js';

/** Name of an error: stable, and what programs should branch on. */
export type ErrorCode = keyof typeof CALLER_ERRORS | keyof typeof SERVER_ERRORS;

/** Every error code of the API, ordered by status. The error documentation is made from it. */
export const ERRORS: Readonly<Record<ErrorCode, ErrorEntry>> = { ...CALLER_ERRORS, ...SERVER_ERRORS };

/** Every error code, in the order of the registry. */
export const ERROR_CODES: readonly ErrorCode[] = Object.keys(ERRORS).filter(isErrorCode);

/**
 * Whether a text is an error code of this registry.
 *
 * @param value - any text
 */
export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERRORS, value);
}
