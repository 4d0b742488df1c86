import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '@memory-api/contract';
import ipaddr from 'ipaddr.js';
import { CHALLENGE } from '../../http/authenticator.js';

/**
 * Lets the loopback interface read the metrics, and from elsewhere whoever has the token. A
 * forwarded request comes from elsewhere, however near the proxy is that forwards it.
 *
 * @throws ApiError MISSING_API_KEY or INVALID_API_KEY
 */
export function requireMetricsAccess(
  request: { readonly ip: string; readonly isForwarded: boolean; readonly authorization: string | undefined },
  token: string | null,
): void {
  const { ip, isForwarded, authorization } = request;
  if (!isForwarded && isLoopback(ip)) return;
  if (authorization === undefined) {
    throw new ApiError({ code: 'MISSING_API_KEY', message: TELL, headers: { 'www-authenticate': CHALLENGE } });
  }
  const sent = /^bearer +(\S+)$/i.exec(authorization)?.[1];
  if (token !== null && sent !== undefined && isSame(sent, token)) return;
  throw new ApiError({
    code: 'INVALID_API_KEY',
    message: TELL,
    headers: { 'www-authenticate': `${CHALLENGE}, error="invalid_token"` },
  });
}

/** Whether a proxy says that it forwards. `ip` has been resolved already where the proxy is trusted. */
export function isForwarded(headers: IncomingHttpHeaders, isTrusted: boolean): boolean {
  return !isTrusted && (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined);
}

const TELL = 'From elsewhere than the loopback interface, metrics want METRICS_TOKEN as a bearer token.';

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

/** Compares hashes: they have one length, and where they differ says nothing of the token. */
function isSame(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
