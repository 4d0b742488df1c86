import { connect } from 'node:net';

/** The head and body of one answer, as bytes came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** How bytes are sent. */
export interface RawExchange {
  readonly port: number;
  /** What is written, piece by piece. */
  readonly chunks: readonly (string | Buffer)[];
  readonly pauseMs?: number;
  /** Ends our side after the last piece. */
  readonly end?: boolean;
  readonly timeoutMs?: number;
}

/**
 * Writes bytes as they are, which no HTTP client would send, and reads until the server hangs up (or
 * says nothing for `timeoutMs`).
 */
export async function exchangeRaw({
  port,
  chunks,
  pauseMs = 0,
  end = false,
  timeoutMs = 5_000,
}: RawExchange): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  const received: Buffer[] = [];
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      socket.destroy();
      resolve(Buffer.concat(received).toString('latin1'));
    };
    socket.setTimeout(timeoutMs, finish);
    socket.on('data', (bytes: Buffer) => received.push(bytes));
    socket.on('close', finish);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // The server may hang up before it has read everything: what it said first is the answer.
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') finish();
      else reject(error);
    });
    socket.on('connect', () => {
      void writeAll();
    });
    async function writeAll(): Promise<void> {
      for (const chunk of chunks) {
        if (!socket.writable) return;
        socket.write(chunk);
        if (pauseMs > 0) await new Promise((next) => setTimeout(next, pauseMs));
      }
      if (end) socket.end();
    }
  });
}

const ATTEMPTS = 5;

/**
 * Sends one request whose head is given line by line; `Connection: close` is added. A server that hangs
 * up while we are still writing has mostly said why; where that got lost, the request is sent again.
 */
export async function requestRaw(
  port: number,
  lines: readonly string[],
  body: string | Buffer = '',
): Promise<RawAnswer> {
  const head = [...lines, 'Host: localhost', 'Connection: close', '', ''].join('\r\n');
  let answer = parseRawAnswer('');
  for (let attempt = 0; attempt < ATTEMPTS && answer.status === 0; attempt += 1) {
    answer = parseRawAnswer(await exchangeRaw({ port, chunks: [Buffer.from(head, 'latin1'), body] }));
  }
  return answer;
}

/** Reads the first answer of what a server sent; status 0 when it sent none. */
export function parseRawAnswer(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
  return { status, head, body: rest.join('\r\n\r\n') };
}

/** How many answers a server sent on one connection. */
export function countAnswers(text: string): number {
  return text.match(/HTTP\/1\.1 \d{3} /g)?.length ?? 0;
}
