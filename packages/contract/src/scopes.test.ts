import { describe, expect, it } from 'vitest';

import { PUBLIC_SCOPES, SCOPES, hasScope, isScope, type Scope } from './scopes.js';

/** What each scope alone lets a key do: contract 1.3. */
const COVERS: Record<Scope, readonly Scope[]> = {
  read: ['read'],
  write: ['write'],
  delete: ['delete'],
  admin: ['read', 'write', 'delete', 'admin'],
  operator: ['operator'],
};

describe('hasScope', () => {
  it.each(
    SCOPES.flatMap((granted) => SCOPES.map((needed) => [granted, needed, COVERS[granted].includes(needed)] as const)),
  )('a key with %s that needs %s: %s', (granted, needed, allowed) => {
    expect(hasScope([granted], needed)).toBe(allowed);
  });

  it('lets a key with several scopes do what each of them lets it do', () => {
    expect(hasScope(['read', 'delete'], 'delete')).toBe(true);
    expect(hasScope(['read', 'delete'], 'write')).toBe(false);
    expect(hasScope(['admin', 'operator'], 'operator')).toBe(true);
  });

  it('lets a key without scopes do nothing', () => {
    for (const needed of SCOPES) expect(hasScope([], needed)).toBe(false);
  });
});

describe('the lists of scopes', () => {
  it('show customers everything but operator', () => {
    expect(PUBLIC_SCOPES).toEqual(['read', 'write', 'delete', 'admin']);
    expect(SCOPES).toEqual(['read', 'write', 'delete', 'admin', 'operator']);
  });

  it('are what isScope goes by', () => {
    for (const scope of SCOPES) expect(isScope(scope)).toBe(true);
    for (const other of ['', 'READ', 'root', 'read ', null, 1, ['read']]) expect(isScope(other)).toBe(false);
  });
});
