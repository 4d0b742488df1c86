import { setTimeout } from 'node:timers/promises';
import { EmbedderError } from '../embedder-error.js';
import type { EmbedderLogger } from '../embedder-port.js';
import { parseRetryAfterMs } from './parse-retry-after.js';

/** Where and how requests are sent. */
export interface EmbeddingsEndpoint {
  readonly url: string;
  readonly apiKey: string | null;
  /** Time for one attempt, its body included. */
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
  readonly logger: EmbedderLogger | undefined;
}

/** An attempt that may be made again. */
interface FailedAttempt {
  readonly error: EmbedderError;
  readonly retryAfterMs: number | null;
}

const MAX_ATTEMPTS = 4;
const FIRST_DELAY_MS = 250;
/** A request is waiting: who asks for more patience than this is answered with an error instead. */
const MAX_DELAY_MS = 8000;
/** Beside 5xx, of which those that some proxies and providers made up (520–529) pass like the others. */
const RETRYABLE_STATUS: ReadonlySet<number> = new Set([408, 425, 429]);
const NOT_IMPLEMENTED = 501;

/**
 * Posts to an embeddings endpoint and gives the parsed body. Time-outs, lost connections, 429 and 5xx are tried again,
 * four attempts in all, after the endpoint's `Retry-After` or else with doubling, randomized delays.
 *
 * @throws EmbedderError when it is refused, or none of the attempts got through
 */
export async function postEmbeddings(
  endpoint: EmbeddingsEndpoint,
  body: object,
  signal: AbortSignal,
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryOnce(endpoint, body, signal);
    if ('body' in outcome) return outcome.body;
    const delayMs = outcome.retryAfterMs ?? randomDelayMs(attempt);
    if (!outcome.error.retryable || attempt === MAX_ATTEMPTS || delayMs > MAX_DELAY_MS) throw outcome.error;
    endpoint.logger?.warn({ attempt, delayMs, reason: outcome.error.message }, 'Embeddings are tried again');
    await waitMs(delayMs, signal);
  }
}

async function tryOnce(
  endpoint: EmbeddingsEndpoint,
  body: object,
  signal: AbortSignal,
): Promise<{ readonly body: unknown } | FailedAttempt> {
  signal.throwIfAborted();
  try {
    const response = await endpoint.fetch(endpoint.url, {
      method: 'POST',
      headers: toHeaders(endpoint.apiKey),
      body: JSON.stringify(body),
      // The key goes to the configured host and to no other.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(endpoint.timeoutMs)]),
    });
    return response.ok ? { body: await readJson(response) } : await toFailedAttempt(response);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EmbedderError) return { error, retryAfterMs: null };
    return { error: toTransportError(error, endpoint.timeoutMs), retryAfterMs: null };
  }
}

function toHeaders(apiKey: string | null): Record<string, string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return apiKey === null ? headers : { ...headers, authorization: `Bearer ${apiKey}` };
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Without the cause: it cites the body.
    throw new EmbedderError('The embeddings endpoint answered something else than JSON', { retryable: false });
  }
}

async function toFailedAttempt(response: Response): Promise<FailedAttempt> {
  // The body is left out of the message: providers repeat parts of the key or of the text in it.
  await response.body?.cancel();
  const { status } = response;
  const retryable = RETRYABLE_STATUS.has(status) || (status >= 500 && status !== NOT_IMPLEMENTED);
  const error = new EmbedderError(`The embeddings endpoint answered ${status}${hintFor(status)}`, { retryable });
  return { error, retryAfterMs: parseRetryAfterMs(response.headers.get('retry-after'), Date.now()) };
}

function hintFor(status: number): string {
  if (status === 401 || status === 403) return ': it does not accept EMBEDDER_API_KEY';
  if (status >= 300 && status < 400) return ': it sends requests elsewhere, set EMBEDDER_BASE_URL to where it points';
  if (status === 404) return ': check EMBEDDER_BASE_URL and EMBEDDER_MODEL';
  return '';
}

function toTransportError(cause: unknown, timeoutMs: number): EmbedderError {
  const isTimeout = cause instanceof Error && cause.name === 'TimeoutError';
  const message = isTimeout
    ? `The embeddings endpoint did not answer within ${timeoutMs} ms`
    : "The embeddings endpoint can't be reached";
  return new EmbedderError(message, { retryable: true, cause });
}

/** Between half and all of the doubled delay, so that many who were refused together don't come back together. */
function randomDelayMs(attempt: number): number {
  return FIRST_DELAY_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

async function waitMs(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(delayMs, undefined, { signal });
  } catch (error) {
    // The timer's own AbortError would hide why the caller gave up.
    signal.throwIfAborted();
    throw error;
  }
}
