import { ApiError, ERRORS, type ErrorCode } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { createValidationError, toApiError, toErrorText } from './error-answer.js';

/** An error as Fastify throws it. */
function frameworkError(code: string, statusCode: number): Error {
  return Object.assign(new TypeError('secret detail'), { code, statusCode });
}

describe('toApiError', () => {
  it('passes an ApiError on', () => {
    const error = new ApiError({ code: 'MEMORY_NOT_FOUND' });
    expect(toApiError(error)).toBe(error);
  });

  it.each([
    [frameworkError('FST_ERR_CTP_BODY_TOO_LARGE', 413), 'PAYLOAD_TOO_LARGE'],
    [frameworkError('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415), 'UNSUPPORTED_MEDIA_TYPE'],
    [frameworkError('FST_ERR_CTP_INVALID_CONTENT_LENGTH', 400), 'VALIDATION_ERROR'],
    [frameworkError('FST_ERR_SEND_UNDEFINED_ERR', 500), 'INTERNAL_ERROR'],
    [new TypeError('undefined is not a function'), 'INTERNAL_ERROR'],
    ['a text', 'INTERNAL_ERROR'],
    [undefined, 'INTERNAL_ERROR'],
  ] as const)('turns %s into %s', (thrown, code) => {
    expect(toApiError(thrown).code).toBe(code);
  });

  it('keeps what is ours to itself', () => {
    const error = toApiError(new TypeError('secret detail'));
    expect(error.message).not.toContain('secret');
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  it("lists the faults that the framework's validation found", () => {
    const validation = [{ keyword: 'required', instancePath: '', params: { missingProperty: 'text' } }];
    const error = toApiError(Object.assign(new TypeError('x'), { validation, validationContext: 'body' }));
    expect(error.details).toEqual({ field: 'text', errors: [{ field: 'text', message: 'is required' }] });
  });
});

describe('createValidationError', () => {
  it('names the first field and lists all', () => {
    const faults = ['a', 'b', 'c', 'd'].map((field) => ({ field, message: 'is required' }));
    const error = createValidationError(faults);
    expect(error.details).toEqual({ field: 'a', errors: faults });
    expect(error.message).toBe('a is required; b is required; c is required; …');
  });
});

describe('createValidationError of long names', () => {
  it('gives back no more of a name than a person reads', () => {
    const { message, details } = createValidationError([{ field: 'k'.repeat(1_000_000), message: 'is unknown' }]);
    expect(details?.['field']).toBe(`${'k'.repeat(200)}…`);
    expect(message).toBe(`${'k'.repeat(200)}… is unknown.`);
  });
});

describe('createValidationError, of a field of a megabyte', () => {
  it('repeats its beginning', () => {
    const error = createValidationError([{ field: 'x'.repeat(1_000_000), message: 'is not a known field' }]);
    expect(error.details?.['field']).toBe(`${'x'.repeat(200)}…`);
    expect(error.message.length).toBeLessThan(300);
  });
});

describe('toErrorText', () => {
  it('is the envelope of the contract, for every code', () => {
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      expect(JSON.parse(toErrorText(new ApiError({ code }), 'req_1', 'http://h'))).toEqual({
        success: false,
        error: { code, message: `${ERRORS[code].title}.`, doc_url: `http://h/docs/errors#${code}` },
        meta: { request_id: 'req_1' },
      });
    }
  });
});
