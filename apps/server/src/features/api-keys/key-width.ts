import { ApiError, hasScope } from '@memory-api/contract';
import type { ApiKeyRecord } from '@memory-api/storage';
import { isRangeCovered } from '../../http/address-matcher.js';
import { toEndsAtMs } from '../../http/key-cache.js';

/** Everything that makes a key wide or narrow. */
export type KeyWidth = Pick<ApiKeyRecord, 'environment' | 'scopes' | 'namespaces' | 'ipAllowlist' | 'expiresAtMs'> & {
  readonly graceUntilMs?: number | null;
};

/** In what one key goes beyond another. */
export type Excess = 'environment' | 'scopes' | 'namespaces' | 'ip_allowlist' | 'expires_at';

/**
 * In what `key` is wider than `holder`: the list is empty where everything that `key` may, `holder`
 * may as well, for at least as long (contract 1.3).
 */
export function findExcess(key: KeyWidth, holder: KeyWidth): readonly Excess[] {
  const excess: Excess[] = [];
  if (holder.environment === 'test' && key.environment === 'live') excess.push('environment');
  if (!key.scopes.every((scope) => hasScope(holder.scopes, scope))) excess.push('scopes');
  if (!isWithin(key.namespaces, holder.namespaces)) excess.push('namespaces');
  if (!isReachedFromWithin(key.ipAllowlist, holder.ipAllowlist)) excess.push('ip_allowlist');
  if (endOf(key) > endOf(holder)) excess.push('expires_at');
  return excess;
}

/**
 * Refuses what would be wider than the key that asks for it.
 *
 * @throws ApiError INSUFFICIENT_PERMISSIONS naming what is too wide
 */
export function requireWithin(key: KeyWidth, holder: KeyWidth): void {
  const excess = findExcess(key, holder);
  if (excess.length === 0) return;
  throw new ApiError({
    code: 'INSUFFICIENT_PERMISSIONS',
    message: `A key makes, changes, rotates and revokes nothing wider than itself: ${excess.join(', ')}.`,
    details: { required_scopes: key.scopes, your_scopes: holder.scopes, wider_in: excess },
  });
}

function endOf({ expiresAtMs, graceUntilMs = null }: KeyWidth): number {
  return toEndsAtMs({ expiresAtMs, graceUntilMs });
}

function isWithin(inner: readonly string[] | null, outer: readonly string[] | null): boolean {
  return outer === null || (inner !== null && inner.every((name) => outer.includes(name)));
}

function isReachedFromWithin(inner: readonly string[] | null, outer: readonly string[] | null): boolean {
  return outer === null || (inner !== null && inner.every((range) => isRangeCovered(range, outer)));
}
