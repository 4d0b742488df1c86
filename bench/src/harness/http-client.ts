import { Agent, request as httpRequest } from 'node:http';
import { invariant } from '@memory-api/contract';
import { asRecord } from './json.js';

/** An answer of the server, its body parsed. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** From sending the first byte to having the last one, in milliseconds. */
  readonly durationMs: number;
}

/** One request to the API. */
export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends requests over connections that stay open. */
export interface HttpClient {
  /** Resolves with any answer, 5xx included; rejects when the connection breaks. */
  send(call: HttpCall): Promise<HttpAnswer>;
  /** Like `send`, for calls that must succeed: gives `data` of the envelope and stops the run on any failure. */
  sendOk(call: HttpCall): Promise<unknown>;
  close(): void;
}

/** Makes a client for one key. */
export function createHttpClient(options: {
  readonly port: number;
  readonly key: string;
  readonly connections: number;
}): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const send = (call: HttpCall): Promise<HttpAnswer> => sendOnce(call, { ...options, agent });
  return {
    send,
    sendOk: async (call) => {
      const answer = await send(call);
      const { success, data } = asRecord(answer.body);
      invariant(
        success === true,
        `${call.method} ${call.path} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
      );
      return data;
    },
    close: () => agent.destroy(),
  };
}

interface Connection {
  readonly port: number;
  readonly key: string;
  readonly agent: Agent;
}

function sendOnce(call: HttpCall, { port, key, agent }: Connection): Promise<HttpAnswer> {
  const payload = call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body));
  const headers: Record<string, string | number> = { authorization: `Bearer ${key}`, ...call.headers };
  if (payload) Object.assign(headers, { 'content-type': 'application/json', 'content-length': payload.length });
  const startedAtMs = performance.now();
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, agent, method: call.method, path: call.path, headers });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const durationMs = performance.now() - startedAtMs;
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: incoming.statusCode ?? 0,
          headers: toFlatHeaders(incoming.headers),
          body: parseJson(text),
          durationMs,
        });
      });
    });
    outgoing.end(payload);
  });
}

function toFlatHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat = Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')] as const);
  return Object.fromEntries(flat);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
