import { describe, expect, it } from 'vitest';
import { toClientErrorText } from './client-error.js';

describe('toClientErrorText', () => {
  it.each([
    ['HPE_HEADER_OVERFLOW', 'HTTP/1.1 431 Request Header Fields Too Large', 'HEADERS_TOO_LARGE'],
    ['ERR_HTTP_REQUEST_TIMEOUT', 'HTTP/1.1 408 Request Timeout', 'REQUEST_TIMEOUT'],
    ['HPE_INVALID_HEADER_TOKEN', 'HTTP/1.1 400 Bad Request', 'VALIDATION_ERROR'],
    [undefined, 'HTTP/1.1 400 Bad Request', 'VALIDATION_ERROR'],
  ])('answers %s with the usual envelope', (code, statusLine, errorCode) => {
    const [head = '', body = ''] = toClientErrorText(code, 'req_1', 'http://[::1]:8080').split('\r\n\r\n');
    const lines = head.split('\r\n');
    expect(lines[0]).toBe(statusLine);
    expect(lines).toContain(`content-length: ${Buffer.byteLength(body)}`);
    expect(lines).toContain('x-request-id: req_1');
    expect(lines).toContain('connection: close');
    expect(JSON.parse(body)).toMatchObject({
      success: false,
      error: { code: errorCode, doc_url: `http://[::1]:8080/docs/errors#${errorCode}` },
      meta: { request_id: 'req_1' },
    });
  });
});
