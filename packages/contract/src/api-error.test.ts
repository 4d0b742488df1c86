import { describe, expect, it } from 'vitest';

import { ApiError, isApiError } from './api-error.js';
import { ERRORS, ERROR_CODES } from './errors.js';
import { invariant } from './invariant.js';

describe('ApiError', () => {
  it.each(ERROR_CODES)('%s takes status, retryable and message from the registry', (code) => {
    const error = new ApiError({ code });
    expect(error.status).toBe(ERRORS[code].status);
    expect(error.retryable).toBe(ERRORS[code].retryable);
    expect(error.message).toBe(`${ERRORS[code].title}.`);
  });

  it('keeps what it is given', () => {
    const cause = new RangeError('disk full');
    const error = new ApiError({
      code: 'STORAGE_UNAVAILABLE',
      message: 'There is no room.',
      details: { free: 0 },
      headers: { 'Retry-After': '5' },
      cause,
    });
    expect(error.message).toBe('There is no room.');
    expect(error.details).toEqual({ free: 0 });
    expect(error.headers).toEqual({ 'Retry-After': '5' });
    expect(error.cause).toBe(cause);
  });

  it('has no cause, no details and no headers of its own making', () => {
    const error = new ApiError({ code: 'NOT_FOUND' });
    expect('cause' in error).toBe(false);
    expect(error.details).toBeUndefined();
    expect(error.headers).toEqual({});
  });

  it('is an Error with a stack and a name, for logs', () => {
    const error = new ApiError({ code: 'NOT_FOUND' });
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe('ApiError: There is nothing at this path.');
    expect(error.stack).toContain('api-error.test');
  });
});

describe('isApiError', () => {
  it('tells our errors from others, and one code from another', () => {
    const error: unknown = new ApiError({ code: 'EMAIL_EXISTS' });
    expect(isApiError(error)).toBe(true);
    expect(isApiError(error, 'EMAIL_EXISTS')).toBe(true);
    expect(isApiError(error, 'NOT_FOUND')).toBe(false);
    for (const other of [new Error('x'), { code: 'EMAIL_EXISTS' }, null, undefined, 'EMAIL_EXISTS']) {
      expect(isApiError(other)).toBe(false);
    }
  });
});

describe('invariant', () => {
  it('passes what is truthy and throws on the rest, naming what was broken', () => {
    invariant(1, 'one is something');
    for (const broken of [false, 0, '', null, undefined]) {
      expect(() => {
        invariant(broken, 'the row exists');
      }).toThrow('Invariant broken: the row exists');
    }
  });
});
