import type { Environment, Scope } from '@memory-api/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findExcess, requireWithin, type KeyWidth } from './key-width.js';

const admin: KeyWidth = {
  environment: 'live',
  scopes: ['admin'],
  namespaces: null,
  ipAllowlist: null,
  expiresAtMs: null,
};

const anyKey: fc.Arbitrary<KeyWidth> = fc.record({
  environment: fc.constantFrom<Environment>('live', 'test'),
  scopes: fc.uniqueArray(fc.constantFrom<Scope>('read', 'write', 'delete', 'admin', 'operator'), { minLength: 1 }),
  namespaces: fc.option<readonly string[]>(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })),
  ipAllowlist: fc.option<readonly string[]>(
    fc.uniqueArray(fc.constantFrom('192.0.2.0/24', '192.0.2.128/25', '192.0.2.7', '2001:db8::/32'), { minLength: 1 }),
  ),
  expiresAtMs: fc.option(fc.integer({ min: 0, max: 3 })),
  graceUntilMs: fc.option<number, null>(fc.integer({ min: 0, max: 3 })),
});

describe('findExcess', () => {
  it('finds none between a key and itself', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        expect(findExcess(key, key)).toEqual([]);
      }),
    );
  });

  it('is transitive: what lies within a key lies within every wider one', () => {
    fc.assert(
      fc.property(anyKey, anyKey, anyKey, (inner, middle, outer) => {
        fc.pre(findExcess(inner, middle).length === 0 && findExcess(middle, outer).length === 0);
        expect(findExcess(inner, outer)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['a live key made by a test key', { environment: 'live' }, { environment: 'test' }, ['environment']],
    ['a scope that is lacked', { scopes: ['write'] }, { scopes: ['read'] }, ['scopes']],
    ['operator from admin', { scopes: ['operator'] }, { scopes: ['admin'] }, ['scopes']],
    ['all namespaces from one', { namespaces: null }, { namespaces: ['a'] }, ['namespaces']],
    ['another namespace', { namespaces: ['a', 'b'] }, { namespaces: ['a'] }, ['namespaces']],
    ['every address from some', { ipAllowlist: null }, { ipAllowlist: ['192.0.2.0/24'] }, ['ip_allowlist']],
    ['a wider range', { ipAllowlist: ['192.0.2.0/23'] }, { ipAllowlist: ['192.0.2.0/24'] }, ['ip_allowlist']],
    ['no expiry from some', { expiresAtMs: null }, { expiresAtMs: 10 }, ['expires_at']],
    ['a later expiry', { expiresAtMs: 11 }, { expiresAtMs: 10 }, ['expires_at']],
    ['no end from a grace period', { expiresAtMs: null }, { graceUntilMs: 10 }, ['expires_at']],
  ] as const)('finds %s', (_what, key, holder, excess) => {
    expect(findExcess({ ...admin, ...key }, { ...admin, ...holder })).toEqual(excess);
  });

  it.each([
    ['a test key made by a live key', { environment: 'test' }, {}],
    ['every scope but operator from admin', { scopes: ['read', 'write', 'delete', 'admin'] }, {}],
    ['a narrower range', { ipAllowlist: ['192.0.2.7'] }, { ipAllowlist: ['192.0.2.0/24'] }],
    ['an earlier expiry', { expiresAtMs: 9 }, { expiresAtMs: 10 }],
    ['a grace period that ends earlier', { graceUntilMs: 9 }, { expiresAtMs: 10 }],
  ] as const)('allows %s', (_what, key, holder) => {
    expect(findExcess({ ...admin, ...key }, { ...admin, ...holder })).toEqual([]);
  });
});

describe('requireWithin', () => {
  it('names what is too wide', () => {
    expect(() => requireWithin(admin, { ...admin, scopes: ['read'], expiresAtMs: 5 })).toThrow('scopes, expires_at');
  });
});
