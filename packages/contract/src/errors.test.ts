import { describe, expect, it } from 'vitest';

import { ERRORS, ERROR_CODES, isErrorCode } from './errors.js';

// Programs branch on these: a code or status that changes here breaks them.
const PINNED = `
400 AMBIGUOUS_CREDENTIALS
400 CANNOT_REVOKE_CURRENT_KEY
400 CONFIRMATION_REQUIRED
400 VALIDATION_ERROR
400 WEBHOOK_REFUSED
401 API_KEY_DISABLED
401 API_KEY_EXPIRED
401 INVALID_API_KEY
401 INVALID_API_KEY_FORMAT
401 MISSING_API_KEY
402 PAYMENT_METHOD_REQUIRED
402 QUOTA_EXCEEDED
403 INSUFFICIENT_PERMISSIONS
403 IP_NOT_ALLOWED
403 ORGANIZATION_DISABLED
403 SIGNUP_CLOSED
404 API_KEY_NOT_FOUND
404 INVOICE_NOT_FOUND
404 MEMORY_NOT_FOUND
404 NOT_FOUND
405 METHOD_NOT_ALLOWED
408 REQUEST_TIMEOUT retryable
409 API_KEY_NOT_ACTIVE
409 CORRECTION_BELOW_ZERO
409 EMAIL_EXISTS
409 IDEMPOTENCY_IN_PROGRESS retryable
409 INVOICE_NOT_REISSUABLE
409 INVOICE_SETTLED
409 LAST_ADMIN_KEY
409 MEMORY_ID_EXISTS
409 PAYMENTS_NOT_SET_UP
412 PRECONDITION_FAILED
413 PAYLOAD_TOO_LARGE
415 UNSUPPORTED_MEDIA_TYPE
422 IDEMPOTENCY_KEY_REUSED
429 CONCURRENT_LIMIT_EXCEEDED retryable
429 DAILY_QUOTA_EXCEEDED retryable
429 RATE_LIMIT_EXCEEDED retryable
431 HEADERS_TOO_LARGE
500 EXTRACTION_FAILED retryable
500 INTERNAL_ERROR retryable
503 EMBEDDER_UNAVAILABLE retryable
503 PAYMENT_PROVIDER_UNAVAILABLE retryable
503 SHUTTING_DOWN retryable
503 STORAGE_UNAVAILABLE retryable
`;

describe('the error registry', () => {
  it('holds exactly the pinned codes, with their statuses', () => {
    const lines = ERROR_CODES.map(
      (code) => `${ERRORS[code].status} ${code}${ERRORS[code].retryable ? ' retryable' : ''}`,
    );
    expect(lines.toSorted()).toEqual(PINNED.trim().split('\n'));
  });

  it('is ordered by status, for whoever reads the page', () => {
    const statuses = ERROR_CODES.map((code) => ERRORS[code].status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual(statuses);
  });

  it.each(ERROR_CODES)('%s has a title of one line, and full sentences of meaning and advice', (code) => {
    const { title, meaning, whatToDo } = ERRORS[code];
    expect(title).toMatch(/^[A-Z][^\n.]{10,80}$/);
    expect(meaning).toMatch(/^[^\n]{30,600}\.$/);
    expect(whatToDo).toMatch(/^[A-Z`][^\n]{20,500}\.$/);
  });

  it('names no error that does not exist', () => {
    const named = ERROR_CODES.flatMap(
      (code) => `${ERRORS[code].meaning} ${ERRORS[code].whatToDo}`.match(/`[A-Z]+_[A-Z_]+`/g) ?? [],
    );
    const variables = ['`TRUST_PROXY`', '`DATA_DIR`', '`STRIPE_API_KEY`', '`STRIPE_WEBHOOK_SECRET`'];
    for (const name of named) {
      expect(variables.includes(name) || isErrorCode(name.slice(1, -1)), name).toBe(true);
    }
  });

  it('says nothing of the operator of the server as a scope', () => {
    expect(JSON.stringify(ERRORS)).not.toContain('operator');
  });
});

describe('isErrorCode', () => {
  it('knows the codes, and nothing that an object has by nature', () => {
    expect(isErrorCode('VALIDATION_ERROR')).toBe(true);
    for (const other of ['', 'validation_error', 'toString', '__proto__']) expect(isErrorCode(other)).toBe(false);
  });
});
