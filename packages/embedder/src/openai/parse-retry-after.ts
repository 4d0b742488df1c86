/**
 * Reads a `Retry-After` header: seconds or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @returns the milliseconds to wait, at least 0; null without a header or with one that says nothing
 */
export function parseRetryAfterMs(header: string | null, nowMs: number): number | null {
  const value = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/u.test(value)) return Number(value) * 1000;
  // A date begins with the name of a day; Date.parse alone would take "-5" for a year.
  if (!/^[A-Z]/iu.test(value)) return null;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs);
}
