import { isApiError } from '@memory-api/contract';
import { describe, expect, it } from 'vitest';
import { requireContentType } from './require-content-type.js';

const takesJson = { contentTypes: ['application/json', 'application/x-www-form-urlencoded'] };
const takesNothing = { contentTypes: [] };

function codeOf(headers: Record<string, string>, operation: { contentTypes: readonly string[] }): string | null {
  try {
    requireContentType(headers, operation);
    return null;
  } catch (error) {
    return isApiError(error) ? error.code : 'not an ApiError';
  }
}

describe('requireContentType', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
    'application/x-www-form-urlencoded',
  ])('takes %s where an operation reads JSON', (type) => {
    expect(codeOf({ 'content-type': type }, takesJson)).toBeNull();
  });

  it.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/jsonp', ''])(
    'refuses %j',
    (type) => {
      expect(codeOf({ 'content-type': type }, takesJson)).toBe('UNSUPPORTED_MEDIA_TYPE');
    },
  );

  it('refuses a body without a type', () => {
    expect(codeOf({}, takesJson)).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it('refuses a compressed body', () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect(codeOf(headers, takesJson)).toBe('UNSUPPORTED_MEDIA_TYPE');
  });

  it('refuses a body where an operation takes none', () => {
    expect(codeOf({ 'content-type': 'application/json' }, takesNothing)).toBe('VALIDATION_ERROR');
    expect(codeOf({ 'content-type': 'text/plain' }, takesNothing)).toBe('UNSUPPORTED_MEDIA_TYPE');
  });
});
