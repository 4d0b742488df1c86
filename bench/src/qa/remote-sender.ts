import { messageOf } from '@memory-api/contract';
import type { HttpAnswer, HttpCall } from '../harness/http-client.js';
import type { Sender } from '../harness/query-service.js';
import { EvalInputError } from './eval-input-error.js';

/** A server that runs somewhere, and a key to it. */
export interface RemoteServer {
  readonly baseUrl: string;
  readonly key: string;
}

/**
 * Makes a sender for a server that runs already.
 *
 * @throws {@link EvalInputError} for a base URL that is none, and at sending where no server answers
 */
export function createRemoteSender({ baseUrl, key }: RemoteServer): Sender {
  const root = parseBaseUrl(baseUrl);
  return { send: (call) => sendOnce(call, { root, key }) };
}

/** Takes the URL as people write it: with or without a slash or the version at its end. */
function parseBaseUrl(baseUrl: string): string {
  const root = baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '');
  if (!/^https?:\/\//.test(root) || !URL.canParse(root)) {
    throw new EvalInputError(`--base-url must be an address such as http://localhost:8080, not ${baseUrl}`);
  }
  return root;
}

async function sendOnce(call: HttpCall, { root, key }: { root: string; key: string }): Promise<HttpAnswer> {
  const startedAtMs = performance.now();
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...call.headers };
  try {
    const response = await fetch(root + call.path, {
      method: call.method,
      headers,
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
    const text = await response.text();
    const durationMs = performance.now() - startedAtMs;
    return { status: response.status, headers: Object.fromEntries(response.headers), body: toBody(text), durationMs };
  } catch (error) {
    throw new EvalInputError(`no server answers at ${root}: ${toReason(error)}`, { cause: error });
  }
}

/** What isn't JSON comes from something other than the service; it is kept as text to be told. */
function toBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** fetch says "fetch failed" and keeps the reason in the cause. */
function toReason(error: unknown): string {
  const { cause = error } = error instanceof Error ? error : {};
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return messageOf(cause);
}
