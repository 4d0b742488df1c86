import { isApiError, type Scope } from '@memory-api/contract';
import type { ApiKeyRecord } from '@memory-api/storage';
import { describe, expect, it } from 'vitest';
import { isActiveKey, isLastingAdminKey, requireSoundSettings } from './key-rules.js';

const lasting = {
  environment: 'live',
  scopes: ['admin'],
  namespaces: null,
  ipAllowlist: null,
  expiresAtMs: null,
  revokedAtMs: null,
  graceUntilMs: null,
} as unknown as ApiKeyRecord;

describe('isActiveKey', () => {
  it.each([
    [{}, true],
    [{ expiresAtMs: 11 }, true],
    [{ expiresAtMs: 10 }, false],
    [{ graceUntilMs: 10 }, false],
    [{ graceUntilMs: 11 }, true],
    [{ revokedAtMs: 1 }, false],
  ])('at 10, a key with %j: %s', (key, expected) => {
    expect(isActiveKey({ ...lasting, ...key }, 10)).toBe(expected);
  });
});

describe('isLastingAdminKey', () => {
  it('is a live admin key that ends never', () => {
    expect(isLastingAdminKey(lasting)).toBe(true);
  });

  it.each([
    { environment: 'test' },
    { scopes: ['read', 'operator'] },
    { expiresAtMs: 1e15 },
    { graceUntilMs: 1e15 },
    { revokedAtMs: 1 },
  ] as const)('is no key with %j', (key) => {
    expect(isLastingAdminKey({ ...lasting, ...key } as ApiKeyRecord)).toBe(false);
  });
});

describe('requireSoundSettings', () => {
  function fieldsOf(settings: object): readonly string[] {
    try {
      requireSoundSettings({ ...lasting, scopes: ['read'] as readonly Scope[], ...settings });
      return [];
    } catch (error) {
      const errors = isApiError(error, 'VALIDATION_ERROR') ? error.details?.['errors'] : undefined;
      return (errors as { field: string }[]).map(({ field }) => field);
    }
  }

  it.each([
    [{ namespaces: ['a'], scopes: ['read', 'admin'] }, ['namespaces']],
    [{ namespaces: ['a'], scopes: ['operator'] }, ['namespaces']],
    [{ environment: 'test', scopes: ['operator'] }, ['scopes']],
    [{ ipAllowlist: ['192.0.2.0/24', 'example.com', '192.0.2.0/40'] }, ['ip_allowlist[1]', 'ip_allowlist[2]']],
    [{ namespaces: ['a'], scopes: ['write'], ipAllowlist: ['2001:db8::/32'] }, []],
  ])('finds the faults of %j', (settings, fields) => {
    expect(fieldsOf(settings)).toEqual(fields);
  });
});
