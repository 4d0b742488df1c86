import { EmbedderError } from '../embedder-error.js';
import type { EmbeddingsEndpoint } from './post-embeddings.js';

/** An endpoint as it is set from outside. */
export interface EndpointSettings {
  /** Up to `/embeddings`. */
  readonly baseUrl: string;
  /** Null for endpoints that take none. */
  readonly apiKey: string | null;
}

/**
 * Checks what `fetch` would refuse at every request, with the key or the password in its message.
 *
 * @throws EmbedderError, not retryable, that names the variable and not its value
 */
export function parseEndpointAddress({
  baseUrl,
  apiKey,
}: EndpointSettings): Pick<EmbeddingsEndpoint, 'url' | 'apiKey'> {
  if (!isAddress(baseUrl)) throw refused('EMBEDDER_BASE_URL takes an http(s) URL without user name and password');
  if (apiKey !== null && !/^[\x21-\x7e]+$/u.test(apiKey)) {
    throw refused('EMBEDDER_API_KEY takes visible ASCII characters alone');
  }
  return { url: `${baseUrl.replace(/\/+$/u, '')}/embeddings`, apiKey };
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/u.test(protocol) && username === '' && password === '';
}

function refused(message: string): EmbedderError {
  return new EmbedderError(message, { retryable: false });
}
