import type { ApiKeyRecord } from '@memory-api/storage';
import { parseAddressRange } from '../../http/address-matcher.js';
import { createValidationError } from '../../http/error-answer.js';
import type { Fault } from '../../http/json-body.js';
import { toEndsAtMs } from '../../http/key-cache.js';

/** Whether a key works at a time: not revoked, not expired, its grace period not over. */
export function isActiveKey(
  key: Pick<ApiKeyRecord, 'revokedAtMs' | 'expiresAtMs' | 'graceUntilMs'>,
  nowMs: number,
): boolean {
  return key.revokedAtMs === null && nowMs < toEndsAtMs(key);
}

/** Whether a key keeps an organization manageable: an active live key with `admin` that doesn't end. */
export function isLastingAdminKey(key: ApiKeyRecord): boolean {
  const isLasting = key.revokedAtMs === null && key.expiresAtMs === null && key.graceUntilMs === null;
  return isLasting && key.environment === 'live' && key.scopes.includes('admin');
}

/**
 * Checks what a schema can't say of a key's settings.
 *
 * @throws ApiError VALIDATION_ERROR with every fault
 */
export function requireSoundSettings(
  key: Pick<ApiKeyRecord, 'environment' | 'scopes' | 'namespaces' | 'ipAllowlist'>,
): void {
  const faults: Fault[] = [];
  const held = (['admin', 'operator'] as const).find((scope) => key.scopes.includes(scope));
  if (key.namespaces !== null && held !== undefined) {
    faults.push({ field: 'namespaces', message: `can't be set for a key that holds ${held}` });
  }
  if (key.environment === 'test' && key.scopes.includes('operator')) {
    faults.push({ field: 'scopes', message: 'operator needs a live key' });
  }
  for (const [index, range] of (key.ipAllowlist ?? []).entries()) {
    if (parseAddressRange(range) !== null) continue;
    faults.push({
      field: `ip_allowlist[${index}]`,
      message: 'must be an address or a CIDR range, such as 203.0.113.0/24',
    });
  }
  if (faults.length > 0) throw createValidationError(faults);
}
