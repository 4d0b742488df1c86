import { ApiError, createId, type ErrorCode } from '@memory-api/contract';
import type { Socket } from 'node:net';
import { JSON_TYPE } from './envelope.js';
import { createValidationError, toErrorText } from './error-answer.js';

/** What Node's HTTP parser refuses before there is a request, by its code. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** The whole answer to bytes that are no request, head and body. `baseUrl` is where its caller finds the documentation. */
export function toClientErrorText(code: string | undefined, requestId: string, baseUrl: string): string {
  const known = code === undefined ? undefined : CODES[code];
  const error =
    known === undefined
      ? createValidationError([{ field: '', message: 'the request is not valid HTTP' }])
      : new ApiError({ code: known });
  const body = toErrorText(error, requestId, baseUrl);
  return [
    `HTTP/1.1 ${error.status} ${REASONS[error.status] ?? 'Error'}`,
    `content-type: ${JSON_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

// Long enough to read an answer, too short to be worth holding a connection for.
const LINGER_MS = 2_000;

/**
 * Answers with the usual envelope where Node would send an empty 400, and hangs up. What the
 * caller is still sending is read for a moment: closing at once would reset the connection, and
 * the answer be lost on the way (RFC 9112, section 9.6).
 */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  // The rest of what was answered already is refused by the parser, too.
  if (socket.writableEnded) return;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(toClientErrorText(error.code, createId('req', Date.now()), toBaseUrl(socket)));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** No request, no `Host` header: the address that was called is all that is known. */
function toBaseUrl({ localAddress = 'localhost', localPort }: Socket): string {
  return `http://${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};
