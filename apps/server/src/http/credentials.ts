/** The API key that a request carries, as its headers say it. */
export type Credential =
  /** No key at all, or only a scheme that isn't ours. */
  | { readonly kind: 'none' }
  /** Several keys, and not the same one. */
  | { readonly kind: 'ambiguous' }
  /** One text where a key belongs; whether it is one is for `parseApiKey`. */
  | { readonly kind: 'key'; readonly text: string };

const NONE: Credential = { kind: 'none' };
const AMBIGUOUS: Credential = { kind: 'ambiguous' };

/**
 * Finds the key among raw headers (name, value, name, value, …). The raw ones, because Node
 * keeps only the first of two `Authorization` headers, and a proxy in front may believe the
 * other one.
 */
export function readCredential(rawHeaders: readonly string[]): Credential {
  let found: string | null = null;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const text = readHeader(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
    if (text === null) continue;
    if (found !== null && found !== text) return AMBIGUOUS;
    found = text;
  }
  return found === null ? NONE : { kind: 'key', text: found };
}

/** Compares lengths first: it runs for each header of each request. */
function readHeader(name: string, value: string): string | null {
  if (name.length === 13 && name.toLowerCase() === 'authorization') return readBearer(value);
  if (name.length === 9 && name.toLowerCase() === 'x-api-key') return value === '' ? null : value;
  return null;
}

/** RFC 9110 11.4: a scheme in any case, one or more blanks, the token. */
function readBearer(value: string): string | null {
  if (value.length < 7 || value.slice(0, 7).toLowerCase() !== 'bearer ') return null;
  let start = 7;
  while (value.charCodeAt(start) === 0x20) start += 1;
  return start === value.length ? null : value.slice(start);
}
