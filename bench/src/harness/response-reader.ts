import { invariant } from '@memory-api/contract';

const HEADERS_END = Buffer.from('\r\n\r\n');
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;

/** Finds where answers end in a stream of HTTP/1.1 answers with Content-Length. */
export interface ResponseReader {
  /** Takes what a socket gave and returns the status codes of the answers that are complete with it. */
  push(chunk: Buffer): number[];
}

/**
 * Makes a reader for one connection. It reads the status and the length and nothing else: what a load generator spends
 * on an answer is taken from what the server could have served.
 */
export function createResponseReader(): ResponseReader {
  let rest: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const statuses: number[] = [];
      for (let end = endOfFirst(rest); end !== null && end <= rest.length; end = endOfFirst(rest)) {
        statuses.push(Number(rest.toString('latin1', 9, 12)));
        rest = rest.subarray(end);
      }
      return statuses;
    },
  };
}

function endOfFirst(bytes: Buffer): number | null {
  const headersEnd = bytes.indexOf(HEADERS_END);
  if (headersEnd < 0) return null;
  const [, length] = CONTENT_LENGTH.exec(bytes.toString('latin1', 0, headersEnd)) ?? [];
  invariant(length !== undefined, 'every answer to the load generator has a Content-Length');
  return headersEnd + HEADERS_END.length + Number(length);
}
